import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { followed } from '../../../support/raw-frames.ts'

const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const udp = (payload: string) => {
  const { length } = bytesOf(payload)
  const ip = `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202`
  return `${ip} 9c40 0714 ${hex16(8 + length)} 0000 ${payload}`
}
const message = (code: string, attributes: string) =>
  `${code} 05 ${hex16(20 + bytesOf(attributes).length)} ${'ab'.repeat(16)} ${attributes}`
const request = message(
  '01',
  `01 05 616e61 02 12 ${'cd'.repeat(16)} 04 06 c0000201 06 06 00000002 3d 06 0000000f 4f 0b 0201000901616e6100
   50 12 ${'ef'.repeat(16)}`,
)
const accept = message('02', '08 06 c0000263 1a 0c 00000009 01 06 61623d63 1b 06 00000e10 19 04 6162')
const accounting = message('04', '28 06 00000001 2c 06 61626364 37 06 65000000 61 04 0040')
const reject = message('03', '12 04 6e6f')

describe('RADIUS', () => {
  test.each([
    ['radius-request', request],
    ['radius-accept', accept],
    ['radius-accounting', accounting],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(udp(text), raw), file, 'radius'))

  test('the line says who asks', () => {
    const line = (text: string) => summariesOf(packetOfHex(udp(text), raw), 'radius')[0]
    expect([request, accept, accounting, reject].map(line)).toEqual([
      'Access-Request, id 5, user ana',
      'Access-Accept, id 5',
      'Accounting-Request, id 5',
      'Access-Reject, id 5',
    ])
  })

  test('attributes of vendors', () => {
    const packet = packetOfHex(udp(accept), raw)
    expect(valuesOf(packet, 'radius.avp.vendor_id')).toEqual([9])
    expect(valuesOf(packet, 'radius.avp.vendor_type')).toEqual([1])
    expect(valuesOf(packet, 'radius.Session_Timeout')).toEqual([3600])
  })

  test('messages of EAP are layers, also those in several attributes', () => {
    const [whole, parts] = followed(
      udp(message('01', '4f 0a 02 01 0008 01 626f62')),
      udp(message('01', '4f 07 02 02 0008 01 4f 05 626f62')),
    )
    expect(summariesOf(whole!, 'eap')).toEqual(['Response, Identity, bob'])
    expect(`${whole}`).toContain('RADIUS')
    expect(summariesOf(parts!, 'eap')).toEqual(['Response, Identity, bob'])
    expect(protocolsOf(followed(udp(message('01', '4f 02')))[0]!)).toBe('raw:ip:udp:radius')
  })

  test('a code that does not exist is not RADIUS', () =>
    expect(protocolsOf(packetOfHex(udp(message('f0', '')), raw))).toBe('raw:ip:udp:data'))

  test('damage', () => expectSafe(bytesOf(udp(accept)), raw))
})
