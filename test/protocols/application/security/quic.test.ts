import { describe, expect, test } from 'vitest'
import type { Keys } from '../../../../src/schema/index.ts'
import { hex } from '../../../../src/schema/index.ts'
import { join } from '../../../support/capture-bytes.ts'
import { followed, type Followed, type Sent } from '../../../support/conversations.ts'
import { bytesOf } from '../../../support/packets.ts'
import {
  cryptoFrame,
  datagram,
  initialSecret,
  longPacket,
  shortPacket,
  streamFrame,
  updatedSecret,
  version2,
  type LongHeader,
  type Protection,
} from '../../../support/quic.ts'
import { expectSafe } from '../../../support/safe.ts'

/** Of RFC 9001, appendix A. */
const clientHello = bytesOf(
  `010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c000000010000e00000b65
   78616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e000500050100000000003300260024001d00209370
   b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e0403050306030203080408050806002d
   00020101001c00024001003900320408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806
   048000ffff`,
)
const serverHello = bytesOf(
  `020000560303eefce7f7b37ba1d1632e96677825ddf73988cfc79825df566dc5430b9a045a1200130100002e00330024001d00209d3c940d89690b
   84d08a60993c144eca684d1081287c834d5311bcf32bb9da1a002b00020304`,
)
const encryptedExtensions = bytesOf('0800000d000b00100007000504616c706e')
const first = bytesOf('8394c8f03e515708')
const ofClient = bytesOf('c1c1c1c1c1')
const ofServer = bytesOf('f067a5502a4262b5')
const random = 'ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c'
const secretOf = (byte: number) => new Uint8Array(32).fill(byte)
const secrets: Readonly<Record<string, Uint8Array>> = {
  CLIENT_EARLY_TRAFFIC_SECRET: secretOf(1),
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: secretOf(2),
  SERVER_HANDSHAKE_TRAFFIC_SECRET: secretOf(3),
  CLIENT_TRAFFIC_SECRET_0: secretOf(4),
  SERVER_TRAFFIC_SECRET_0: secretOf(5),
}
const keys: Keys = {
  secret: (label, of) => (hex(of) === random ? secrets[label] : undefined),
  openRsa: () => undefined,
}
const ofSecret = (label: string): Protection => ({ secret: secrets[label]! })
const ping = Uint8Array.of(1)

type Long = Partial<LongHeader>
const clientInitial = (frames: Uint8Array, more: Long = {}, id = first) =>
  longPacket({ type: 'initial', to: first, from: ofClient, number: 0, ...more }, frames, {
    secret: initialSecret(id, 'client'),
  })
const serverInitial = (frames: Uint8Array, more: Long = {}) =>
  longPacket({ type: 'initial', to: ofClient, from: ofServer, number: 0, ...more }, frames, {
    secret: initialSecret(first, 'server'),
  })
const serverHandshake = (frames: Uint8Array, number = 0) =>
  longPacket(
    { type: 'handshake', to: ofClient, from: ofServer, number },
    frames,
    ofSecret('SERVER_HANDSHAKE_TRAFFIC_SECRET'),
  )
const fromClient = (number: number, frames: Uint8Array) =>
  shortPacket(ofServer, number, frames, ofSecret('CLIENT_TRAFFIC_SECRET_0'))
const fromServer = (number: number, frames: Uint8Array) =>
  shortPacket(ofClient, number, frames, ofSecret('SERVER_TRAFFIC_SECRET_0'))

const hello = datagram('client', [clientInitial(cryptoFrame(0, clientHello))])
const answer = datagram('server', [
  serverInitial(cryptoFrame(0, serverHello)),
  serverHandshake(cryptoFrame(0, encryptedExtensions)),
])

/** The lines that -v adds. */
function detailsOf({ layers, names }: Followed): unknown {
  const view = layers.view(names.indexOf('quic'))
  return (view.schema.details!.rows as unknown as (layer: unknown) => readonly string[])(view)
}

const look = (packets: readonly Sent[]): Followed[] => followed(packets, { keys })
const lines = (packets: readonly Sent[], of: Parameters<typeof followed>[1] = { keys }) =>
  followed(packets, of).map(summaryOf)

function summaryOf({ layers, names }: Followed): string {
  const at = names.indexOf('quic')
  if (at < 0) return names.at(-1)!
  const view = layers.view(at)
  return view.schema.summary!(view as never)
}

describe('a connection', () => {
  test('is opened with the secrets of a key log', () => {
    const frames = look([
      hello,
      answer,
      datagram('client', [fromClient(0, streamFrame(0, Uint8Array.of(65, 66)))]),
      datagram('server', [fromServer(0, join(ping, streamFrame(3, Uint8Array.of(67))))]),
    ])
    expect(frames.map(summaryOf)).toEqual([
      'Initial, Client Hello (example.com)',
      'Initial, Server Hello (TLS 1.3), Handshake, Encrypted Extensions',
      '1-RTT (STREAM 0)',
      '1-RTT (PING, STREAM 3)',
    ])
    expect(frames.map((frame) => frame.values('quic.connection.number'))).toEqual([[0], [0], [0], [0]])
    expect(detailsOf(frames[1]!)).toEqual(['Initial 0: CRYPTO at 0, 90 bytes', 'Handshake 0: CRYPTO at 0, 17 bytes'])
    expect(detailsOf(frames[3]!)).toEqual(['1-RTT 0: PING, STREAM 3, 1 bytes'])
    expect(frames[2]!.values('quic.stream_data')).toEqual(['4142'])
    expect(frames[2]!.values('quic.stream.stream_id')).toEqual([0])
    expect(frames[3]!.values('quic.frame_type')).toEqual([1, 10])
    expect(frames[3]!.values('quic.stream.initiator')).toEqual([1])
    expect(frames[3]!.values('quic.dcid')).toEqual([hex(ofClient)])
  })

  test('without secrets, or with others, shows what is not protected', () => {
    const packets = [hello, answer, datagram('client', [fromClient(0, ping)])]
    expect(lines(packets, {})).toEqual([
      'Initial, Client Hello (example.com)',
      'Initial, Server Hello (TLS 1.3), Handshake',
      '1-RTT',
    ])
    const wrong: Keys = { ...keys, secret: () => secretOf(9) }
    for (const of of [{}, { keys: wrong }]) {
      const [, , last] = followed(packets, of)
      expect(last!.values('quic.decryption_failed')).toEqual([true])
      expect(last!.values('quic.packet_number')).toEqual([])
      expect(last!.values('quic.frame_type')).toEqual([])
    }
  })

  test('goes on from another port of the client', () => {
    const frames = look([hello, answer, datagram('client', [fromClient(7, ping)], { clientPort: 50_000 })])
    expect(frames[2]!.values('quic.connection.number')).toEqual([0])
    expect(frames[2]!.values('quic.packet_number')).toEqual([7])
  })

  test('goes on with an ID that a frame gave', () => {
    const other = bytesOf('0102030405060708')
    const given = join(Uint8Array.of(0x18, 1, 0, 8), other, new Uint8Array(16))
    const frames = look([
      hello,
      answer,
      datagram('server', [fromServer(0, given)]),
      datagram('client', [shortPacket(other, 1, ping, ofSecret('CLIENT_TRAFFIC_SECRET_0'))], { clientPort: 50_000 }),
    ])
    expect(frames[3]!.values('quic.connection.number')).toEqual([0])
    expect(frames[3]!.values('quic.packet_number')).toEqual([1])
  })

  test('changes its keys', () => {
    const secret = secrets['CLIENT_TRAFFIC_SECRET_0']!
    const next = { secret: updatedSecret(secret), headerSecret: secret }
    const third = { secret: updatedSecret(next.secret), headerSecret: secret }
    const frames = look([
      hello,
      answer,
      datagram('client', [fromClient(0, ping)]),
      datagram('client', [shortPacket(ofServer, 2, ping, next, 1)]),
      // One that was sent before that.
      datagram('client', [fromClient(1, ping)]),
      datagram('client', [shortPacket(ofServer, 3, ping, third, 0)]),
    ])
    expect(frames.slice(2).map((frame) => frame.values('quic.packet_number'))).toEqual([[0], [2], [1], [3]])
    expect(frames.slice(2).map((frame) => frame.values('quic.key_phase'))).toEqual([[false], [true], [false], [false]])
  })

  test('has early data', () => {
    const early = longPacket(
      { type: 'early', to: first, from: ofClient, number: 1 },
      streamFrame(0, Uint8Array.of(1)),
      ofSecret('CLIENT_EARLY_TRAFFIC_SECRET'),
    )
    const [one] = look([datagram('client', [clientInitial(cryptoFrame(0, clientHello)), early])])
    expect(summaryOf(one!)).toBe('Initial, Client Hello (example.com), 0-RTT (STREAM 0)')
    expect(one!.values('quic.stream.stream_id')).toEqual([0])
  })

  test('begins again after a Retry', () => {
    const retry = bytesOf('ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba')
    const empty = new Uint8Array(0)
    const [, retried, again] = look([
      datagram('client', [clientInitial(cryptoFrame(0, clientHello), { from: empty })]),
      datagram('server', [retry]),
      datagram('client', [clientInitial(ping, { to: ofServer, from: empty, number: 1 }, ofServer)]),
    ])
    expect(summaryOf(retried!)).toBe('Retry')
    expect(retried!.values('quic.bad_retry')).toEqual([])
    expect(again!.values('quic.packet_number')).toEqual([1])
    expect(again!.values('quic.connection.number')).toEqual([0])
    retry[20]! ^= 1
    const [, other] = look([
      datagram('client', [clientInitial(cryptoFrame(0, clientHello), { from: empty })]),
      datagram('server', [retry]),
    ])
    expect(other!.values('quic.bad_retry')).toEqual([true])
  })

  test('is of the version that the server chooses', () => {
    const [, chosen] = look([
      hello,
      datagram('server', [
        longPacket(
          { type: 'initial', version: version2, to: ofClient, from: ofServer, number: 0 },
          cryptoFrame(0, serverHello),
          { secret: initialSecret(first, 'server', 'quicv2'), prefix: 'quicv2' },
        ),
      ]),
    ])
    expect(summaryOf(chosen!)).toBe('Initial, Server Hello (TLS 1.3)')
    expect(chosen!.values('quic.long.packet_type_v2')).toEqual([1])
  })

  test('is told which versions there are', () => {
    const negotiation = join(bytesOf('80 00000000 05'), ofClient, Uint8Array.of(8), first, bytesOf('00000001 6b3343cf'))
    const [, told] = look([hello, datagram('server', [negotiation])])
    expect(summaryOf(told!)).toBe('Version Negotiation')
    expect(told!.values('quic.supported_version')).toEqual([1, version2])
    expect(told!.values('quic.connection.number')).toEqual([0])
  })
})

describe('handshake messages', () => {
  test('lie in several frames and packets, in any order, and twice', () => {
    const [a, b, c] = [clientHello.subarray(0, 50), clientHello.subarray(50, 120), clientHello.subarray(120)]
    expect(
      lines([
        datagram('client', [clientInitial(join(cryptoFrame(120, c), cryptoFrame(0, a)))]),
        datagram('client', [clientInitial(cryptoFrame(120, c), { number: 1 })]),
        datagram('client', [clientInitial(join(cryptoFrame(50, b), cryptoFrame(0, a)), { number: 2 })]),
        datagram('client', [clientInitial(cryptoFrame(0, clientHello), { number: 3 })]),
      ]),
    ).toEqual(['Initial (CRYPTO)', 'Initial (CRYPTO)', 'Initial, Client Hello (example.com)', 'Initial (CRYPTO)'])
  })

  test('that never end take bounded memory', () => {
    const endless = Uint8Array.of(1, 255, 255, 255, ...new Uint8Array(1000))
    const packets = Array.from({ length: 200 }, (_, number) =>
      datagram('client', [clientInitial(cryptoFrame((number * 1004) % 16_000, endless), { number })]),
    )
    expect(new Set(lines(packets))).toEqual(new Set(['Initial (CRYPTO)']))
  })
})

describe('datagrams', () => {
  test('hold zeros after their packets', () => {
    const [one] = look([datagram('client', [clientInitial(cryptoFrame(0, clientHello)), new Uint8Array(40)])])
    expect(one!.values('quic.packet_length')).toHaveLength(1)
    expect(summaryOf(one!)).toBe('Initial, Client Hello (example.com)')
  })

  test('that are cut are not opened', () => {
    const { at, bytes } = hello
    const [one] = look([{ at, bytes: bytes.subarray(0, 200), originalLength: bytes.length }])
    expect(one!.values('quic.packet_number')).toEqual([])
    expect(one!.values('quic.decryption_failed')).toEqual([])
    expect(summaryOf(one!)).toBe('Initial')
  })

  test('of a connection whose beginning is missing are said to be', () => {
    const [one] = look([datagram('server', [serverHandshake(ping)])])
    expect(one!.values('quic.connection.unknown')).toEqual([true])
  })

  test('of other protocols between the same ports are not QUIC', () => {
    const stun = bytesOf('0001 0000 2112a442 000000000000000000000000')
    const rtp = bytesOf('80 60 0001 00000000 00000000 0000')
    expect(lines([hello, answer, datagram('client', [stun]), datagram('client', [rtp])]).slice(2)).toEqual([
      'stun',
      'data',
    ])
  })

  test.each([hello, answer, datagram('client', [fromClient(0, ping)])])('survive damage', ({ bytes }) =>
    expectSafe(bytes, 101),
  )

  test('survive damage where they are opened', () => {
    let seed = 1
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    for (let round = 0; round < 150; round++) {
      const frames = Uint8Array.from({ length: 5 + next(60) }, () => next(next(2) === 0 ? 0x32 : 256))
      const packets = [
        hello,
        answer,
        datagram('client', [fromClient(round, frames)]),
        datagram('client', [clientInitial(frames)]),
      ]
      for (const { layers, names } of look(packets))
        for (const [at] of names.entries()) expect(() => JSON.stringify(layers.view(at), bigAsText)).not.toThrow()
    }
  })
})

const bigAsText = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
