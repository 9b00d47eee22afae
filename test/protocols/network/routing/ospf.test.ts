import { expect, test } from 'vitest'
import { overIpv4, overIpv6, raw } from '../../../support/over-ip.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

/** RFC 2328, section A.3.2, with link-local signaling (RFC 5613). */
const hello = overIpv4(
  89,
  `02 01 0030 c0000201 00000000 1234 0000 0000000000000000
  ffffff00 000a 12 01 00000028 c0000201 00000000 c0000202  0000 0003 0001 0004 00000001`,
)
const header = (type: string, options: string, length: string) =>
  `0001 ${options} ${type} c0000201 c0000202 80000001 1234 ${length}`
/** Section A.4: a router, a network, a summary, an external and an opaque LSA. */
const update = overIpv4(
  89,
  `02 04 00e8 c0000201 00000001 1234 0000 0000000000000000 00000005
  ${header('01', '22', '0030')} 0300 0002 c0000203 c0000201 01 00 000a  c0000200 ffffff00 03 00 0001
  ${header('02', '22', '0020')} ffffff00 c0000201 c0000202
  ${header('03', '22', '001c')} ffffff00 00000014
  ${header('07', '08', '0024')} ffffff00 80000014 c0000209 00000007
  ${header('0a', '22', '0034').replace('c0000201', '01000003')}
  0002 001c 0001 0001 02 000000 0006 0004 4c9450c0 0005 0004 0000003f 0004 0000`,
)
const header3 = (type: string, length: string) => `0001 ${type} 00000001 c0000201 80000001 1234 ${length}`
/** RFC 5340, section A.4. */
const update3 = overIpv6(
  89,
  `03 04 00e4 c0000201 00000000 1234 00 00 00000006
  ${header3('2001', '0028')} 01 000013 02 00 000a 00000004 00000005 c0000202
  ${header3('2003', '0024')} 00 00000a 40 00 0000 20010db800000000
  ${header3('4005', '0034')} 07 000014 20 02 0000 20010db8 20010db8000000000000000000000009 00000007
  ${header3('0008', '0038')} 01 000013 fe800000000000000000000000000001 00000001 40 00 0000 20010db800000000
  ${header3('2009', '002c')} 0001 2001 00000000 c0000201 40 00 000a 20010db800000000
  ${header3('2004', '0020')} 00 000013 00 00000a c0000202`,
)

test('tree of a hello', () => expectGolden(packetOfHex(hello, raw), 'ospf-hello', 'ospf'))
test('tree of an update', () => expectGolden(packetOfHex(update, raw), 'ospf-update', 'ospf'))
test('tree of an update of version 3', () => expectGolden(packetOfHex(update3, raw), 'ospf-v3-update', 'ospf'))

test('the line says who, and what', () => {
  expect(summariesOf(packetOfHex(hello, raw), 'ospf')).toEqual([
    'v2 Hello of 192.0.2.1, area 0.0.0.0, designated router 192.0.2.1, 1 neighbor',
  ])
  expect(summariesOf(packetOfHex(update, raw), 'ospf')).toEqual([
    'v2 LS Update of 192.0.2.1, area 0.0.0.1, 5 LSAs: Router 192.0.2.1, Network 192.0.2.1, Summary 192.0.2.1, ...',
  ])
})

test('the list of LSAs ends at one shorter than its header', () => {
  const packet = packetOfHex(
    overIpv4(
      89,
      `02 04 0044 c0000201 00000000 1234 0000 0000000000000000 00000002 ${header('01', '22', '0000')} ${header('02', '22', '0014')}`,
    ),
    raw,
  )
  expect(valuesOf(packet, 'ospf.lsa')).toEqual([1])
})

test('authentication: a password, a digest, and the trailer of version 3', () => {
  const head = (type: string, rest: string) => overIpv4(89, `02 05 0018 c0000201 00000000 0000 ${type} ${rest}`)
  expect(valuesOf(packetOfHex(head('0001', '7365637265740000'), raw), 'ospf.auth.simple')).toEqual(['secret'])
  expect(packetOfHex(head('0002', '0000 01 04 00000007 deadbeef'), raw).ospf).toMatchObject({
    keyId: 1,
    cryptSequence: 7,
  })
  const packet = packetOfHex(
    overIpv6(
      89,
      `03 01 0024 c0000201 00000000 0000 00 00 00000004 01 000413 000a 0028 00000000 00000000
      0001 0014 0000 0001 0000000000000002 deadbeef`,
    ),
    raw,
  )
  expect(valuesOf(packet, 'ospf.at.crypto_seq_nbr')).toEqual([2n])
})

test('is safe', () => expectSafe(bytesOf(hello), raw))
