import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { nodeCryptography } from '../../../../src/capture/node-cryptography.ts'
import { provideCryptography } from '../../../../src/cryptography/index.ts'
import { MessageJoiner } from '../../../../src/protocols/application/security/dtls/joiner.ts'
import { hex, noKeys } from '../../../../src/schema/index.ts'
import { bytesOf, join } from '../../../support/capture-bytes.ts'
import { followedIn, type Followed } from '../../../support/conversations.ts'
import { keyLogIn, keysOf, secretsBlock, without } from '../../../support/key-log.ts'
import { expectGolden, framesOf, packetOf, packetOfHex, protocolsOf, valuesOf } from '../../../support/packets.ts'
import { randomFrom } from '../../../support/random.ts'
import { expectSafe } from '../../../support/safe.ts'

const whole = new Uint8Array(readFileSync('captures/dtls.pcapng'))
const capture = without(whole, { type: secretsBlock })
const log = keyLogIn(whole)

beforeAll(() => provideCryptography(nodeCryptography))

const linesOf = (frames: readonly Followed[]): readonly string[] =>
  frames.flatMap(({ layers, names }, index) => {
    if (!names.includes('dtls')) return []
    const views = names.map((_, at) => layers.view(at)).slice(names.indexOf('dtls'))
    const told = views.map(
      (view) => `${view.schema.name}: ${view.schema.summary?.(view as never) ?? hex(layers.bytesOf(names.length - 1))}`,
    )
    return `${index + 1} ${told.join(' | ')}`
  })

describe('DTLS', () => {
  test('tree of a client hello with a cookie', () =>
    expectGolden(packetOf('dtls.pcapng', 5), 'dtls-client-hello', 'dtls'))

  test('each cipher is opened, messages are put together, sessions are resumed', async () => {
    const frames = followedIn(capture, { keys: keysOf(log) })
    await expect(`${linesOf(frames).join('\n')}\n`).toMatchFileSnapshot('golden/dtls-sessions.txt')
    expect(frames.flatMap((frame) => frame.values('dtls.decrypt_error'))).toEqual([])
    expect(frames.filter(({ names }) => names.at(-1) === 'data')).toHaveLength(6)
  })

  test('says why records are not decrypted, where there are secrets at all', () => {
    const errors = (keys = noKeys) => [
      ...new Set(followedIn(capture, { keys }).flatMap((frame) => frame.values('dtls.decrypt_error'))),
    ]
    expect(errors()).toEqual([])
    expect(errors(keysOf('CLIENT_RANDOM 00 00'))).toEqual(['no keys are known for the connection'])
    expect(errors({ secret: () => new Uint8Array(48), openRsa: () => undefined })).toEqual(['the tag is wrong'])
  })

  test('is known on any port by a whole header', () => {
    const word = (value: number) => value.toString(16).padStart(4, '0')
    const datagram = (payload: string) =>
      [
        `45 00 ${word(28 + bytesOf(payload).length)} 0001 0000 40 11 0000 c0000201 c0000202`,
        `c000 270f ${word(8 + bytesOf(payload).length)} 0000 ${payload}`,
      ].join(' ')
    const named = (payload: string) => protocolsOf(packetOfHex(datagram(payload), 228))
    expect(named('15 fefd 0000 000000000001 0002 0100')).toBe('raw:ip:udp:dtls')
    expect(named('15 fefe 0000 000000000001 0002 0100')).toBe('raw:ip:udp:data')
    expect(named('15 fefd 0000 0000')).toBe('raw:ip:udp:data')
    const withId = packetOfHex(datagram('19 fefd 0001 000000000001 aabbcc 0004 01020304'), 228)
    expect(valuesOf(withId, 'dtls.record.special_type')).toEqual([25])
    expect(valuesOf(withId, 'dtls.record.connection_id')).toEqual([bytesOf('aabbcc')])
    expect(valuesOf(withId, 'dtls.enc_content')).toEqual([bytesOf('01020304')])
  })

  test('is safe', () => {
    for (const number of [3, 6, 7]) {
      const { bytes, linkType } = framesOf('dtls.pcapng')[number - 1]!
      expectSafe(bytes.slice(0, 400), linkType)
    }
  })
})

describe('fragments of handshake messages', () => {
  const fragment = (sequence: number, length: number, offset: number, part: number, type = 11) =>
    join(
      Uint8Array.of(type, 0, length >> 8, length & 255, sequence >> 8, sequence & 255, 0, offset >> 8, offset & 255),
      Uint8Array.of(0, part >> 8, part & 255),
      Uint8Array.from({ length: part }, (_, at) => offset + at),
    )
  const taken = (...fragments: readonly Uint8Array[]): readonly string[] => {
    const joiner = new MessageJoiner()
    const messages: string[] = []
    for (const each of fragments)
      joiner.take(each, 0, each.length, (bytes, start) => messages.push(hex(bytes.subarray(start + 3, start + 30))))
    return messages
  }

  test('make one message in any order, and once', () => {
    const whole = taken(fragment(0, 6, 0, 6))
    expect(whole).toEqual(['060000000000000006000102030405'])
    expect(taken(fragment(0, 6, 4, 2), fragment(0, 6, 0, 3), fragment(0, 6, 2, 3))).toEqual(whole)
    expect(taken(fragment(0, 6, 0, 3), fragment(0, 6, 0, 3))).toEqual([])
    expect(taken(fragment(0, 6, 0, 6), fragment(0, 6, 0, 6))).toEqual(whole)
    expect(taken(fragment(0, 6, 0, 3), fragment(0, 7, 3, 4), fragment(0, 7, 0, 3))).toHaveLength(1)
  })

  test('never go wrong, whatever they say', () => {
    const random = randomFrom(7)
    const joiner = new MessageJoiner()
    for (let round = 0; round < 3000; round++) {
      const length = random(2000)
      const bytes = fragment(random(40), length, random(length + 1), random(60), random(25))
      joiner.take(bytes, 0, bytes.length, (message, start) => expect(message.length).toBeGreaterThanOrEqual(start + 12))
    }
  })
})
