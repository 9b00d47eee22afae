import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const udp = (payload: string) => {
  const { length } = bytesOf(payload)
  const ip = `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202`
  return `${ip} 9c40 04aa ${hex16(8 + length)} 0000 ${payload}`
}
const session = '1122334455667788'
const reset = `38 ${session} 00 00000000`
const answer = `40 99aabbccddeeff00 01 00000000 ${session} 00000000`
const acknowledgment = `28 ${session} 01 00000000 99aabbccddeeff00`
const control = `20 ${session} 00 00000001 1603010005 0100000100`
const signed = `38 ${session} ${'ab'.repeat(20)} 00000001 65000000 00 00000000`
const encrypted = `38 ${session} 00000001 65000000 ${'cd'.repeat(32)} ${'ef'.repeat(5)}`
const data = '48 000007 00000001 aabbccdd'
const oldData = '30 aabbccdd'

describe('OpenVPN', () => {
  test.each([
    ['openvpn-answer', answer],
    ['openvpn-control', control],
    ['openvpn-signed', signed],
    ['openvpn-data', data],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(udp(text), raw), file, 'openvpn'))

  test('the line names the message', () => {
    const line = (text: string) => summariesOf(packetOfHex(udp(text), raw), 'openvpn')[0]
    expect([reset, answer, acknowledgment, control, signed, encrypted, data, oldData].map(line)).toEqual([
      'P_CONTROL_HARD_RESET_CLIENT_V2, message 0',
      'P_CONTROL_HARD_RESET_SERVER_V2, message 0, acknowledges 1',
      'P_ACK_V1, acknowledges 1',
      'P_CONTROL_V1, message 1',
      'P_CONTROL_HARD_RESET_CLIENT_V2, message 0',
      'P_CONTROL_HARD_RESET_CLIENT_V2',
      'P_DATA_V2',
      'P_DATA_V1',
    ])
  })

  test('an opcode that does not exist is not OpenVPN', () =>
    expect(protocolsOf(packetOfHex(udp('f8 00112233445566778899'), raw))).toBe('raw:ip:udp:data'))

  test('over TCP lengths are before the messages, in whatever segments', async () => {
    const measured = (text: string) => `${hex16(bytesOf(text).length)} ${text}`
    const bytes = bytesOf(`${measured(reset)} ${measured(control)} ${measured(data)}`)
    const packets = dialog(
      [
        ['>', bytes.subarray(0, 20)],
        ['>', bytes.subarray(20)],
      ],
      { port: 1194 },
    )
    expect(packets.map((packet) => summariesOf(packet, 'openvpn'))).toEqual([
      ['P_CONTROL_HARD_RESET_CLIENT_V2, message 0'],
      ['P_CONTROL_V1, message 1', 'P_DATA_V2'],
    ])
    expect(valuesOf(packets[1]!, 'openvpn.plen')).toEqual([24, 12])
    await expectGolden(packets[1]!, 'openvpn-tcp', 'openvpn')
  })

  test('damage', () => expectSafe(bytesOf(udp(answer)), raw))
})
