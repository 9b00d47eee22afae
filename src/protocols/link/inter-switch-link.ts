import { bits, flag, holding, protocol, u16, u24, u8 } from '../../schema/index.ts'

/** Cisco's Inter-Switch Link, after the addresses and the length that look like those of Ethernet: a whole Ethernet frame follows. */
export const interSwitchLink = protocol('isl', 'Inter-Switch Link', { 'eth.length': [2] })
  .fields({
    dsap:     u8('isl.dsap', 'DSAP', { base: 16 }),
    ssap:     u8('isl.ssap', 'SSAP', { base: 16 }),
    control:  u8('isl.control', 'Control', { base: 16 }),
    vendor:   holding(u24('isl.hsa', 'High bits of the Source Address', { base: 16 }), 'address'),
    id:       bits(15, 'isl.vlan_id', 'VLAN Identifier'),
    bridging: flag('isl.bpdu', 'BPDU, CDP or VTP'),
    index:    u16('isl.index', 'Index'),
    reserved: u16('isl.reserved', 'Reserved', { base: 16 }),
  })
  .payload({ tables: [['isl', () => 0]] })
  .summarized((isl) => `VLAN ${isl.id}`)
