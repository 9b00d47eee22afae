import { describe, expect, test } from 'vitest'
import { overIpv4, overUdp, raw } from '../../support/over-ip.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const hex4 = (value: number) => value.toString(16).padStart(4, '0')
const entry = (code: string, addresses: string, lengths = '04 00 04') =>
  `${code} 20 0000 45f8 1c20 ${lengths} 00 ${addresses}`
const known = entry('00', 'c0000205 cb007105')
const authentication = '8007 000c 0000 0001 c0000209 61626364'
const end = '8000 0000'
/** A packet of NHRP; `flags` is what follows the lengths, up to the addresses. */
function nhrp(
  type: number,
  flags: string,
  clients: string,
  extensions: string,
  lengths = '04 00 04 04',
  own = 'c0000201 cb007101 cb007105',
) {
  const mandatory = `${lengths} ${flags} ${own} ${clients}`
  const offset = 18 + bytesOf(mandatory).length
  const total = offset + bytesOf(extensions).length
  const head = `0001 0800 0000000000 ff ${hex4(total)} 1234 ${hex4(extensions === '' ? 0 : offset)} 01 0${type}`
  return `${head} ${mandatory} ${extensions}`
}
const packet = (payload: string) => packetOfHex(overIpv4(47, `0000 2001 ${payload}`), raw)
const from = '203.0.113.1 at 192.0.2.1, for 203.0.113.5'
const registration = nhrp(
  3,
  '8002 00000001',
  entry('00', '', '00 00 00'),
  `8003 0000 8004 0000 ${authentication} 0009 0014 ${known} ${end}`,
)
const resolved = nhrp(2, '7800 00000002', known, end)

describe('NHRP', () => {
  test.each([
    ['nhrp-registration', registration],
    ['nhrp-resolution', resolved],
  ])('tree of %s', (file, payload) => expectGolden(packet(payload), file, 'nhrp'))

  test.each([
    [registration, `Registration Request, ${from}, id 1`],
    [resolved, `Resolution Reply, ${from}, is 192.0.2.5, id 2`],
    [
      nhrp(2, '0000 00000002', entry('0c', '', '00 00 00'), ''),
      `Resolution Reply, ${from}, No Interworking Layer Address to NBMA Address Binding Exists, id 2`,
    ],
    [nhrp(2, '0000 00000002', entry('63', '', '00 00 00'), ''), `Resolution Reply, ${from}, code 99, id 2`],
    [nhrp(5, '8000 00000003', known, end), `Purge Request, ${from}, is 192.0.2.5, id 3`],
    [nhrp(7, '0000 0006 0000', '45000014', ''), `Error Indication, Protocol Address Unreachable, ${from}`],
    [nhrp(7, '0000 0063 0000', '', ''), `Error Indication, error 99, ${from}`],
    [nhrp(8, '0000 00000000', '45000014', end), `Traffic Indication, ${from}`],
    [nhrp(9, '0000 00000000', '', end), `type 9, ${from}, id 0`],
    [nhrp(1, '0000 00000000', '', end, '06 02 00 00', '010203040506 0102'), 'Resolution Request, ? at ?, for ?, id 0'],
  ])('%#: says what it is', (payload, text) => expect(summariesOf(packet(payload), 'nhrp')).toEqual([text]))

  test('addresses are of any length', () => {
    const payload = nhrp(
      1,
      '0000 00000000',
      entry('00', '010203040506 0102 03', '06 02 01'),
      end,
      '06 02 00 00',
      '010203040506 0102',
    )
    expect(valuesOf(packet(payload), 'nhrp.src.nbma.addr_bytes')).toEqual([bytesOf('010203040506')])
    expect(valuesOf(packet(payload), 'nhrp.client.nbma.saddr')).toEqual([bytesOf('0102')])
    expect(valuesOf(packet(payload), 'nhrp.client.prot.addr_bytes')).toEqual([bytesOf('03')])
  })

  test('is safe', () => expectSafe(bytesOf(overIpv4(54, resolved)), raw))
})

const tlv = (type: number, body: string) => {
  const { length } = bytesOf(body)
  return `${hex4(type)} ${hex4(length)} ${body} ${'00'.repeat((4 - (length & 3)) & 3)}`
}
const echo = (type: string, code: string, ...tlvs: readonly string[]) =>
  `0001 0007 ${type} 02 ${code} 01 0000002a 00000005 d8c3f30000000000 0000000000000000 ${tlvs.join('')}`
const v6 = '20010db8000000000000000000000001'
const distinguisher = '0000fde800000001'
const stack = (type: number, body: string) => tlv(1, tlv(type, body).trimEnd())
const parts = [tlv(3, '01 0000'), tlv(5, '00000009'), tlv(10, 'b8 000000'), tlv(15, '00000007'), tlv(99, '01')]
const labels = echo('01', '00', stack(1, 'c6336400 18'), ...parts)
const udp = (payload: string) => packetOfHex(overUdp(4100, 3503, payload), raw)

describe('MPLS echo', () => {
  test('tree', () => expectGolden(udp(labels), 'mpls-echo', 'mpls-echo'))

  test.each([
    [labels, 'MPLS Echo Request, LDP IPv4 prefix 198.51.100.0/24, seq 5'],
    [echo('01', '00', stack(2, `${v6} 40`)), 'MPLS Echo Request, LDP IPv6 prefix 2001:db8::1/64, seq 5'],
    [
      echo('01', '00', stack(3, 'c0000202 0000 0007 c0000201 c0000201 0000 0001')),
      'MPLS Echo Request, RSVP IPv4 LSP 192.0.2.1 > 192.0.2.2 tunnel 7, seq 5',
    ],
    [
      echo('01', '00', stack(4, `${v6} 0000 0007 ${v6} ${v6} 0000 0001`)),
      'MPLS Echo Request, RSVP IPv6 LSP 2001:db8::1 > 2001:db8::1 tunnel 7, seq 5',
    ],
    [
      echo('01', '00', stack(6, `${distinguisher} c6336400 18`)),
      'MPLS Echo Request, VPN IPv4 prefix 198.51.100.0/24, seq 5',
    ],
    [
      echo('01', '00', stack(7, `${distinguisher} ${v6} 40`)),
      'MPLS Echo Request, VPN IPv6 prefix 2001:db8::1/64, seq 5',
    ],
    [
      echo('01', '00', stack(10, 'c0000201 c0000202 00000064 0005 0000')),
      'MPLS Echo Request, FEC 128 Pseudowire 192.0.2.1 > 192.0.2.2 VC 100, seq 5',
    ],
    [echo('01', '00', stack(16, '00010000')), 'MPLS Echo Request, Nil FEC, seq 5'],
    [echo('01', '00', stack(77, '01')), 'MPLS Echo Request, FEC 77, seq 5'],
    [echo('02', '03'), 'MPLS Echo Reply, Replying router is an egress for the FEC at stack depth RSC, seq 5'],
    [echo('02', '63'), 'MPLS Echo Reply, return code 99, seq 5'],
    [echo('03', '00'), 'message 3, seq 5'],
  ])('%#: says what it is', (payload, text) => expect(summariesOf(udp(payload), 'mpls-echo')).toEqual([text]))

  test('what is not an echo is data', () => expect(protocolsOf(udp('0002 0000 01'))).toBe('raw:ip:udp:data'))
  test('is safe', () => expectSafe(bytesOf(overUdp(4100, 3503, labels)), raw))
})
