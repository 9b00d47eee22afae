import { protocol, u16, u8 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

const addresses = { 0x0f: 'Unicast', 0x8f: 'Multicast' }

/** HDLC as Cisco frames it on serial links: an EtherType after two bytes. LINKTYPE_C_HDLC. */
export const ciscoHdlc = protocol('chdlc', 'Cisco HDLC', { linktype: [104] })
  .fields({
    address:  u8('chdlc.address', 'Address', { base: 16, names: addresses }),
    control:  u8('chdlc.control', 'Control', { base: 16 }),
    protocol: u16('chdlc.protocol', 'Protocol', { base: 16, names: { ...etherTypes, 0x8035: 'Serial Line Address Resolution' } }),
  })
  .payload({ tables: [['chdlc.protocol', (hdlc) => hdlc.protocol], ['ethertype', (hdlc) => (hdlc.protocol === 0x8035 ? -1 : hdlc.protocol)]] })
