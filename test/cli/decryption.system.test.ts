/** The options that name secrets, and what they refuse. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
    expect(status).toBe(0)
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

describe('onwire edit', () => {
  const edit = (name: string, ...options: string[]) => onwire(['edit', capture, '-w', join(folder, name), ...options])
  const secretsIn = async (name: string) => {
    const { stdout } = await onwire(['info', join(folder, name), '--format', 'json'])
    return stdout
  }

  test('adds the secrets of a key log, and leaves out those that are there', async () => {
    expect(await edit('more.pcapng', '--keylog', log, '--no-secrets')).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(join(folder, 'more.pcapng')).includes(line)).toBe(true)
    expect(statSync(join(folder, 'more.pcapng')).mode & 0o777).toBe(0o600)
    expect(await secretsIn('more.pcapng')).not.toContain('cdcdcdcd')
    await edit('none.pcapng', '--no-secrets')
    expect(readFileSync(join(folder, 'none.pcapng')).includes('CLIENT_')).toBe(false)
    expect(readFileSync(capture).includes('CLIENT_')).toBe(true)
  })

  test.each([
    ['none.log', [], 'expected a key log, found no such file', 3],
    ['pipe', [], 'expected a key log, found a named pipe', 3],
    ['server.pem', [], 'expected a key log, found other lines', 3],
    ['keys.log', ['--anonymise'], '--keylog adds the secrets of real connections', 2],
    ['keys.log', ['--file-type', 'pcap'], 'pcap files have no secrets', 2],
  ])('--keylog %s %j is refused', async (name, options, message, expected) => {
    const { stderr, status } = await edit('refused.pcapng', '--keylog', join(folder, name), ...options)
    expect(stderr).toContain(message)
    expect(status).toBe(expected)
    expect(existsSync(join(folder, 'refused.pcapng'))).toBe(false)
  })
})
