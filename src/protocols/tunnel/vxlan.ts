import { bits, flag, group, protocol, u16, u24, u8 } from '../../schema/index.ts'

/** Virtual eXtensible Local Area Network, RFC 7348, section 5; with the group policy of draft-smith-vxlan-group-policy. */
export const vxlan = protocol('vxlan', 'Virtual eXtensible Local Area Network', { 'udp.port': [4789] })
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
    network:         u24('vxlan.vni', 'VXLAN Network Identifier'),
    reserved:        u8('vxlan.reserved8', 'Reserved'),
  })
  .payload({ tables: [['ethertype', () => 0x6558]] })
  .summarized((vxlan) => `VXLAN ${vxlan.network}`)
