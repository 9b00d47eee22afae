/** The options that name secrets, and what they refuse. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-decryption-'))
afterAll(() => rmSync(folder, { recursive: true }))

const capture = resolve('captures/tls.pcapng')
const line = `CLIENT_RANDOM ${'ab'.repeat(32)} ${'cd'.repeat(48)}\n`
const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const log = file('keys.log', `# keys\n${line}`)
const pipe = join(folder, 'pipe')
spawnSync('mkfifo', [pipe])
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
const key = file('server.pem', privateKey.export({ type: 'pkcs1', format: 'pem' }) as string)

describe.each([
  ['read', []],
  ['stats', ['hierarchy']],
  ['diagnose', []],
  ['check', ['--expect', 'tcp']],
  ['follow', ['tcp', '0']],
  ['export', ['-d', join(folder, 'objects')]],
])('onwire %s', (command, words) => {
  const run = (...options: string[]) => onwire([command, capture, ...words, ...options])

  test('takes secrets', async () => {
    const { stderr, status } = await run('--keylog', log, '--keylog', log, '--tls-key', key)
    expect(stderr).not.toMatch(/key|secret/)
    expect(status).toBe(command === 'export' ? 1 : 0)
  })

  test('refuses a key log that is missing', async () => {
    const { stderr, status } = await run('--keylog', join(folder, 'none.log'))
    expect(stderr).toMatch(/none\.log: expected a key log, found no such file\n$/)
    expect(status).not.toBe(0)
  })
})

test.each([
  [['--keylog', pipe], 'pipe: expected a key log, found a named pipe'],
  [['--tls-key', pipe], 'pipe: expected an RSA private key (PEM), found a named pipe'],
  [['--keylog', resolve('captures/dns.pcapng')], 'expected a key log, found other lines'],
  [['--tls-key', log], 'keys.log: expected an RSA private key (PEM), found none'],
  [['--no-decrypt', '--keylog', log], '--keylog has the secrets to decrypt with: it cannot be used with --no-decrypt'],
  [['--no-decrypt', '--tls-key', key], '--tls-key has the secrets to decrypt with'],
])('%j is refused', async (options, message) => {
  const { stderr, stdout, status } = await onwire(['read', capture, ...options])
  expect(stderr).toContain(message)
  expect({ stdout, status }).toEqual({ stdout: '', status: options.includes('--no-decrypt') ? 2 : 3 })
})

test('says which lines of a key log it cannot read, without what is in them', async () => {
  const { stderr, status } = await onwire(['read', capture, '--keylog', file('odd.log', `${line}abcdef${line}`)])
  expect({ stderr, status }).toEqual({ stderr: `onwire: ${folder}/odd.log: left out 1 damaged line\n`, status: 0 })
  const empty = await onwire(['read', capture, '--keylog', file('empty.log', '')])
  expect(empty.stderr).toBe(`onwire: ${folder}/empty.log: no secrets so far\n`)
})

test.each([log, join(folder, 'not-yet.log'), pipe, resolve('captures/dns.pcapng'), ''])(
  'SSLKEYLOGFILE=%s is used where it is a key log, without a word otherwise',
  async (SSLKEYLOGFILE) => {
    const { stderr, status } = await onwire(['read', capture], { env: { SSLKEYLOGFILE } })
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  },
)
