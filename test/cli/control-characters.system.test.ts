/** No control character but line feeds and tabs reaches the terminal, from whatever names, files or hosts it comes. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { reportNames } from '../../src/check/reporters/names.ts'
import { onwire } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-control-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** ESC, BEL, a C1 control sequence introducer, and a right-to-left override. */
const hostile = 'a\u001b[31m\u0007\u009b\u202eb'
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

const at = (name: string) => join(folder, name)
const file = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}
const capture = 'captures/web.pcapng'

test.each<[string, () => readonly string[]]>([
  ['a file that is not there', () => ['read', at(`${hostile}.pcap`)]],
  ['a file that cannot be written', () => ['read', capture, '-w', at(`no/${hostile}`)]],
  ['a file of a filter', () => ['read', capture, '-F', at(hostile)]],
  ['a file of expectations', () => ['check', capture, '--expectations', at(hostile)]],
  [
    'expectations with a problem',
    () => ['check', capture, '--expectations', file(hostile, `expectations: ${hostile}`)],
  ],
  ['a display filter', () => ['filter', `tcp and "${hostile}`]],
  ['a filter that is explained', () => ['filter', `http.host == "${hostile}"`]],
  ['a capture filter', () => ['read', capture, '-f', `port ${hostile}`]],
  ['an unknown option', () => ['read', capture, `--${hostile}`]],
  ['an unknown command', () => [hostile]],
  ['a field', () => ['fields', hostile]],
  ['an interface', () => ['live', hostile]],
  ['a control group', () => ['run', '--cgroup', hostile]],
  ['a container', () => ['run', '--container', hostile]],
  ['a user', () => ['live', 'lo', '-c', '1', '-Z', hostile]],
  ['a command that is captured from', () => ['live', '--command', `printf '${hostile}' >&2`]],
  ['a command that is not there', () => ['run', '-q', '--', hostile]],
  ['a mask without effect', () => ['check', capture, '--snapshot', at('m.snap'), '--mask', 'zzz\u202e']],
])('%s', async (_what, words) => {
  const { stdout, stderr } = await onwire(words())
  expect(stdout + stderr).not.toMatch(unsafe)
  expect(stdout + stderr).not.toBe('')
})

test('a machine that captures', async () => {
  const ssh = file('ssh', `#!/bin/sh\nprintf 'tcpdump: WARNING: ${hostile}\\n' >&2\nexit 1\n`)
  chmodSync(ssh, 0o755)
  const { stderr } = await onwire(['live', '--remote', 'user@host', 'eth0', '--ssh', ssh, '-v'])
  expect(stderr).toContain('\\u202e')
  expect(stderr).not.toMatch(unsafe)
})

describe.each(reportNames)('the report as %s', (format) => {
  test('of expectations, a snapshot and a damaged file with such names', async () => {
    const snapshot = file(`${hostile}.snap`, `client → ${hostile} http\n`)
    const expectations = file(
      `${format}.yaml`,
      `name: "${JSON.stringify(hostile).slice(1, -1)}"\nexpectations:\n  - filter: 'http.host == "${hostile.replace(/[\u0000-\u001f\u0080-\u009f]/g, '')}"'\n    name: "${JSON.stringify(hostile).slice(1, -1)}"\n`,
    )
    const words = ['--expect', `http.user_agent contains "${hostile}"`, '--expectations', expectations]
    const { stdout, status } = await onwire(['check', capture, ...words, '--snapshot', snapshot, '--report', format])
    expect(status).toBe(1)
    expect(stdout).not.toMatch(unsafe)
  })
})
