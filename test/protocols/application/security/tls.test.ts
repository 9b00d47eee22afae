import { describe, expect, expectTypeOf, test } from 'vitest'
import { Packet } from '../../../../src/packet/packet.ts'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const ipv4 = 228
const word = (value: number) => value.toString(16).padStart(4, '0')
const segment = (payload: string, port = 443) =>
  `45 00 ${word(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202 c000 ${word(port)} 00000001 00000001 5018 0400 0000 0000 ${payload}`
const packetWith = (payload: string, port?: number) => packetOfHex(segment(payload, port), ipv4)

describe('TLS', () => {
  test('tree of a client hello', () => expectGolden(packetOf('tls.pcapng', 6), 'tls-client-hello', 'tls'))
  test('tree of a server hello', () => expectGolden(packetOf('tls.pcapng', 27), 'tls-server-hello', 'tls'))

  test('what logs of certificates have signed, and whether the random bytes of a server begin with a time', () => {
    const signed = '0403 0002 aabb'
    const serialized = `00 ${'11'.repeat(32)} 0000000000000001 0000 ${signed}`
    const timestamp = `${word(bytesOf(serialized).length)} ${serialized}`
    const timestamps = `${word(bytesOf(timestamp).length)} ${timestamp}`
    const hello = (extensions: string) => {
      const body = `0303 ${'00'.repeat(32)} 00 c02f 00 ${word(bytesOf(extensions).length)} ${extensions}`
      const message = `02 00 ${word(bytesOf(body).length)} ${body}`
      return packetWith(`16 0303 ${word(bytesOf(message).length)} ${message}`)
    }
    const packet = hello(`0012 ${word(bytesOf(timestamps).length)} ${timestamps}`)
    expect(valuesOf(packet, 'tls.handshake.sig_hash_alg')).toEqual([0x0403])
    expect(valuesOf(packet, 'tls.sct.sct_signature')).toEqual([bytesOf('aabb')])
    expect(valuesOf(packet, 'tls.handshake.random_time')).toEqual(['1970-01-01T00:00:00.000000000Z'])
    expect(valuesOf(hello('002b 0002 0304'), 'tls.handshake.random_time')).toEqual([])
  })

  test('is typed, and says which server is asked for', () => {
    const packet = packetOf('tls.pcapng', 6)
    expectTypeOf(packet.tls!.records[0]!.contentType).toEqualTypeOf<number | undefined>()
    expect(packet.tls!.records).toMatchObject([{ contentType: 22, handshakes: [{ type: 1 }] }])
    expect(valuesOf(packet, 'tls.handshake.extensions_server_name')).toEqual(['example.test'])
    expect(summariesOf(packet, 'tls')).toEqual(['Client Hello (example.test)'])
    expect(summariesOf(packetOf('tls.pcapng', 27), 'tls')).toEqual([
      'Server Hello (TLS 1.2), Certificate, Server Key Exchange, Server Hello Done',
    ])
  })

  test('says what an alert is about, as far as it is not encrypted', () => {
    const frame = framesOf('tls.pcapng')[5]!
    const words = (record: string) => {
      const bytes = Uint8Array.from([...frame.bytes.subarray(0, 66), ...bytesOf(record)])
      bytes.set([0, bytes.length - 14], 16)
      return summariesOf(Packet.of(bytes), 'tls')
    }
    expect(words('15 0303 0002 0228')).toEqual(['Alert (Fatal, Handshake Failure)'])
    expect(words('15 0303 0002 0100')).toEqual(['Alert (Warning, Close Notify)'])
    expect(words('15 0303 0013 00000000000000000000000000000000000000')).toEqual(['Encrypted Alert'])
  })

  test('reads a client hello that goes on in the next segment as far as it is there', () => {
    const { bytes } = framesOf('tls.pcapng')[5]!
    const packet = packetOfHex(
      Array.from(bytes.subarray(0, bytes.length - 60), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    )
    expect(valuesOf(packet, 'tls.handshake.type')).toEqual([1])
  })

  test('does not take encrypted messages for others', () => {
    const finished = '16 0303 0010 14 00000c 000000000000000000000000'
    expect(valuesOf(packetWith(finished), 'tls.handshake.type')).toEqual([20])
    expect(valuesOf(packetWith(`14 0303 0001 01 ${finished}`), 'tls.handshake.type')).toEqual([])
    expect(valuesOf(packetWith('16 0303 0004 01 ffffff'), 'tls.handshake.type')).toEqual([])
    expect(valuesOf(packetWith('15 0303 0002 02 28'), 'tls.alert_message.desc')).toEqual([40])
    expect(valuesOf(packetWith('15 0303 0003 02 28 00'), 'tls.alert_message.desc')).toEqual([])
  })

  test('a record that began in an earlier segment is a continuation', () => {
    const packet = packetWith('aa bb cc')
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:tls')
    expect(packet.tls).toMatchObject({ records: [] })
    expect(summariesOf(packet, 'tls')).toEqual(['continuation, 3 bytes'])
  })

  test('is known on any port by a whole record', () => {
    expect(protocolsOf(packetWith('15 0303 0002 0100', 9999))).toBe('raw:ip:tcp:tls')
    for (const other of ['15 0303 0003 0100', '15 0403 0002 0100', '19 0303 0002 0100', '15 0303'])
      expect(protocolsOf(packetWith(other, 9999))).toBe('raw:ip:tcp:data')
  })

  test('is safe', () => {
    for (const number of [6, 8, 27]) {
      const { bytes, linkType } = framesOf('tls.pcapng')[number - 1]!
      expectSafe(bytes.slice(0, 700), linkType)
    }
    expectSafe(bytesOf(segment('15 0303 0000 '.repeat(50))), ipv4)
  })
})
