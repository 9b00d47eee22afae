import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { examples } from '../../../src/cli/arguments/examples.ts'
import { manPage } from '../../../src/cli/arguments/man-page.ts'
import { commands } from '../../../src/cli/arguments/commands.ts'
import type { Option } from '../../../src/cli/arguments/option.ts'
import { options } from '../../../src/cli/arguments/options.ts'

test('the build has written it as the tables are', () => {
  expect(readFileSync('man/onwire.1', 'utf8')).toBe(manPage())
})

const unformatted = manPage()
  .replaceAll(/\\f[BIR]/g, '')
  .replaceAll('\\-', '-')
  .replaceAll('\\(aq', "'")
  .replaceAll('\\(ha', '^')
  .replaceAll('\\(ti', '~')
  .replaceAll('\\&', '')

test('has every command, option, choice and example', () => {
  for (const [name, { operands, help }] of Object.entries(commands)) {
    expect(unformatted).toContain(`\n.TP\n${`${name} ${operands}`.trimEnd()}\n${help}`)
  }
  for (const [name, { letter, help, choices = [], section }] of Object.entries<Option>(options)) {
    const names = letter === undefined ? `--${name}` : `-${letter}, --${name}`
    const part = unformatted.slice(unformatted.indexOf(`\n.SS ${section}\n`))
    const at = part.search(new RegExp(`^${names}( |\\[|$)`, 'm'))
    expect(at, names).toBeGreaterThan(0)
    const lines = part.slice(at).split('\n.')[0]!
    expect(lines).toContain(help)
    for (const choice of choices) expect(lines).toContain(choice)
  }
  for (const [line] of examples) expect(unformatted).toContain(`\n.TP\n${line}\n`)
})

const groff = spawnSync('groff', ['--version']).error === undefined
test.skipIf(!groff)(`is formatted without a warning${groff ? '' : ' (left out: no groff)'}`, () => {
  const words = ['-man', '-Tutf8', '-ww', '-rLL=200n']
  const { stdout, stderr } = spawnSync('groff', words, { input: manPage(), encoding: 'utf8' })
  expect(stderr).toBe('')
  // oxlint-disable-next-line no-control-regex
  const shown = stdout.replaceAll(/\u001b\[[\d;]*m|.\u0008/g, '')
  expect(shown).toMatch(/-f, --capture-filter FILTER/)
  expect(shown).toContain('EXIT STATUS')
})

test('is where package.json says', () => {
  const { man } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly man: string }
  expect(man).toBe('./man/onwire.1')
  expect(execFileSync('git', ['check-ignore', 'man/onwire.1'], { encoding: 'utf8' })).toBe('man/onwire.1\n')
})
