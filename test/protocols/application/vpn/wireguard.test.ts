import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const udp = (port: number, payload: string) => {
  const { length } = bytesOf(payload)
  const ip = `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202`
  return `${ip} ${hex16(port)} 9c40 ${hex16(8 + length)} 0000 ${payload}`
}
const macs = `${'dd'.repeat(16)} ${'00'.repeat(16)}`
const initiation = `01 000000 11223344 ${'aa'.repeat(32)} ${'bb'.repeat(48)} ${'cc'.repeat(28)} ${macs}`
const response = `02 000000 55667788 11223344 ${'aa'.repeat(32)} ${'bb'.repeat(16)} ${macs}`
const cookie = `03 000000 11223344 ${'aa'.repeat(24)} ${'bb'.repeat(32)}`
const keepalive = `04 000000 55667788 0500000000000000 ${'ee'.repeat(16)}`

describe('WireGuard', () => {
  test.each([
    ['wireguard-initiation', initiation],
    ['wireguard-response', response],
    ['wireguard-cookie', cookie],
    ['wireguard-keepalive', keepalive],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(udp(51820, text), raw), file, 'wg'))

  test('it is found on any port by its reserved bytes and lengths', () => {
    const named = (text: string) => protocolsOf(packetOfHex(udp(40001, text), raw))
    for (const text of [initiation, response, cookie, keepalive]) expect(named(text)).toBe('raw:ip:udp:wg')
    for (const text of [`${initiation} 00`, `04 000001 ${'00'.repeat(28)}`, `04 000000 ${'00'.repeat(27)}`])
      expect(named(text)).toBe('raw:ip:udp:data')
  })

  test('the line names who receives it', () => {
    expect(summariesOf(packetOfHex(udp(51820, response), raw), 'wg')).toEqual([
      'Handshake Response, sender 0x88776655, receiver 0x44332211',
    ])
    const packet = packetOfHex(udp(51820, keepalive), raw)
    expect(summariesOf(packet, 'wg')).toEqual(['Keepalive, receiver 0x88776655, counter 5'])
    expect(valuesOf(packet, 'wg.counter')).toEqual([5n])
  })

  test('damage', () => expectSafe(bytesOf(udp(51820, keepalive)), raw))
})
