import { bits, flag, group, protocol, record, u16, u24, u8 } from '../../schema/index.ts'

const isHeader = record('Header', {
  high: bits(4, 'vxlan.flags', 'Flags'), identified: bits(1, 'vxlan.flag_i', 'VXLAN Network Identifier'),
  low: bits(3, 'vxlan.flags', 'Flags'),
}).recognizer({ identified: 1 })

/** Virtual eXtensible Local Area Network, RFC 7348, section 5; with the group policy of draft-smith-vxlan-group-policy. */
export const vxlan = protocol('vxlan', 'Virtual eXtensible Local Area Network', { 'udp.port': [4789] })
  .specified('RFC 7348')
  .accepts(isHeader)
  .fields({
    flags:           group('vxlan.flags', 'Flags', {
      groupPolicy:   flag('vxlan.flag_g', 'Group Policy'),
      reservedHigh:  bits(3, '', 'Reserved'),
      identified:    flag('vxlan.flag_i', 'VXLAN Network Identifier'),
      reservedMiddle: bits(4, '', 'Reserved'),
      doNotLearn:    flag('vxlan.flag_d', "Don't Learn"),
      reservedLow:   bits(2, '', 'Reserved'),
      policyApplied: flag('vxlan.flag_a', 'Policy Applied'),
      reservedEnd:   bits(3, '', 'Reserved'),
    }),
    groupPolicy:     u16('vxlan.gbp', 'Group Policy'),
    vni:             u24('vxlan.vni', 'VXLAN Network Identifier'),
    reserved:        u8('vxlan.reserved8', 'Reserved'),
  })
  .defaults({ flags: { identified: true } })
  .payload({ tables: [['ethertype', () => 0x6558]] })
  .summarized((vxlan) => `VXLAN ${vxlan.vni}`)

/** What a next protocol is, as an EtherType. */
const carried: Readonly<Record<number, number>> = { 1: 0x0800, 2: 0x86dd, 3: 0x6558, 4: 0x894f, 5: 0x8847 }

const isGeneric = record('Header', {
  high: bits(2, 'vxlan.flags', 'Reserved'), version: bits(2, 'vxlan.ver', 'Version'), low: bits(4, 'vxlan.flags', 'Flags'),
  reserved: u16('vxlan.reserved_16', 'Reserved'),
}).recognizer({ high: 0, version: 0, reserved: 0 })

/** Its generic protocol extension, draft-ietf-nvo3-vxlan-gpe, section 3: not only Ethernet. */
export const vxlanGeneric = protocol('vxlan', 'Virtual eXtensible Local Area Network', { 'udp.port': [4790] })
  .specified('RFC 7348')
  .accepts(isGeneric)
  .fields({
    flags:           group('vxlan.flags', 'Flags', {
      reservedHigh:  bits(2, '', 'Reserved'),
      version:       bits(2, 'vxlan.ver', 'Version'),
      identified:    bits(1, 'vxlan.i_bit', 'Instance'),
      typed:         bits(1, 'vxlan.p_bit', 'Next Protocol'),
      reservedLow:   bits(1, '', 'Reserved'),
      oam:           bits(1, 'vxlan.o_bit', 'Operations, Administration and Management'),
    }),
    reserved:        u16('vxlan.reserved_16', 'Reserved'),
    nextProtocol:    u8('vxlan.next_proto', 'Next Protocol', { names: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS' } }),
    vni:             u24('vxlan.vni', 'VXLAN Network Identifier'),
    reservedEnd:     u8('vxlan.reserved8', 'Reserved'),
  })
  .defaults({ flags: { identified: 1, typed: 1 } })
  .payload({ tables: [['ethertype', (vxlan) => carried[vxlan.nextProtocol] ?? -1]] })
  .summarized((vxlan) => `VXLAN ${vxlan.vni}`)
