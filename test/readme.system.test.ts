import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { outcomeOf, shell } from './support/onwire.ts'
import { spawn } from 'node:child_process'

const pages = [
  'README.md',
  'docs/reading.md',
  'docs/filters.md',
  'docs/capturing.md',
  'docs/expectations.md',
  'docs/library.md',
  'docs/diagnosing.md',
]
const text = pages.map((page) => readFileSync(page, 'utf8')).join('\n')
const blocks = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language, text]) => ({
  language: language!,
  text: text!,
}))

/** What programs in a browser have: a server with a capture, and a file that was chosen. */
const page = `import { readFileSync as read } from 'node:fs'
  const bytes = read('captures/web.pcapng')
  const file = new Blob([bytes])
  globalThis.fetch = async () => new Response(bytes)
`

/** A folder in which the examples find the captures and may write. */
const folder = mkdtempSync(join(tmpdir(), 'onwire-readme-'))
for (const each of ['captures', 'docs']) symlinkSync(resolve(each), join(folder, each))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the examples of README and docs', () => {
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.split('\n'))
    .filter((line) => /^npx onwire (read|check|diagnose|filter|fields|-)|(&&|\|) npx onwire/.test(line))
    .map((line) =>
      line
        .replace(/\s+#.*$/, '')
        .replace(/^npm install && /, '')
        .replaceAll('npx onwire', 'onwire'),
    )

  test.each(commands)('%s', async (command) => {
    const { stdout, stderr, status } = await shell(command, { cwd: folder })
    expect([status, stderr]).toEqual([0, ''])
    if (!command.includes(' -w ')) expect(stdout).not.toBe('')
  })

  test('there are some', () => expect(commands.length).toBeGreaterThan(6))

  test('the first prints what stands below it', async () => {
    const { stdout } = await shell(commands[0]!, { cwd: folder })
    expect(stdout).toBe(blocks.find(({ language }) => language === '')!.text)
  })

  const programs = blocks.filter(({ language }) => language === 'ts').map(({ text }) => text)
  test.each([
    [0, ['7 192.0.2.1 80', 'example.test']],
    [1, ['7 192.0.2.1 80', 'example.test']],
    [2, ['18', '[ 10, 12, 14, 15 ] 19']],
    [3, ['192.0.2.1:49152 > 192.0.2.53:53 DNS 72 query A example.test']],
    [4, ['35 49']],
    [5, ['7 192.0.2.1 80', 'example.test']],
    [6, ["[ '192.0.2.2' ]"]],
    [7, [expect.stringMatching(/ query A example.test example\.test$/)]],
    [8, []],
    [9, ['3 1', '4 1']],
    [10, ['error connection-refused 192.0.2.2:9']],
  ])('program %i runs', async (index, lines) => {
    // In a folder of the package, so that it finds `onwire` by its name.
    mkdirSync('build', { recursive: true })
    const path = join('build', `readme-${index}.mjs`)
    const given = programs[index]!.includes("'onwire/decode'") ? page : ''
    writeFileSync(path, transformSync(`${given}${programs[index]!}`, { loader: 'ts' }).code)
    const { stdout, stderr, status } = await outcomeOf(spawn(process.execPath, ['--no-deprecation', path]))
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(lines))
  })
})
