import { ipv6Address, protocol, u16, u24, u32, u64, u8 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** IP over InfiniBand, RFC 4391, section 6, after 40 bytes of which the last 20 are the destination's address (LINKTYPE_IPOIB). */
export const ipOverInfiniBand = protocol('ipoib', 'IP over InfiniBand', { linktype: [242] })
  .specified('RFC 4391')
  .fields({
    routeHeader:   u64('', 'Route header', { base: 16 }),
    routeHeader2:  u64('', 'Route header', { base: 16 }),
    routeHeader3:  u32('', 'Route header', { base: 16 }),
    flags:         u8('', 'Flags', { base: 16 }),
    queuePair:     u24('ipoib.daddr.qpn', 'Destination QPN', { base: 16 }),
    destination:   ipv6Address('ipoib.dgid', 'Destination GID'),
    type:          u16('ipoib.type', 'Type', { base: 16, names: etherTypes }),
    reserved:      u16('ipoib.reserved', 'Reserved', { base: 16 }),
  })
  .payload({ tables: [['ethertype', (frame) => frame.type]] })
