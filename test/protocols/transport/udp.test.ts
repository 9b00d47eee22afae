import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, framesOf, packetOf, packetOfHex, protocolsOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const word = (value: number) => value.toString(16).padStart(4, '0')
const datagram = (payload: string, { ports = 'c000 c001', length = 8 + bytesOf(payload).length } = {}) =>
  `45 00 ${word(28 + bytesOf(payload).length)} 0001 0000 40 11 0000 c0000201 c0000202 ${ports} ${word(length)} 0000 ${payload}`
const packetWith = (...given: Parameters<typeof datagram>) => packetOfHex(datagram(...given), raw)

describe('UDP', () => {
  test('tree', () => expectGolden(packetOf('udp.pcap', 3), 'udp', 'udp'))

  test('its length counts its header, and ends what it carries', () => {
    expect(packetWith('01020304', { length: 10 }).udp!.payload).toEqual(bytesOf('0102'))
    expect(packetWith('01020304', { length: 99 }).udp).toMatchObject({ payload: bytesOf('01020304'), cut: 'body' })
    expect(protocolsOf(packetWith('', {}))).toBe('raw:ip:udp')
  })

  test('a length of 0 is all there is, which only a jumbogram may say (RFC 2675, section 4)', () => {
    const packet = packetWith('01020304', { length: 0 })
    expect(packet.udp!.payload).toEqual(bytesOf('01020304'))
    expect(packet.udp!.notes()).toMatchObject([{ name: 'udp.length.bad_zero' }])
  })

  test('a length below that of its header contradicts itself', () => {
    const packet = packetWith('01020304', { length: 7 })
    expect(packet.udp!.notes()).toMatchObject([{ name: 'udp.length.bad', severity: 'error' }])
    expect(protocolsOf(packet)).toBe('raw:ip:udp')
    expect(packetWith('', { length: 8 }).udp!.notes()).toEqual([])
  })

  test('either port is a port, the source first', () => {
    expect(valuesOf(packetWith('', { ports: '0007 c000' }), 'udp.port')).toEqual([7, 49152])
  })

  test('the lower port speaks first about what it carries', () => {
    const payload = '00'.repeat(12)
    expect(protocolsOf(packetWith(payload, { ports: '0035 14e9' }))).toBe('raw:ip:udp:dns')
    expect(protocolsOf(packetWith(payload, { ports: '14e9 0035' }))).toBe('raw:ip:udp:dns')
    expect(protocolsOf(packetWith(payload, { ports: '0007 14e9' }))).toBe('raw:ip:udp:mdns')
  })

  test('is safe', () => {
    for (const number of [2, 8]) expectSafe(framesOf('udp.pcap')[number]!.bytes.slice())
    expectSafe(bytesOf(datagram('01020304')), raw)
  })
})
