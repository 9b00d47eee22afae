import { describe, expect, test } from 'vitest'
import { hexOf, raw, udp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const header = `${hexOf('RTPS')} 0203 010f c0000201 00000abc 00000001`
const time = '09 01 0800 8f0b4a59 00000080'
const parameter = (id: string, body: string) => {
  const { length } = bytesOf(body)
  return `${id} ${length.toString(16).padStart(2, '0')}00 ${body}`
}
const string = (text: string) => {
  const size = text.length + 1
  return `${size.toString(16).padStart(2, '0')}000000 ${hexOf(text)} ${'00'.repeat(1 + ((4 - (size % 4)) % 4))}`
}
const sentinel = '0100 0000'
const guid = 'c0000201 00000abc 00000001 000001c1'
const participant = [
  parameter('5000', guid),
  parameter('1500', '02030000'),
  parameter('1600', '010f0000'),
  parameter('5800', '3f0c0000'),
  parameter('5900', `01000000 ${string('name')} ${string('value')}`),
  parameter('0200', '64000000 00000080'),
  parameter('3100', '01000000 f31c0000 000000000000000000000000 c0000201'),
  parameter('3200', '02000000 f31c0000 20010db8000000000000000000000001'),
  parameter('6200', string('Shapes')),
  parameter('0f80', '07000000'),
  sentinel,
].join('')
const topic = [
  parameter('0500', string('Square')),
  parameter('0700', string('ShapeType')),
  parameter('1a00', '02000000 00000000 00000000'),
  sentinel,
].join('')
const sub = (id: string, flags: string, body: string) => {
  const { length } = bytesOf(body)
  return `${id} ${flags} ${(length & 255).toString(16).padStart(2, '0')}${(length >> 8).toString(16).padStart(2, '0')} ${body}`
}
const data = (writer: string, encapsulated: string) =>
  sub('15', '05', `0000 1000 00000000 ${writer} 00000000 01000000 ${encapsulated}`)
const disposed = sub(
  '15',
  '03',
  `0000 1000 00000000 000100c2 00000000 02000000 ${parameter('7000', guid)} ${parameter('7100', '00000003')}
  ${sentinel}`,
)
const packetWith = (...parts: readonly string[]) => packetOfHex(udp(7400, `${header} ${parts.join(' ')}`), raw)

describe('RTPS', () => {
  test('tree of a participant', () =>
    expectGolden(packetWith(time, data('000100c2', `0003 0000 ${participant}`)), 'rtps-participant', 'rtps'))
  test.each([
    [[time, data('000100c2', `0003 0000 ${participant}`)], 'INFO_TS, DATA(p)'],
    [[data('000003c2', `0003 0000 ${topic}`)], 'DATA(w) Square'],
    [[data('000004c2', `0003 0000 ${topic}`)], 'DATA(r) Square'],
    [[time, disposed], 'INFO_TS, DATA(p[UD])'],
    [[data('00000102', '0001 0000 01020304')], 'DATA'],
    [
      [
        '0e 01 0c00 c0000201 00000abc 00000002',
        sub('07', '01', '000100c7 000100c2 00000000 01000000 00000000 05000000 01000000'),
      ],
      'INFO_DST, HEARTBEAT',
    ],
    [[sub('06', '03', '000100c7 000100c2 00000000 01000000 20000000 ffffffff 01000000')], 'ACKNACK final'],
    [[sub('08', '01', '000100c7 000100c2 00000000 01000000 00000000 05000000 00000000')], 'GAP'],
    [[sub('16', '01', '0000 1c00 00000000 00000102 00000000 01000000 01000000 0100 e803 88130000 0102')], 'DATA_FRAG'],
    [[sub('12', '01', '00000107 00000102 00000000 01000000 01000000 08000000 ff000000 01000000')], 'NACK_FRAG'],
    [[sub('13', '01', '00000107 00000102 00000000 01000000 05000000 01000000')], 'HEARTBEAT_FRAG'],
    [[sub('01', '01', '')], 'PAD'],
    [[sub('0c', '01', '00000000 0203 010f c0000201 00000abc 00000001')], 'INFO_SRC'],
    [[sub('0d', '01', 'c0000201 e81c0000')], 'INFO_REPLY_IP4'],
    [[sub('0f', '01', '01000000 01000000 e81c0000 000000000000000000000000c0000201')], 'INFO_REPLY'],
    [[sub('7e', '01', '00')], '0x7e'],
    [['09 01 0000', '15 05 0000 0000 1000 00000000 00000102 00000000 01000000 0001 0000 0102'], 'INFO_TS, DATA'],
  ])('line %#', (parts, line) => expect(summariesOf(packetWith(...parts), 'rtps')).toEqual([line]))
  test('values in little-endian order', () => {
    const packet = packetWith(time, data('000100c2', `0003 0000 ${participant}`))
    expect(valuesOf(packet, 'rtps.info_ts.timestamp')).toEqual(['2017-06-21T06:00:47.500000000Z'])
    expect(valuesOf(packet, 'rtps.sm.seqNumber')).toEqual([1n])
    expect(valuesOf(packet, 'rtps.locator.port')).toEqual([7411, 7411])
    expect(valuesOf(packet, 'rtps.property_value')).toEqual(['value'])
    expect(valuesOf(packet, 'rtps.domain_id')).toEqual([7])
  })
  test('values in big-endian order', () => {
    const packet = packetWith(
      '09 00 0008 594a0b8f 80000000',
      '07 00 001c 000100c7 000100c2 00000000 00000001 00000000 00000005 00000001',
    )
    expect(valuesOf(packet, 'rtps.info_ts.timestamp')).toEqual(['2017-06-21T06:00:47.500000000Z'])
    expect(valuesOf(packet, 'rtps.sm.seqNumber')).toEqual([1n, 5n])
  })
  test('a ping of Connext', () =>
    expect(summariesOf(packetOfHex(udp(7410, `${hexOf('RTPS')} 0201 0101 ${hexOf('NDDSPING')}`), raw), 'rtps')).toEqual(
      ['PING'],
    ))
  test('other bytes are not it', () => expect(packetOfHex(udp(7400, '01020304 0203 010f'), raw).rtps).toBeUndefined())
  test('is safe', () => {
    expectSafe(bytesOf(udp(7400, `${header} ${time} ${data('000003c2', `0003 0000 ${topic}`)}`)), raw)
  })
})
