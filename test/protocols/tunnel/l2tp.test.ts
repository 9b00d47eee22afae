import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { datagram, hexOf, ip, raw } from '../../support/raw-frames.ts'
import { expectSafe } from '../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const attribute = (type: number, value: string, vendor = 0) =>
  `${hex(0x8000 | (6 + bytesOf(value).length), 2)} ${hex(vendor, 2)} ${hex(type, 2)} ${value} `
const second = (...attributes: readonly string[]) =>
  `c802 ${hex(12 + bytesOf(attributes.join('')).length, 2)} 0005 0000 0001 0002 ${attributes.join('')}`
const third = (...attributes: readonly string[]) =>
  `c803 ${hex(12 + bytesOf(attributes.join('')).length, 2)} 01020304 0001 0002 ${attributes.join('')}`
const packet = (message: string) => packetOfHex(datagram(1701, message), raw)
const start = second(
  attribute(0, '0001'),
  attribute(2, '0100'),
  attribute(3, '00000003'),
  attribute(7, hexOf('lac')),
  attribute(9, '0007'),
  attribute(10, '0008'),
)

describe('control messages of L2TP', () => {
  test.each([
    [start, 'L2TP SCCRQ, lac, assigns 7, tunnel 5, session 0'],
    [second(attribute(0, '000a'), attribute(14, '0009')), 'L2TP ICRQ, assigns session 9, tunnel 5, session 0'],
    [
      second(attribute(0, '000e'), attribute(1, `0002 0006 ${hexOf('no')}`)),
      'L2TP CDN, result 2, "no", tunnel 5, session 0',
    ],
    [second(), 'L2TP ZLB, tunnel 5, session 0'],
    [second(attribute(0, '0063')), 'L2TP message 99, tunnel 5, session 0'],
    [third(attribute(0, '0001'), attribute(61, '00000008')), 'L2TP SCCRQ, assigns 8, connection 0x1020304'],
    ['0003 0000 00000007 0102', 'L2TP data, session 0x7'],
  ])('%s', (message, line) => expect(summariesOf(packet(message), 'l2tp')).toEqual([line]))
  test('tree', () => expectGolden(packet(start), 'l2tp-start', 'l2tp'))
  test('values of a vendor are bytes', () =>
    expect(valuesOf(packet(second(attribute(0, '0001'), attribute(7, hexOf('lac'), 9))), 'l2tp.avp.host_name')).toEqual(
      [],
    ))
  test('over IP, a session of 0 is a control message', async () => {
    const control = packetOfHex(ip(115, `00000000 ${third(attribute(0, '0006'))}`), raw)
    expect(summariesOf(control, 'l2tp')).toEqual(['L2TP Hello, connection 0x1020304'])
    expect(protocolsOf(packetOfHex(ip(115, '00000007 01020304'), raw))).toBe('raw:ip:l2tp:data')
    await expectGolden(control, 'l2tp-over-ip', 'l2tp')
  })
  test('is safe', () => {
    expectSafe(bytesOf(datagram(1701, start)), raw)
    expectSafe(bytesOf(ip(115, `00000000 ${third(attribute(0, '0006'))}`)), raw)
  })
})
