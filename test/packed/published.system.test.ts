/** What tools that look at published packages say of this one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, expect, test } from 'vitest'
import { pack } from '../support/packed.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-published-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const tarball = Uint8Array.from(readFileSync(pack(folder)))
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> }

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true })
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
})

test('Are the types wrong? finds nothing for modules', { timeout: 60_000 }, async () => {
  const analysis = await checkPackage(createPackageFromTarballData(tarball))
  if (analysis.types === false) throw new Error('it sees no types')
  const entries = Object.keys(manifest.exports).filter((name) => !name.endsWith('.json'))
  expect(Object.keys(analysis.entrypoints)).toEqual(expect.arrayContaining(entries))
  // Of an ESM package CommonJS has only import(); and what knows no `exports` finds none of its entries.
  const others = ['node10', 'node16-cjs']
  const problems = analysis.problems.filter(
    (problem) => !('resolutionKind' in problem && others.includes(problem.resolutionKind)),
  )
  expect(problems).toEqual([])
})
