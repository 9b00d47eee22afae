import { describe, expect, test } from 'vitest'
import { Packet } from '../../../src/packet/packet.ts'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  goldenTree,
  valuesOf,
} from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const addresses = '01 80 c2 00 00 00  02 00 00 00 00 01'

describe('Ethernet', () => {
  test('tree', () => expectGolden(packetOf('ping.pcap', 3), 'ethernet', 'eth'))

  test('is safe', () => expectSafe(framesOf('padded.pcap')[0]!.bytes.slice()))

  test('has a length where no type can be, and ends its payload there', () => {
    const packet = packetOfHex(`${addresses} 0004  42 42 03 aa  00 00 00`)
    expect(protocolsOf(packet)).toMatch(/^eth:llc/)
    expect(packet.ethernet).toMatchObject({ length: 4, type: undefined })
    expect(packet.llc!.limit).toBe(18)
  })

  test('pads short frames with what is not the payload of IP', () => {
    const packet = packetOf('padded.pcap', 5)
    expect(packet.udp!.payload.length).toBe(packet.udp!.length - 8)
    expect(packet.frame.bytes.length).toBe(60)
  })

  test('carries IPX without LLC', () =>
    expect(protocolsOf(packetOfHex(`${addresses} 0020  ffff 0020 0011`))).toBe('eth:ipx'))
})

describe('LLC', () => {
  test('tree', () => expectGolden(packetOf('stp.pcapng', 1), 'llc', 'eth', 'llc'))

  test('has two bytes of control but for unnumbered frames', () => {
    const supervisory = packetOfHex(`${addresses} 0004  f0 f1 01 03`)
    expect(supervisory.llc).toMatchObject({ control: 0x0301 })
    expect(goldenTree(supervisory, 'llc')).toContain('Control: Supervisory (0x0301) [16..18] (llc.control)')
    expect(packetOfHex(`${addresses} 0003  42 42 03`).llc).toMatchObject({ control: 3 })
  })

  test.each([
    ['f0 f1 01 03', 'LLC to NetBIOS, RR, N(R) 1'],
    ['f0 f0 05 03', 'LLC to NetBIOS, RNR, N(R) 1'],
    ['f0 f0 02 04', 'LLC to NetBIOS, I, N(R) 2, N(S) 1'],
    ['f0 f0 7f', 'LLC to NetBIOS, SABME'],
    ['f0 f1 73', 'LLC to NetBIOS, UA'],
    ['f0 f0 ff', 'LLC to NetBIOS, unnumbered 0xff'],
    ['42 42 03', 'LLC to Spanning Tree'],
  ])('says what %s is', (bytes, line) => {
    const length = bytes.split(' ').length.toString(16).padStart(4, '0')
    expect(summariesOf(packetOfHex(`${addresses} ${length}  ${bytes}`), 'llc')).toEqual([line])
  })

  test('leaves frames without information to itself', () => {
    expect(protocolsOf(packetOfHex(`${addresses} 0006  aa aa af 81 01 00`))).toBe('eth:llc:data')
  })

  test('is safe', () => expectSafe(framesOf('stp.pcapng')[0]!.bytes.slice()))
})

describe('SNAP', () => {
  const arp = '0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202'

  test('tree', () => expectGolden(packetOfHex(`${addresses} 0024  aa aa 03 000000 0806 ${arp}`), 'snap', 'snap'))

  test('carries what Ethernet carries', () => {
    const packet = packetOfHex(`${addresses} 0024  aa aa 03 000000 0806 ${arp}`)
    expect(protocolsOf(packet)).toBe('eth:llc:snap:arp')
    expect(valuesOf(packet, 'llc.type')).toEqual([0x0806])
  })

  test('numbers Cisco protocols apart', () => {
    const packet = packetOfHex(`${addresses} 000a  aa aa 03 00000c 2000 02b4`)
    expect(protocolsOf(packet)).toMatch(/^eth:llc:snap/)
    expect(valuesOf(packet, 'llc.cisco_pid')).toEqual([0x2000])
    expect(valuesOf(packet, 'llc.type')).toEqual([])
  })

  test('leaves the numbers of other organizations alone', () => {
    const packet = packetOfHex(`${addresses} 000a  aa aa 03 0080c2 0800 4500`)
    expect(protocolsOf(packet)).toBe('eth:llc:snap:data')
    expect(valuesOf(packet, 'llc.pid')).toEqual([0x0800])
    expect(valuesOf(packet, 'llc.type')).toEqual([])
  })

  test('is safe', () => expectSafe(bytesOf(`${addresses} 0024  aa aa 03 000000 0806 ${arp}`)))
})

describe('VLAN', () => {
  test('tree', () => expectGolden(packetOf('vlan.pcapng', 1), 'vlan', 'eth', 'vlan'))

  test('tags lie in tags', async () => {
    const packet = packetOf('qinq.pcapng', 1)
    expect(protocolsOf(packet)).toBe('eth:ieee8021ad:vlan:ip:icmp:data')
    await expectGolden(packet, 'ieee8021ad', 'ieee8021ad', 'vlan')
    expect(summariesOf(packet, 'vlan')).toEqual(['VLAN 5'])
  })

  test('may have a length in place of a type', () => {
    const packet = packetOfHex(`${addresses} 8100  a005 0003  42 42 03  00`)
    expect(packet.vlan).toMatchObject({ priority: 5, dropEligible: false, id: 5, length: 3, type: undefined })
    expect(protocolsOf(packet)).toBe('eth:vlan:llc')
  })

  test('is safe', () => expectSafe(framesOf('qinq.pcapng')[0]!.bytes.slice()))
})

describe('Inter-Switch Link', () => {
  const frame = bytesOf(
    `01 00 0c 00 00 00 02 00 00 00 00 01 0028  aa aa 03 000000 000b 0000 0000  02 00 00 00 00 02 02 00 00 00 00 03 0800 4500 0014`,
  )

  test('tree', () => expectGolden(Packet.of(frame), 'isl', 'isl'))

  test('wraps a whole frame', () => {
    const packet = Packet.of(frame)
    expect(protocolsOf(packet)).toBe('eth:isl:eth:ip')
    expect(packet.interSwitchLink).toMatchObject({ id: 5, bridging: true })
  })

  test('is safe', () => expectSafe(frame))
})

describe('Cisco FabricPath', () => {
  const frame = bytesOf(
    `02 0a bd 00 00 00 02 0a bc 00 00 00 8903 4020  02 00 00 00 00 02 02 00 00 00 00 03 8100 0007 0800 4500 0014`,
  )

  test('tree', () => expectGolden(Packet.of(frame), 'cfp', 'cfp'))

  test('wraps a whole frame', () => {
    const packet = Packet.of(frame)
    expect(protocolsOf(packet)).toBe('eth:cfp:eth:vlan:ip')
    expect(packet.fabricPath).toMatchObject({ forwardingTag: 256, timeToLive: 32 })
  })

  test('is safe', () => expectSafe(frame))
})
