import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { raw, tcp, udp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const message = (type: number, body: string) => `${hex(type, 1)} ${hex(3 + bytesOf(body).length, 2)} ${body}`
const packet = (text: string) => packetOfHex(tcp(639, text), raw)
const active = '01 0a000001 000000 20 e0010101 0a000002'

describe('MSDP', () => {
  test.each([
    [message(1, active), 'IPv4 Source-Active, RP 10.0.0.1, 10.0.0.2/32 > 224.1.1.1'],
    [message(2, '00 e0010101'), 'IPv4 Source-Active Request, 224.1.1.1'],
    [message(3, active), 'IPv4 Source-Active Response, RP 10.0.0.1, 10.0.0.2/32 > 224.1.1.1'],
    [message(4, ''), 'KeepAlive'],
    [message(5, '84 00'), 'Notification, Hold Timer Expired'],
    [message(6, '0102'), 'Traceroute in progress'],
  ])('%s', (text, line) => expect(summariesOf(packet(text), 'msdp')).toEqual([line]))
  test('a source-active message may carry the packet', () => {
    const carrying = packet(message(1, `${active} ${udp(5000, '0102')}`))
    expect(protocolsOf(carrying)).toBe('raw:ip:tcp:msdp:ip:udp:data')
    expect(valuesOf(carrying, 'udp.dstport')).toEqual([5000])
  })
  test('tree', () => expectGolden(packet(message(1, active)), 'msdp-active', 'msdp'))
  test('other bytes are not it', () => expect(packet(message(9, '')).msdp).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(tcp(639, message(1, active))), raw))
})
