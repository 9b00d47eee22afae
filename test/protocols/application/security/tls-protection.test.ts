import { createCipheriv } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { nodeCryptography } from '../../../../src/capture/node-cryptography.ts'
import { portable } from '../../../../src/cryptography/portable.ts'
import { provideCryptography } from '../../../../src/cryptography/index.ts'
import {
  openerBefore13,
  openerSince13,
} from '../../../../src/protocols/application/security/tls/protection/ciphers/index.ts'
import {
  keyBlock,
  masterSecret,
  nextSecret,
  trafficKeys,
} from '../../../../src/protocols/application/security/tls/protection/key-schedule.ts'
import { NumberedReader } from '../../../../src/protocols/application/security/tls/protection/numbered-reader.ts'
import { Resumable } from '../../../../src/protocols/application/security/tls/protection/resumable.ts'
import { suiteOf } from '../../../../src/protocols/application/security/tls/protection/suites.ts'
import { tlsCipherSuites } from '../../../../src/protocols/names/tls-cipher-suites.ts'
import { hex } from '../../../../src/schema/index.ts'
import { bytesOf } from '../../../support/capture-bytes.ts'

afterEach(() => provideCryptography(portable))
const suite = suiteOf('TLS_AES_128_GCM_SHA256')!

describe('cipher suites', () => {
  test('are known by their names', () => {
    expect(suiteOf('TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384')).toEqual({
      cipher: { kind: 'cbc', name: 'aes-cbc', keyLength: 32, blockLength: 16 },
      mac: 'sha384',
      hash: 'sha384',
      isStaticRsa: false,
    })
    expect(suiteOf('TLS_RSA_WITH_AES_128_CCM_8')).toEqual({
      cipher: { kind: 'aead', name: 'aes-ccm-8', keyLength: 16, tagLength: 8 },
      mac: undefined,
      hash: 'sha256',
      isStaticRsa: true,
    })
    expect(suiteOf('TLS_RSA_WITH_RC4_128_MD5')).toMatchObject({ cipher: { kind: 'rc4' }, mac: 'md5' })
    expect(suiteOf('TLS_CHACHA20_POLY1305_SHA256')).toMatchObject({ cipher: { name: 'chacha20-poly1305' } })
    for (const name of [
      'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
      'TLS_RSA_WITH_IDEA_CBC_SHA',
      'TLS_NULL_WITH_NULL_NULL',
      '',
      'x',
    ])
      expect(suiteOf(name)).toBeUndefined()
  })

  test('of the ciphers there are all are known', () => {
    const names = Object.values(tlsCipherSuites)
    const ciphers =
      /AES_(128|256)_(GCM|CCM|CBC)|CHACHA20|CAMELLIA_\d+_CBC|3DES_EDE_CBC_(SHA|MD5)$|RC4_128|NULL_(SHA|MD5)/
    const others = names.filter((name) => (suiteOf(name) !== undefined) !== ciphers.test(name))
    expect(others).toEqual([])
  })
})

describe.each([
  ['the platform', nodeCryptography],
  ['JavaScript', portable],
])('with the cryptography of %s', (_name, cryptography) => {
  // RFC 8448, section 3.
  test.each([
    [
      'b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38',
      '3fce516009c21727d0f2e4e86ee403bc',
      '5d313eb2671276ee13000b30',
    ],
    [
      'b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21',
      'dbfaa693d1762c5b666af5d950258d01',
      '5bd3c71b836e0b76bb73265f',
    ],
    [
      '9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5',
      '17422dda596ed5d9acd890e3c63f5051',
      '5b78923dee08579033e523d9',
    ],
    [
      'a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643',
      '9f02283b6c9c07efc26bb9f2ac92e356',
      'cf782b88dd83549aadf1e984',
    ],
  ])('keys of a traffic secret of version 1.3: %s', (secret, key, iv) => {
    provideCryptography(cryptography)
    const keys = trafficKeys(suite, bytesOf(secret))
    expect([hex(keys.key), hex(keys.iv)]).toEqual([key, iv])
  })

  test('a record of RFC 8448, also after others that are missing', () => {
    provideCryptography(cryptography)
    const secret = bytesOf('9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5')
    const bytes = bytesOf(
      '1703030043 a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a' +
        '6292a2977014bd1e3deae63aeebb21694915e4',
    )
    const record = { type: 23, version: 0x0303, bytes, from: 5, to: bytes.length, epoch: 0 }
    const opener = openerSince13(suite, trafficKeys(suite, secret))!
    const text = Uint8Array.from([...Array(50).keys(), 23])
    expect(opener.open(record, 0, 0)).toEqual({ bytes: expect.anything() as never, sequence: 0 })
    expect(hex(opener.open(record, 0, 0)!.bytes)).toBe(hex(text))
    expect(opener.open(record, 1, 9)).toBeUndefined()
    expect(opener.open({ ...record, to: 20 }, 0, 3)).toBeUndefined()
    expect(opener.open({ ...record, to: 5 }, 0, 3)).toBeUndefined()
  })
})

test('a traffic secret after a key update is another one of the same length', () => {
  const secret = bytesOf('9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5')
  const next = nextSecret(suite, secret)
  expect(next).toHaveLength(32)
  expect(hex(next)).not.toBe(hex(secret))
  expect(trafficKeys(suite, next, 'dtls13').key).not.toEqual(trafficKeys(suite, next).key)
})

test('keys before version 1.3 lie one after the other', () => {
  const randoms = { client: new Uint8Array(32).fill(1), server: new Uint8Array(32).fill(2) }
  const master = masterSecret('sha256', new Uint8Array(48).fill(3), randoms, undefined)
  const extended = masterSecret('sha256', new Uint8Array(48).fill(3), randoms, new Uint8Array(32))
  expect([master.length, extended.length]).toEqual([48, 48])
  expect(hex(master)).not.toBe(hex(extended))
  const lengths = (name: string) => {
    const { client, server } = keyBlock(suiteOf(name)!, 'sha256', master, randoms)
    expect(hex(client.key)).not.toBe(hex(server.key))
    return [client.macKey, client.key, client.iv].map(({ length }) => length)
  }
  expect(lengths('TLS_RSA_WITH_AES_256_CBC_SHA')).toEqual([20, 32, 16])
  expect(lengths('TLS_RSA_WITH_3DES_EDE_CBC_SHA')).toEqual([20, 24, 8])
  expect(lengths('TLS_RSA_WITH_AES_128_GCM_SHA256')).toEqual([0, 16, 4])
  expect(lengths('TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256')).toEqual([0, 32, 12])
  expect(lengths('TLS_RSA_WITH_RC4_128_MD5')).toEqual([16, 16, 0])
})

test('records that do not open are tried in vain a limited number of times', () => {
  let attempts = 0
  const reader = new NumberedReader({
    open(_record, _sequence, further) {
      attempts += 1 + further
      return undefined
    },
  })
  const record = { type: 23, version: 0x0303, bytes: new Uint8Array(9), from: 5, to: 9, epoch: 0 }
  for (let count = 0; count < 100_000; count++) reader.open(record)
  expect(reader.open(record)).toBeUndefined()
  expect(attempts).toBeLessThan(3000)
})

test('goes on after records that are missing, and after some that nobody counted', () => {
  const tried: number[][] = []
  let right = 0
  const reader = new NumberedReader({
    open(_record, sequence, further) {
      tried.push([sequence, further])
      return right >= sequence && right <= sequence + further
        ? { bytes: Uint8Array.of(right), sequence: right }
        : undefined
    },
  })
  const record = { type: 23, version: 0x0303, bytes: new Uint8Array(9), from: 5, to: 9, epoch: 0 }
  const read = (number: number) => {
    right = number
    return reader.open(record)?.[0]
  }
  expect([0, 1, 20, 3, 21, 200, 22].map(read)).toEqual([0, 1, 20, undefined, 21, undefined, 22])
  expect(tried.at(-1)![0]).toBe(22)
})

test.each([
  'TLS_RSA_WITH_AES_128_CBC_SHA',
  'TLS_RSA_WITH_RC4_128_SHA',
  'TLS_RSA_WITH_NULL_SHA',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
])('opens nothing of %s that is too short or of another key', (name) => {
  const keys = {
    key: new Uint8Array(16),
    iv: new Uint8Array(name.includes('GCM') ? 4 : 16),
    macKey: new Uint8Array(20),
  }
  for (const isExplicit of [true, false])
    for (const isEncryptThenMac of [true, false]) {
      const opener = openerBefore13(suiteOf(name)!, keys, { isExplicit, isEncryptThenMac })
      for (let length = 0; length < 80; length++) {
        const bytes = new Uint8Array(5 + length)
        expect(
          opener.open({ type: 23, version: 0x0301, bytes, from: 5, to: 5 + length, epoch: 0 }, 0, 2),
        ).toBeUndefined()
      }
    }
})

test('remembers a limited number of sessions, by a name that they end with', () => {
  const resumable = new Resumable()
  for (let count = 0; count < 5000; count++)
    resumable.remember(Uint8Array.of(count >> 8, count & 255), Uint8Array.of(1))
  expect(resumable.find(Uint8Array.of(0, 0))).toBeUndefined()
  expect(resumable.find(Uint8Array.of(19, 135))).toEqual(Uint8Array.of(1))
  resumable.remember(new Uint8Array(300), Uint8Array.of(2))
  expect(resumable.find(new Uint8Array(300))).toEqual(Uint8Array.of(2))
})

test('a record with a connection identifier authenticates that, too (RFC 9146, section 5)', () => {
  const keys = { key: new Uint8Array(16).fill(1), iv: Uint8Array.of(1, 2, 3, 4), macKey: new Uint8Array(0) }
  const explicit = bytesOf('0001000000000005')
  const text = bytesOf('68656c6c6f 17 0000')
  const additional = bytesOf('ffffffffffffffff 19 03 19 fefd 0001 000000000005 aabbcc 0008')
  const cipher = createCipheriv('aes-128-gcm', keys.key, Uint8Array.from([...keys.iv, ...explicit]))
  cipher.setAAD(additional, { plaintextLength: text.length })
  const sealed = [...cipher.update(text), ...cipher.final(), ...cipher.getAuthTag()]
  const bytes = Uint8Array.from([...explicit, ...sealed])
  const negotiated = { isExplicit: true, isEncryptThenMac: false }
  const opener = openerBefore13(suiteOf('TLS_RSA_WITH_AES_128_GCM_SHA256')!, keys, negotiated)
  const record = { type: 25, version: 0xfefd, bytes, from: 0, to: bytes.length, epoch: 1 }
  expect(opener.open({ ...record, connectionId: bytesOf('aabbcc') }, 5, 0)!.bytes).toEqual(text)
  expect(opener.open({ ...record, connectionId: bytesOf('aabbcd') }, 5, 0)).toBeUndefined()
  expect(opener.open(record, 5, 0)).toBeUndefined()
})
