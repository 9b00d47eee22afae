/** Files of secrets: key logs that grow, RSA keys, and what is neither. */
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { KeyLogFile } from '../../../src/capture/keys/key-log-file.ts'
import { readRsaKey } from '../../../src/capture/keys/rsa-key-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const random = (byte: number) => new Uint8Array(32).fill(byte)
const line = (byte: number) =>
  `CLIENT_RANDOM ${byte.toString(16).padStart(2, '0').repeat(32)} ${byte.toString(16).padStart(2, '0').repeat(48)}\n`
const has = (keys: KeyLogFile, byte: number) => keys.secret('CLIENT_RANDOM', random(byte)) !== undefined

describe('a key log in a file', () => {
  test('is read again when a secret is missing, but not at once', async () => {
    const path = file('grows.log', line(1))
    const keys = KeyLogFile.open(path)
    expect([has(keys, 1), has(keys, 2)]).toEqual([true, false])
    appendFileSync(path, line(2))
    // Looked a moment before.
    expect(has(keys, 2)).toBe(false)
    expect(keys.readMore(true)).toBe(true)
    expect(has(keys, 2)).toBe(true)
    appendFileSync(path, line(3).slice(0, 70))
    keys.readMore(true)
    appendFileSync(path, line(3).slice(70))
    await expect.poll(() => has(keys, 3)).toBe(true)
    keys.close()
  })

  test('may begin again', () => {
    const path = file('again.log', line(1) + line(2))
    const keys = KeyLogFile.open(path)
    truncateSync(path)
    keys.readMore(true)
    appendFileSync(path, line(3))
    keys.readMore(true)
    expect([1, 2, 3].map((byte) => has(keys, byte))).toEqual([true, true, true])
    keys.close()
  })

  test('may come later, where that is expected', () => {
    const path = join(folder, 'later.log')
    const pieces: string[] = []
    const keys = KeyLogFile.awaited(path, { take: (bytes) => pieces.push(Buffer.from(bytes).toString()) })
    expect(has(keys, 1)).toBe(false)
    writeFileSync(path, line(1))
    keys.readMore(true)
    expect(has(keys, 1)).toBe(true)
    expect(pieces.join('')).toBe(line(1))
    keys.close()
  })

  test('of a large one the end is read', () => {
    const path = file('large.log', '')
    truncateSync(path, 4 * 2 ** 30)
    appendFileSync(path, `\n${line(1)}`)
    const keys = KeyLogFile.open(path)
    expect(has(keys, 1)).toBe(true)
    expect(keys.skipped).toBeGreaterThan(3 * 2 ** 30)
    keys.close()
  })

  test.each([
    ['a file that is missing', () => join(folder, 'none'), 'not-found', 'no such file'],
    ['a directory', () => folder, 'unreadable', 'a directory'],
    ['a device', () => '/dev/zero', 'unreadable', 'a device'],
    ['another file', () => file('other', 'secret words\n'), 'unsupported', 'other lines'],
  ])('%s is refused', (_, path, code, found) => {
    expect(() => KeyLogFile.open(path())).toThrow(expect.objectContaining({ code, found, expected: 'a key log' }))
    expect(has(KeyLogFile.awaited(path()), 1)).toBe(false)
  })
})

describe('an RSA key in a file', () => {
  const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey'], options = {}) =>
    key.export({ type: 'pkcs8', format: 'pem', ...options }) as string
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey

  test('is read', () => {
    expect(readRsaKey(file('rsa.pem', pem(privateKey))).openRsa(new Uint8Array(128))).toBeUndefined()
  })

  test.each([
    ['a key of another kind', () => file('ec.pem', pem(curve)), 'a private key of type ec'],
    [
      'a key with a passphrase',
      () => file('locked.pem', pem(privateKey, { cipher: 'aes-128-cbc', passphrase: 'x' })),
      'a key with a passphrase',
    ],
    ['a certificate or any text', () => file('text.pem', 'text'), 'none'],
    ['a device', () => '/dev/zero', 'a device'],
  ])('%s is refused', (_, path, found) => {
    expect(() => readRsaKey(path())).toThrow(expect.objectContaining({ found, expected: 'an RSA private key (PEM)' }))
  })
})
