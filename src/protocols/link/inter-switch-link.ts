import { bits, bytes, flag, protocol, u16, u24 } from '../../schema/index.ts'

/** Cisco's Inter-Switch Link, behind the addresses and the length that look like those of Ethernet: a whole Ethernet frame follows. */
export const interSwitchLink = protocol('isl', 'Inter-Switch Link', { 'eth.length': [2] })
  .fields({
    llc:      bytes('', 'LLC', () => 3),
  })
  .fields({
    vendor:   u24('isl.hsa', 'High bits of the Source Address', { base: 16 }),
    id:       bits(15, 'isl.vlan_id', 'VLAN Identifier'),
    bridging: flag('isl.bpdu', 'BPDU, CDP or VTP'),
    index:    u16('isl.index', 'Index'),
    reserved: u16('isl.reserved', 'Reserved', { base: 16 }),
  })
  .payload({ tables: [['isl', () => 0]] })
  .summarized((isl) => `VLAN ${isl.id}`)
