import { mac, protocol, u16, type View } from '../../schema/index.ts'
import { etherTypes } from '../names/etherTypes.ts'

/** The first value of the two bytes behind the addresses that is a type; smaller ones are a length (IEEE 802.3, 3.2.6). */
const firstType = 0x0600

const typeOrLength = ({ bytes, start }: View) => (bytes[start + 12]! << 8) | bytes[start + 13]!

/** Ethernet II, and IEEE 802.3 where a length stands in place of the type. */
export const ethernet = protocol('eth', 'Ethernet', { linktype: [1] })
  .fields({
    destination: mac('eth.dst', 'Destination', { also: 'eth.addr' }),
    source:      mac('eth.src', 'Source', { also: 'eth.addr' }),
  })
  .either((eth) => typeOrLength(eth) >= firstType, {
    type:        u16('eth.type', 'Type', { base: 16, names: etherTypes }),
  }, {
    length:      u16('eth.len', 'Length'),
  })
  .between('link', 'source', 'destination')
  .payload({
    tables: [['ethertype', typeOrLength], ['eth.length', (eth) => (typeOrLength(eth) < firstType ? 0 : -1)]],
    length: (eth) => (typeOrLength(eth) < firstType ? typeOrLength(eth) : undefined),
  })
