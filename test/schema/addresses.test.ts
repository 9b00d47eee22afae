import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ipv4Text, ipv6Text, macText } from '../../src/schema/index.ts'

const ipv6 = (text: string) =>
  ipv6Text(
    Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16)),
    0,
  )

test.each([
  ['00000000000000000000000000000000', '::'],
  ['00000000000000000000000000000001', '::1'],
  ['20010db8000000000000000000000001', '2001:db8::1'],
  ['20010db8000000010000000000000001', '2001:db8:0:1::1'],
  ['20010000000000010000000000000001', '2001:0:0:1::1'],
  ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
  ['20010db8000100000000000100000000', '2001:db8:1::1:0:0'],
  ['fe800000000000000000000000000000', 'fe80::'],
  ['00000000000000000000ffffc0000201', '::ffff:192.0.2.1'],
  ['000000000000000000000000c0000201', '::192.0.2.1'],
  ['0064ff9b0000000000000000c0000201', '64:ff9b::c000:201'],
  ['20010db8000200030000ffffc0000201', '2001:db8:2:3:0:ffff:c000:201'],
])('%s is written %s', (bytes, text) => expect(ipv6(bytes)).toBe(text))

test('an IPv6 address is written as the URL standard writes it, but for those that hold an IPv4 address', () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }))
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      fc.pre(groups.slice(0, 5).some((value) => value !== 0))
      const bytes = Uint8Array.from(groups.flatMap((value) => [value >> 8, value & 255]))
      expect(`[${ipv6Text(bytes, 0)}]`).toBe(
        new URL(`http://[${groups.map((value) => value.toString(16)).join(':')}]`).hostname,
      )
    }),
  )
})

test('IPv4 and hardware addresses are read from any place', () => {
  const bytes = Uint8Array.of(9, 192, 0, 2, 255, 1, 2)
  expect(ipv4Text(bytes, 1)).toBe('192.0.2.255')
  expect(macText(bytes, 1)).toBe('c0:00:02:ff:01:02')
})
