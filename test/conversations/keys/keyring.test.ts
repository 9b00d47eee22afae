import { generateKeyPairSync, constants, publicEncrypt } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { nodeCryptography } from '../../../src/capture/node-cryptography.ts'
import { Keyring, readKeyLog, rsaKey } from '../../../src/conversations/keys/index.ts'
import { ConversationFollower } from '../../../src/conversations/follower.ts'
import { portable } from '../../../src/cryptography/portable.ts'
import { provideCryptography } from '../../../src/cryptography/index.ts'
import { Batch } from '../../../src/files/batch.ts'
import { tlsKeyLog, type Secret } from '../../../src/files/description.ts'

const random = new Uint8Array(32).fill(0xab)
const logOf = (secret: string) => `CLIENT_RANDOM ${'ab'.repeat(32)} ${secret.repeat(48)}\n`
const block = (text: string, type = tlsKeyLog): Secret => ({ type, bytes: new TextEncoder().encode(text) })
const capture = (secrets: readonly Secret[]) => ({ interfaces: [], names: [], secrets })
const found = (keys: Keyring) => keys.secret('CLIENT_RANDOM', random)?.[0]

afterEach(() => provideCryptography(portable))

describe('a keyring', () => {
  test('has the secrets of captures as they come', () => {
    const keys = new Keyring()
    const secrets: Secret[] = []
    keys.look(capture(secrets))
    expect(found(keys)).toBeUndefined()
    secrets.push(block('not a key log', 0x57474b4c), block(logOf('01')))
    keys.look(capture(secrets))
    expect(found(keys)).toBe(1)
    secrets.push(block(logOf('02').trimEnd()))
    keys.look(capture(secrets))
    expect(found(keys)).toBe(2)
    // Another capture after it, and the first again.
    keys.look(capture([block(logOf('03'))]))
    keys.look(capture(secrets))
    expect(found(keys)).toBe(3)
  })

  test('has those given to it, too', () => {
    const keys = new Keyring(undefined, readKeyLog(logOf('05')))
    expect(found(keys)).toBe(5)
    keys.look(capture([block(logOf('01'))]))
    expect(found(keys)).toBe(1)
  })

  test('opens what was encrypted for an RSA key, where the platform does', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const pem = (key: typeof privateKey) => key.export({ type: 'pkcs8', format: 'pem' }) as string
    const secret = new Uint8Array(48).fill(7)
    const encrypted = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, secret)
    const keys = new Keyring(rsaKey(pem(other)), rsaKey(pem(privateKey)))
    expect(keys.openRsa(encrypted)).toBeUndefined()
    provideCryptography(nodeCryptography)
    expect(new Uint8Array(keys.openRsa(encrypted)!)).toEqual(secret)
    expect(new Keyring(rsaKey('nonsense')).openRsa(encrypted)).toBeUndefined()
    expect(keys.secret('CLIENT_RANDOM', random)).toBeUndefined()
  })
})

test('a follower looks at the secrets of the capture of each batch, unless it is not to decrypt', () => {
  let looks = 0
  const secrets = new Proxy<readonly Secret[]>([], { get: (list, name) => (looks++, Reflect.get(list, name)) })
  const follow = (decrypt?: boolean) => new ConversationFollower({ decrypt }).follow(new Batch().of(capture(secrets)))
  follow(false)
  expect(looks).toBe(0)
  follow()
  expect(looks).toBeGreaterThan(0)
})
