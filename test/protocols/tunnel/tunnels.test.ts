/** Layers that carry packets in packets. */
import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const ethernet = '02 00 00 00 00 02  02 00 00 00 00 01'
const ipv4 = (protocol: string, payload: string) =>
  `45 00 ${(20 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0001 0000 40 ${protocol} 0000 c0000201 c0000202 ${payload}`
const udp = (port: string, payload: string) =>
  ipv4('11', `ffff ${port} ${(8 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0000 ${payload}`)
const inner = ipv4('fd', '')

describe.each([
  ['gre.pcapng', 1, 'gre', 'eth:ip:gre:eth:ip:icmp:data'],
  ['gre-ip.pcapng', 1, 'gre-ip', 'eth:ip:gre:ip:icmp:data'],
  ['erspan.pcapng', 1, 'erspan', 'eth:ip:gre:erspan:eth:ip:icmp:data'],
  ['vxlan.pcapng', 5, 'vxlan', 'eth:ip:udp:vxlan:eth:ip:icmp:data'],
  ['geneve.pcapng', 1, 'geneve', 'eth:ip:udp:geneve:eth:ip:icmp:data'],
])('%s', (capture, number, file, protocols) => {
  test('layers', () => expect(protocolsOf(packetOf(capture, number))).toBe(protocols))
  test('tree', () => expectGolden(packetOf(capture, number), file, file.split('-')[0]!))
  test('is safe', () => expectSafe(framesOf(capture)[number - 1]!.bytes.slice()))
})

describe('GRE', () => {
  test('has what its flags say (RFC 2890)', () => {
    const packet = packetOfHex(ipv4('2f', `b000 0800 1234 0000 00000007 00000008 ${inner}`), raw)
    expect(packet.gre).toMatchObject({ checksum: 0x1234, key: 7, sequence: 8, call: undefined })
    expect(protocolsOf(packet)).toBe('raw:ip:gre:ip')
  })

  test('splits the key for PPTP (RFC 2637)', () => {
    const packet = packetOfHex(ipv4('2f', `3081 880b 0018 0009 00000001 00000002 ff 03 0021 ${inner}`), raw)
    expect(packet.gre).toMatchObject({ key: undefined, payloadLength: 24, call: 9, sequence: 1, acknowledgment: 2 })
    expect(protocolsOf(packet)).toBe('raw:ip:gre:ppp:ip')
  })

  test('may have a source route in front of what it carries (RFC 1701)', () => {
    const routed = ipv4('2f', `4000 0800 0000 0004  0800 04 08 c0000203 c0000204  0000 00 00  ${inner}`)
    const packet = packetOfHex(routed, raw)
    expect(packet.gre!.routes).toMatchObject([
      { family: 0x0800, offset: 4, length: 8, information: bytesOf('c0000203 c0000204') },
      { family: 0, length: 0 },
    ])
    expect(protocolsOf(packet)).toBe('raw:ip:gre:ip')
    expect(packet.gre!.extent).toBe(24)
    expect(packetOfHex(routed.replace('0000 00 00  45', '0000 00 ff  45'), raw).gre!.cut).toBe('body') // a route that does not end
    expectSafe(bytesOf(routed), raw)
  })

  test('carries the first kind of ERSPAN, a header of no bytes', async () => {
    const packet = packetOfHex(ipv4('2f', `0000 88be ${ethernet} 0800 ${inner}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:gre:erspan:eth:ip')
    expect(summariesOf(packet, 'erspan')).toEqual(['ERSPAN type I'])
    await expectGolden(packet, 'erspan-first', 'gre', 'erspan')
  })
})

describe('ERSPAN', () => {
  const third = (flags: string, more: string) =>
    ipv4('2f', `1000 22eb 00000001  2005 6002 00000064 0007 ${flags} ${more}`)

  test('has a timestamp and a security group in its third version, and none in its second', () => {
    const packet = packetOfHex(third('0000', `${ethernet} 0800 ${inner}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:gre:erspan:eth:ip')
    expect(packet.erspan).toMatchObject({
      version: 2,
      vlan: 5,
      classOfService: 3,
      session: 2,
      timestamp: 100,
      securityGroup: 7,
      index: undefined,
      extent: 12,
    })
    expect(packetOf('erspan.pcapng', 1).erspan).toMatchObject({
      version: 1,
      timestamp: undefined,
      securityGroup: undefined,
      extent: 8,
    })
  })

  test('may have eight more bytes, or carry IP without Ethernet', () => {
    expect(protocolsOf(packetOfHex(third('0001', `0c000000 00000000 ${ethernet} 0800 ${inner}`), raw))).toBe(
      'raw:ip:gre:erspan:eth:ip',
    )
    expect(protocolsOf(packetOfHex(third('0808', inner), raw))).toBe('raw:ip:gre:erspan:ip')
  })

  test('is safe in its third version', () =>
    expectSafe(bytesOf(third('0001', `0c000000 00000000 ${ethernet} 0800 ${inner}`)), raw))
})

describe('Geneve', () => {
  const data = udp('17c1', `03 40 6558 00004d 00  0102 80 01 0a0b0c0d  0103 01 00  ${ethernet} 0800 ${inner}`)

  test('has options, each of as many words as it says (RFC 8926, section 3.5)', () => {
    const packet = packetOfHex(data, raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:geneve:eth:ip')
    expect(packet.geneve).toMatchObject({
      optionsLength: 12,
      vni: 77,
      flags: { oam: false, critical: true },
    })
    expect(packet.geneve!.options).toMatchObject([
      { class: 0x102, type: 0x80, words: 1, data: bytesOf('0a0b0c0d') },
      { class: 0x103, type: 1, words: 0 },
    ])
  })

  test('is safe', () => expectSafe(bytesOf(data), raw))
})

test('VXLAN may tell the group of its sender', () => {
  const packet = packetOfHex(udp('12b5', `88 08 0005 00004d 00  ${ethernet} 0800 ${inner}`), raw)
  expect(packet.vxlan).toMatchObject({
    flags: { groupPolicy: true, identified: true, policyApplied: true, doNotLearn: false },
    groupPolicy: 5,
    vni: 77,
  })
  expect(summariesOf(packet, 'vxlan')).toEqual(['VXLAN 77'])
})

describe('VXLAN with its generic protocol extension', () => {
  const data = (next: string, more: string) => udp('12b6', `0c 00 00 ${next} 00d431 00 ${more}`)

  test('tree', () => expectGolden(packetOfHex(data('01', inner), raw), 'vxlan-gpe', 'vxlan'))

  test('carries what its next protocol says', () => {
    expect(protocolsOf(packetOfHex(data('01', inner), raw))).toBe('raw:ip:udp:vxlan:ip')
    expect(protocolsOf(packetOfHex(data('03', `${ethernet} 0800 ${inner}`), raw))).toBe('raw:ip:udp:vxlan:eth:ip')
    expect(protocolsOf(packetOfHex(data('09', inner), raw))).toBe('raw:ip:udp:vxlan:data')
    expect(packetOfHex(data('01', inner), raw).vxlanGeneric).toMatchObject({ nextProtocol: 1, vni: 54321 })
  })

  test('is safe', () => expectSafe(bytesOf(data('01', inner)), raw))
})

describe('MPLS', () => {
  const stack = bytesOf(`${ethernet} 8847  00012 0 fe  00010 1 ff ${inner}`.replaceAll(' ', ''))

  test('tree', async () => {
    const packet = packetOfHex(Buffer.from(stack).toString('hex'))
    expect(protocolsOf(packet)).toBe('eth:mpls:mpls:ip')
    await expectGolden(packet, 'mpls', 'mpls')
  })

  const withControlWord = `${ethernet} 8847  000121ff 00000007 ${ethernet} 0800 ${inner}`

  test('tree of a pseudowire', () => expectGolden(packetOfHex(withControlWord), 'mpls-pseudowire', 'mpls', 'pwethcw'))

  test('guesses what lies below the last label', () => {
    expect(protocolsOf(packetOfHex(withControlWord))).toBe('eth:mpls:pwethcw:eth:ip')
    expect(packetOfHex(withControlWord).pseudowire).toMatchObject({ nibble: 0, sequence: 7 })
    expect(protocolsOf(packetOfHex(`${ethernet} 8847  000121ff 82${ethernet.slice(2)} 0800 ${inner}`))).toMatch(
      /^eth:mpls:eth/,
    )
  })

  test('is safe', () => {
    expectSafe(stack)
    expectSafe(bytesOf(withControlWord))
  })
})

describe('GTP', () => {
  const data = udp('0868', `30 ff 0014 00000007 ${inner}`)

  test('tree', () => expectGolden(packetOfHex(data, raw), 'gtp', 'gtp'))

  test('skips extension headers (3GPP TS 29.281, section 5.2)', () => {
    const packet = packetOfHex(
      udp('0868', `34 ff 001c 00000007 0000 00 85  01 100 9 00  ${inner}`.replaceAll(' ', '')),
      raw,
    )
    expect(protocolsOf(packet)).toBe('raw:ip:udp:gtp:ip')
    expect(valuesOf(packet, 'gtp.seq_number')).toEqual([])
  })

  test('carries no packet in its other messages', () =>
    expect(protocolsOf(packetOfHex(udp('0868', '32 01 0004 00000000 0001 00 00'), raw))).toBe('raw:ip:udp:gtp'))

  test('is safe', () => {
    expectSafe(bytesOf(data), raw)
    expectSafe(bytesOf(udp('0868', `34ff001c000000070000008501100900${inner}`)), raw)
  })
})

describe('IPsec through address translators (RFC 3948)', () => {
  const key = '00000000 0102030405060708 0000000000000000 21 20 22 08 00000000 0000001c'

  test('tree', () => expectGolden(packetOfHex(udp('1194', key), raw), 'udpencap', 'udpencap'))

  test('is ESP, or IKE behind four zero bytes, or one byte that keeps the way open', () => {
    expect(protocolsOf(packetOfHex(udp('1194', '00000064 00000007 0102'), raw))).toBe('raw:ip:udp:udpencap:esp')
    expect(protocolsOf(packetOfHex(udp('1194', 'ff'), raw))).toBe('raw:ip:udp:udpencap')
    expect(protocolsOf(packetOfHex(udp('1194', key), raw))).toMatch(/^raw:ip:udp:udpencap:(data|isakmp)/)
    expect(packetOfHex(udp('1194', key), raw).layers()[4]!.start).toBe(32)
  })

  test('is safe', () => {
    for (const payload of ['00000064 00000007 0102', 'ff', key]) expectSafe(bytesOf(udp('1194', payload)), raw)
  })
})

describe('Ethernet in IP (RFC 3378)', () => {
  const data = ipv4('61', `3000 ${ethernet} 0800 ${inner}`)

  test('tree', () => expectGolden(packetOfHex(data, raw), 'etherip', 'etherip'))

  test('carries whole frames', () => {
    const packet = packetOfHex(data, raw)
    expect(protocolsOf(packet)).toBe('raw:ip:etherip:eth:ip')
    expect(packet.etherip).toMatchObject({ version: 3, reserved: 0 })
  })

  test('is safe', () => expectSafe(bytesOf(data), raw))
})

describe('Teredo', () => {
  const ipv6 = '60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002'
  const indicated = udp('0dd8', `0001 00 00 0102030405060708 00  0000 1234 c0000209 ${ipv6}`)

  test('tree', () => expectGolden(packetOfHex(indicated, raw), 'teredo', 'teredo'))

  test('may say where a packet came from, and prove it (RFC 4380, section 5.1.1)', () => {
    for (const [indicators, length] of [
      ['', 0],
      ['0000 1234 c0000209', 8],
      ['0001 02 01 aabb cc 0102030405060708 00', 16],
    ] as const) {
      const packet = packetOfHex(udp('0dd8', `${indicators} ${ipv6}`), raw)
      expect(protocolsOf(packet)).toBe('raw:ip:udp:teredo:ipv6')
      expect(packet.teredo!.extent).toBe(length)
    }
    expect(packetOfHex(indicated, raw).teredo!.extent).toBe(21)
  })

  test('carries IPv6 only', () => expect(protocolsOf(packetOfHex(udp('0dd8', inner), raw))).toBe('raw:ip:udp:data'))

  test('is safe', () => expectSafe(bytesOf(indicated), raw))
})

describe('LISP', () => {
  const data = udp('10f5', `88 010203 00000001 ${inner}`)

  test('tree', () => expectGolden(packetOfHex(data, raw), 'lisp', 'lisp-data'))
  test('carries IP of either version', () => {
    expect(protocolsOf(packetOfHex(data, raw))).toBe('raw:ip:udp:lisp-data:ip')
    expect(
      protocolsOf(
        packetOfHex(
          udp(
            '10f5',
            '88 010203 00000001 60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002',
          ),
          raw,
        ),
      ),
    ).toBe('raw:ip:udp:lisp-data:ipv6')
  })
  test('is safe', () => expectSafe(bytesOf(data), raw))
})

describe('Network Service Header', () => {
  const header = (length: string, kind: string, next: string, more: string) =>
    `${ethernet} 894f 0f ${length} ${kind} ${next} 000045 1c ${more} ${inner}`
  const fixed = header('c6', '01', '01', '00000001 00000002 00000003 00000004')
  const variable = header('c5', '02', '01', '0102 03 05  0a0b0c0d 0e000000')

  test('tree', () => expectGolden(packetOfHex(fixed), 'nsh', 'nsh'))

  test('has four context headers, or metadata of lengths padded to four bytes (RFC 8300, sections 2.4 and 2.5)', () => {
    expect(protocolsOf(packetOfHex(fixed))).toBe('eth:nsh:ip')
    expect(packetOfHex(fixed).networkService).toMatchObject({
      words: 6,
      servicePathIdentifier: 69,
      serviceIndex: 28,
      contexts: [{ data: bytesOf('00000001') }, {}, {}, { data: bytesOf('00000004') }],
    })
    expect(protocolsOf(packetOfHex(variable))).toBe('eth:nsh:ip')
    expect(packetOfHex(variable).networkService).toMatchObject({
      contexts: undefined,
      metaData: [{ class: 0x102, type: 3, length: 5 }],
    })
  })

  test('carries what its next protocol says', () => {
    expect(protocolsOf(packetOfHex(header('c2', '02', '03', `${ethernet} 0800`)))).toBe('eth:nsh:eth:ip')
    expect(protocolsOf(packetOfHex(header('c2', '02', '09', '')))).toBe('eth:nsh:data')
  })

  test('has a type of four bits beside four that are unassigned, and leaves alone the metadata of other types (section 2.2)', () => {
    const unassigned = packetOfHex(fixed.replace('0f c6 01', '1f c6 f1'))
    expect(unassigned.networkService).toMatchObject({
      mdType: 1,
      contexts: [{}, {}, {}, {}],
      metaData: undefined,
      other: undefined,
    })
    expect(protocolsOf(unassigned)).toBe('eth:nsh:ip')
    const unknown = packetOfHex(header('c3', '0f', '01', '01020304'))
    expect(unknown.networkService).toMatchObject({
      mdType: 15,
      contexts: undefined,
      metaData: undefined,
      other: bytesOf('01020304'),
    })
    expect(protocolsOf(unknown)).toBe('eth:nsh:ip')
  })

  test('is safe', () => {
    expectSafe(bytesOf(fixed))
    expectSafe(bytesOf(variable))
  })
})
