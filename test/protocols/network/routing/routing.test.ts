import { describe, expect, test } from 'vitest'
import { overIpv4, overIpv6, overTcp, overUdp, raw, udpOf } from '../../../support/over-ip.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hdlc = 104
const bgpMessage = (type: string, body: string) =>
  `ffffffffffffffffffffffffffffffff ${(19 + bytesOf(body).length).toString(16).padStart(4, '0')} ${type} ${body}`
const keepalive = bgpMessage('04', '')
/** RFC 4271, section 4.2: multiprotocol, four-octet AS, graceful restart. */
const open = bgpMessage('01', '04 fde8 00b4 c0000201 14 02 12 01 04 0001 00 01 41 04 0000fde8 40 02 8078 46 00')
const update = bgpMessage(
  '02',
  `0004 18 c63364 0040
  40 01 01 00  40 02 0a 02 02 0000fde8 0000fde9  40 03 04 c0000201  80 04 04 0000000a  c0 08 04 ffffff01
  c0 10 08 0002 fde8 00000064  c0 20 0c 0000fde8 00000001 00000002  18 cb0071`,
)
const reach = bgpMessage(
  '02',
  `0000 002c 90 0e 001c 0002 01 10 20010db8000000000000000000000001 00 30 20010db80001
  80 0f 09 0002 01 28 20010db802`,
)
const cease = bgpMessage('03', '06 02 06 7265626f6f74')
const bgp = (payload: string) => packetOfHex(overTcp(40000, 179, payload), raw)

/** ISO/IEC 10589, section 9, on Cisco HDLC with its byte of padding. */
const isis = (type: string, length: string, rest: string) => `8f00 fefe 00 83 ${length} 01 00 ${type} 01 00 00 ${rest}`
const hello = isis(
  '10',
  '1b',
  '02 192000000001 001e 002d 40 192000000001 01  01 04 03 490001  81 02 cc8e  84 04 c0000201',
)
const pointToPoint = isis('11', '14', '03 192000000001 001e 0019 01 f0 03 00 0000')
const lsp = isis(
  '14',
  '1b',
  `004d 04b0 1920000000010000 00000005 1234 03
  89 03 727472  16 0b 19200000000201 00000a 00  87 08 0000000a 18 c00002  ec 0b 0000000a 00 28 20010db801`,
)
const csnp = isis(
  '19',
  '21',
  '0033 192000000001 00 0000000000000000 ffffffffffffffff 09 10 04b0 1920000000010000 00000005 1234',
)
const psnp = isis('1b', '11', '0023 192000000001 00 09 10 04b0 1920000000010000 00000005 1234')

const eigrp = overIpv4(
  88,
  `02 01 1234 00000001 00000001 00000000 0000 0064
  0001 000c 01 00 01 00 00 00 000f
  0102 001c 00000000 00002800 00000a00 0005dc 00 ff 01 00 00 18 c00002`,
)
const babel = udpOf(
  6696,
  6696,
  `2a 02 0036 04 06 0000 0001 0190  05 0e 03 00 0060 04b0 fe80000000000001
  06 0a 0000 0200000000000001  08 0d 01 00 18 00 0640 0001 0060 c00002 00`,
).replace('0036', '003b')

const frames: Record<string, readonly [layer: string, text: string, linkType: number]> = {
  'bgp-open': ['bgp', overTcp(40000, 179, open), raw],
  'bgp-update': ['bgp', overTcp(40000, 179, update), raw],
  'bgp-reach': ['bgp', overTcp(40000, 179, reach), raw],
  'isis-hello': ['isis.hello', hello, hdlc],
  'isis-p2p-hello': ['isis.hello', pointToPoint, hdlc],
  'isis-lsp': ['isis.lsp', lsp, hdlc],
  'isis-csnp': ['isis.csnp', csnp, hdlc],
  'isis-psnp': ['isis.psnp', psnp, hdlc],
  isis: ['isis', psnp, hdlc],
  osi: ['osi', psnp, hdlc],
  esis: ['esis', '8f00 fefe 00 82 12 01 00 04 012c 0000 08 49000119200000 0100', hdlc],
  clnp: ['clnp', '8f00 fefe 00 81 19 01 40 1c 0019 0000 07 49000119200001 07 49000119200002', hdlc],
  eigrp: ['eigrp', eigrp, raw],
  rip: [
    'rip',
    overUdp(
      520,
      520,
      '02 02 0000 ffff 0002 7365637265740000 0000000000000000 0002 0001 c0000200 ffffff00 00000000 00000001',
    ),
    raw,
  ],
  ripng: ['ripng', overIpv6(17, udpOf(521, 521, '02 01 0000 20010db8000000000000000000000000 0001 20 02')), raw],
  vrrp: ['vrrp', overIpv4(112, '31 2a c8 01 0064 1234 c0000201'), raw],
  'vrrp-ipv6': ['vrrp', overIpv6(112, '31 2a c8 01 0064 1234 fe800000000000000000000000000001'), raw],
  hsrp: ['hsrp', overUdp(1985, 1985, '00 00 10 03 0a 64 01 00 636973636f000000 c0000201'), raw],
  hsrp2: [
    'hsrp',
    overUdp(
      1985,
      1985,
      '01 28 02 00 06 04 0001 020000000001 00000064 00000bb8 00002710 c0000201 000000000000000000000000',
    ),
    raw,
  ],
  bfd: ['bfd', overUdp(49152, 3784, '20 c4 03 1b 00000001 00000002 000f4240 000f4240 00000000 01 03 01'), raw],
  babel: ['babel', overIpv6(17, babel), raw],
}

describe('routing protocols', () => {
  test.each(Object.entries(frames))('tree of %s', (file, [layer, text, linkType]) =>
    expectGolden(packetOfHex(text, linkType), file, layer),
  )

  test('several messages of BGP in a segment', () => {
    expect(summariesOf(bgp(`${open} ${keepalive}`), 'bgp')).toEqual([
      'OPEN AS 65000, identifier 192.0.2.1, hold time 180 s',
      'KEEPALIVE',
    ])
    expect(summariesOf(bgp(update), 'bgp')).toEqual(['UPDATE, 203.0.113.0/24, withdrawn 198.51.100.0/24'])
  })

  test('numbers of autonomous systems have four bytes, or two', () => {
    expect(valuesOf(bgp(update), 'bgp.update.path_attribute.as_path_segment.as4')).toEqual([65000, 65001])
    const short = bgpMessage('02', '0000 0007 40 02 04 02 01 fde8')
    expect(valuesOf(bgp(short), 'bgp.update.path_attribute.as_path_segment.as2')).toEqual([65000])
  })

  test('routes with path identifiers', () => {
    const packet = bgp(bgpMessage('02', '0000 0000 00000014 18 c00002'))
    expect(valuesOf(packet, 'bgp.nlri_path_id')).toEqual([20])
    expect(valuesOf(packet, 'bgp.nlri_prefix')).toEqual(['192.0.2.0'])
  })

  test('a shutdown says why', () => {
    expect(valuesOf(bgp(cease), 'bgp.notify.communication')).toEqual(['reboot'])
    expect(summariesOf(bgp(cease), 'bgp')).toEqual(['NOTIFICATION Cease: Administrative Shutdown'])
  })

  test('IS-IS names its layers', () => {
    expect(protocolsOf(packetOfHex(lsp, hdlc))).toBe('chdlc:osi:isis:isis.lsp')
    expect(summariesOf(packetOfHex(csnp, hdlc), 'isis.csnp')).toEqual(['CSNP of 1920.0000.0001, 1 LSPs'])
  })

  test('is safe', () => {
    for (const file of ['vrrp', 'hsrp', 'isis-psnp', 'bfd']) {
      const [, text, linkType] = frames[file]!
      expectSafe(bytesOf(text), linkType)
    }
  })
})
