import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const udp = (port: number, payload: string) => {
  const { length } = bytesOf(payload)
  const ip = `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202`
  return `${ip} ${hex16(port)} 9c40 ${hex16(8 + length)} 0000 ${payload}`
}
const id = '0102030405060708090a0b0c'
const message = (type: string, attributes: string) =>
  `${type} ${hex16(bytesOf(attributes).length)} 2112a442 ${id} ${attributes}`
const request = message('0001', '0006 0005 613a622063 000000 0024 0004 6e001eff 8029 0008 1122334455667788')
/** 192.0.2.1 port 32853, masked; RFC 5769, section 2.2, has the same. */
const answer = message('0101', '0020 0008 0001 a147 e112a643 8022 0004 74657374')
const answer6 = message('0101', `0020 0014 0002 a147 0113a9fa ${'0102030405060708090a0b0c'}`)
const refused = message('0113', '0009 0010 0000 0401 556e617574686f72697a6564 0014 0004 74657374 0015 0002 6e31 0000')
const allocate = message('0003', '0019 0004 11000000 000d 0004 00000258')
const channel = '4001 0005 68656c6c6f'

describe('STUN', () => {
  test.each([
    ['stun-request', request],
    ['stun-answer', answer],
    ['stun-refused', refused],
    ['stun-channel', channel],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(udp(3478, text), raw), file, 'stun'))

  test('masked addresses are those of before', () => {
    const packet = packetOfHex(udp(3478, answer), raw)
    expect(valuesOf(packet, 'stun.att.ipv4')).toEqual(['192.0.2.1'])
    expect(valuesOf(packet, 'stun.att.port')).toEqual([32853])
    expect(valuesOf(packetOfHex(udp(3478, answer6), raw), 'stun.att.ipv6')).toEqual(['2001:db8::'])
  })

  test('the line says what is asked and answered', () => {
    const line = (text: string) => summariesOf(packetOfHex(udp(3478, text), raw), 'stun')[0]
    expect([request, answer, refused, allocate, channel].map(line)).toEqual([
      'Binding Request, user a:b c',
      'Binding Success Response, XOR-MAPPED-ADDRESS 192.0.2.1:32853',
      'Allocate Error Response, error 401 Unauthorized',
      'Allocate Request, UDP',
      'ChannelData, channel 0x4001, 5 bytes',
    ])
  })

  test('it is found on any port by its cookie and length', () => {
    expect(protocolsOf(packetOfHex(udp(40001, request), raw))).toBe('raw:ip:udp:stun')
    expect(protocolsOf(packetOfHex(udp(40001, channel), raw))).toBe('raw:ip:udp:data')
    expect(protocolsOf(packetOfHex(udp(40001, `${request.slice(0, -4)}`), raw))).toBe('raw:ip:udp:data')
    expect(protocolsOf(packetOfHex(udp(3478, '00112233445566778899'), raw))).toBe('raw:ip:udp:data')
  })

  test('messages over TCP, with and without a length before them', () => {
    const two = bytesOf(`${request} ${allocate}`)
    const packets = dialog(
      [
        ['>', two.subarray(0, 30)],
        ['>', two.subarray(30)],
      ],
      { port: 3478 },
    )
    expect(packets.flatMap((packet) => summariesOf(packet, 'stun'))).toEqual([
      'Binding Request, user a:b c',
      'Allocate Request, UDP',
    ])
    const [framed] = dialog([['>', bytesOf(`${hex16(bytesOf(answer).length)} ${answer}`)]], { port: 40001 })
    expect(valuesOf(framed!, 'stun.att.ipv4')).toEqual(['192.0.2.1'])
  })

  test('damage', () => expectSafe(bytesOf(udp(3478, answer)), raw))
})

const classicRequest = `0001 0008 ${'0b'.repeat(16)} 0003 0004 00000006`
const classicAnswer = `0101 0018 ${'0b'.repeat(16)} 0001 0008 0001 9c40 c0000201 8022 0008 74657374 00000000`

describe('STUN of RFC 3489', () => {
  test.each([
    ['classic-stun-request', classicRequest],
    ['classic-stun-answer', classicAnswer],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(udp(3478, text), raw), file, 'classicstun'))

  test('it is found on any port where its length is that of the datagram', () => {
    expect(summariesOf(packetOfHex(udp(40001, classicRequest), raw), 'classicstun')).toEqual(['Binding Request'])
    expect(valuesOf(packetOfHex(udp(40001, classicAnswer), raw), 'classicstun.att.ipv4')).toEqual(['192.0.2.1'])
    expect(protocolsOf(packetOfHex(udp(40001, `${classicRequest} 00`), raw))).toBe('raw:ip:udp:data')
  })

  test('damage', () => expectSafe(bytesOf(udp(3478, classicRequest)), raw))
})
