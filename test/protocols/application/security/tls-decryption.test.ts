import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { nodeCryptography } from '../../../../src/capture/node-cryptography.ts'
import { provideCryptography } from '../../../../src/cryptography/index.ts'
import { portable } from '../../../../src/cryptography/portable.ts'
import type { Told } from '../../../../src/protocols/application/security/tls/told.ts'
import { noKeys, type Keys } from '../../../../src/schema/index.ts'
import { followedIn, type Followed } from '../../../support/conversations.ts'
import { keyLogIn, keysOf, secretsBlock, without } from '../../../support/key-log.ts'

const captureOf = (name: string) => new Uint8Array(readFileSync(`captures/${name}`))
const secretsOfCiphers = keyLogIn(captureOf('tls-ciphers.pcapng'))
const log = keyLogIn(captureOf('tls-sessions.pcapng'))
const ciphers = without(captureOf('tls-ciphers.pcapng'), { type: secretsBlock })
const sessions = without(captureOf('tls-sessions.pcapng'), { type: secretsBlock })

const toldIn = ({ layers, names }: Followed): Told | undefined =>
  names.includes('tls') ? (layers.view(names.indexOf('tls')).facts as Told | undefined) : undefined
const linesOf = (frames: readonly Followed[]): readonly string[] =>
  frames.flatMap((frame, index) => {
    const { layers, names } = frame
    if (!names.includes('tls')) return []
    const words = names.map((_, at) => layers.view(at)).slice(names.indexOf('tls'))
    const stream = `${frame.values('tcp.stream').join(',')}`
    const told = words.map((view) => `${view.schema.name}: ${view.schema.summary?.(view as never) ?? ''}`)
    return `${index + 1} ${stream} ${told.join(' | ')}`
  })
/** The text of each stream, both directions. */
const textsOf = (frames: readonly Followed[]): Readonly<Record<string, string>> => {
  const texts: Record<string, string> = {}
  for (const frame of frames)
    for (const { type, bytes } of toldIn(frame)?.opened ?? [])
      if (type === 23)
        texts[`${frame.values('tcp.stream')[0]}`] =
          (texts[`${frame.values('tcp.stream')[0]}`] ?? '') + new TextDecoder().decode(bytes)
  return texts
}
const errorsOf = (frames: readonly Followed[]) => [
  ...new Set(frames.flatMap((frame) => toldIn(frame)?.decryptError ?? [])),
]

beforeAll(() => provideCryptography(nodeCryptography))

describe('TLS with secrets', () => {
  test('each cipher and version is opened', () => {
    const frames = followedIn(ciphers, { keys: keysOf(secretsOfCiphers) })
    const texts = Object.values(textsOf(frames))
    expect(texts).toHaveLength(17)
    expect(new Set(texts)).toEqual(new Set(['hello\nolleh\n', 'hello\nhello\n']))
    expect(errorsOf(frames)).toEqual([])
  })

  test('sessions go on, begin again, and change their keys', async () => {
    const frames = followedIn(sessions, { keys: keysOf(log) })
    await expect(`${linesOf(frames).join('\n')}\n`).toMatchFileSnapshot('golden/tls-sessions.txt')
    expect(errorsOf(frames)).toEqual([])
  })

  test('JavaScript opens the same, but for ciphers that it does not have', () => {
    const keys = keysOf(secretsOfCiphers)
    const expected = linesOf(followedIn(ciphers, { keys }))
    provideCryptography(portable)
    const lines = linesOf(followedIn(ciphers, { keys }))
    provideCryptography(nodeCryptography)
    const others = lines.filter((line, index) => line !== expected[index]).map((line) => line.split(' ')[1])
    expect([...new Set(others)]).toEqual(['8', '13'])
  })

  test('an RSA key opens connections whose secret is under it', () => {
    const key = readFileSync('captures/tls-rsa.key', 'utf8')
    const openRsa = (encrypted: Uint8Array) => nodeCryptography.decryptRsa!(key, encrypted)
    const texts = textsOf(followedIn(ciphers, { keys: keysOf('', openRsa) }))
    expect(texts).toEqual({ 9: 'hello\nolleh\n', 10: 'hello\nolleh\n', 16: 'hello\nolleh\n' })
  })

  test('a session that is resumed is opened with the secret of the one before', () => {
    const randoms = [...log.matchAll(/^CLIENT_RANDOM (\w+) (\w+)$/gm)]
    const seen = new Set<string>()
    const lines = randoms.flatMap(([line, , secret]) => {
      const isKnown = seen.has(secret!)
      seen.add(secret!)
      return isKnown ? [] : [line]
    })
    expect(lines.length).toBeLessThan(randoms.length)
    const texts = textsOf(followedIn(sessions, { keys: keysOf(lines.join('\n')) }))
    for (const stream of ['0', '1', '2', '3']) expect(texts[stream]).toContain('GET /index.html')
  })
})

describe('TLS without the right secrets', () => {
  test('says why records are not decrypted, where there are secrets at all', () => {
    expect(errorsOf(followedIn(ciphers, { keys: noKeys }))).toEqual([])
    expect(errorsOf(followedIn(ciphers, { keys: keysOf('') }))).toEqual(['no keys are known for the connection'])
    const wrong: Keys = { secret: () => new Uint8Array(48).fill(7), openRsa: () => undefined }
    const frames = followedIn(ciphers, { keys: wrong })
    expect(errorsOf(frames)).toEqual(['the tag is wrong'])
    expect(frames.flatMap((frame) => frame.values('tls.decrypt_error'))).not.toEqual([])
    const strange: Keys = { secret: () => new Uint8Array(3), openRsa: () => new Uint8Array(0) }
    expect(textsOf(followedIn(ciphers, { keys: strange }))).toEqual({})
  })

  test('goes on after segments that were not captured, and with records that come twice', () => {
    const keys = keysOf(secretsOfCiphers)
    const expected = textsOf(followedIn(ciphers, { keys }))
    for (const left of [8, 10, 12, 86, 89, 143, 217, 222]) {
      const texts = textsOf(followedIn(without(ciphers, { frame: left }), { keys }))
      expect(Object.values(texts).filter((text) => text.length > 0).length).toBeGreaterThanOrEqual(16)
      expect(Object.entries(texts).filter(([stream, text]) => text === expected[stream]).length).toBeGreaterThanOrEqual(
        16,
      )
    }
  })
})
