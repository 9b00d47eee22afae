import { bits, flag, protocol, u16, type View } from '../../schema/index.ts'
import { etherTypes } from '../names/etherTypes.ts'

/** The first value behind the tag that is a type; smaller ones are a length, as in Ethernet. */
const firstType = 0x0600

const typeOrLength = ({ bytes, start }: View) => (bytes[start + 2]! << 8) | bytes[start + 3]!

const priorities = {
  0: 'Best Effort', 1: 'Background', 2: 'Excellent Effort', 3: 'Critical Applications', 4: 'Video', 5: 'Voice', 6: 'Internetwork Control', 7: 'Network Control',
}

/** A tag of a virtual LAN, IEEE 802.1Q, section 9.6: a customer's, a provider's, or one inside the other. */
export const vlan = protocol('vlan', '802.1Q Virtual LAN', { ethertype: [0x8100, 0x88a8, 0x9100, 0x9200] })
  .fields({
    priority:     bits(3, 'vlan.priority', 'Priority', { names: priorities }),
    dropEligible: flag('vlan.dei', 'Drop Eligible Indicator'),
    id:           bits(12, 'vlan.id', 'VLAN Identifier'),
  })
  .either((vlan) => typeOrLength(vlan) >= firstType, {
    type:         u16('vlan.etype', 'Type', { base: 16, names: etherTypes }),
  }, {
    length:       u16('vlan.len', 'Length'),
  })
  .payload({
    tables: [['ethertype', typeOrLength], ['eth.length', (vlan) => (typeOrLength(vlan) < firstType ? 0 : -1)]],
    length: (vlan) => (typeOrLength(vlan) < firstType ? typeOrLength(vlan) : undefined),
  })
  .summarized((vlan) => `VLAN ${vlan.id}${vlan.priority === 0 ? '' : `, priority ${vlan.priority}`}`)
