import { ahead, bits, flag, protocol, u16, type Field } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** The first value after the tag that is a type; smaller ones are a length, as in Ethernet. */
const firstType = 0x0600

const priorities = {
  0: 'Best Effort', 1: 'Background', 2: 'Excellent Effort', 3: 'Critical Applications', 4: 'Video', 5: 'Voice',
  6: 'Internetwork Control', 7: 'Network Control',
}

/** A tag of a virtual LAN, IEEE 802.1Q, section 9.6. */
const tag = <T>(name: string, label: string, keys: readonly number[], dropEligible: Field<T, unknown>, type: string, length: string) =>
  protocol(name, label, { ethertype: keys })
  .specified('IEEE 802.1Q-2018')
  .fields({
    priority:     bits(3, `${name}.priority`, 'Priority', { names: priorities }),
    dropEligible,
    id:           bits(12, `${name}.id`, 'VLAN Identifier'),
    typeOrLength: ahead(16),
  })
  .either(({ typeOrLength }) => typeOrLength >= firstType, {
    type:         u16(type, 'Type', { base: 16, names: etherTypes }),
  }, {
    length:       u16(length, 'Length'),
  })
  .payload({
    typedBy: 'ethertype',
    tables: [['ethertype', 'typeOrLength'], ['eth.length', (vlan) => (vlan.typeOrLength < firstType ? 0 : -1)]],
    length: (vlan) => (vlan.typeOrLength < firstType ? vlan.typeOrLength : undefined),
  })
  .shimmed('tag')
  .summarized((vlan) => `VLAN ${vlan.id}${vlan.priority === 0 ? '' : `, priority ${vlan.priority}`}`)

/** A customer's tag. */
export const vlan = tag('vlan', '802.1Q Virtual LAN', [0x8100, 0x9100, 0x9200], flag('vlan.dei', 'Drop Eligible Indicator'), 'vlan.etype', 'vlan.len')
/** A provider's tag, around a customer's. */
export const providerVlan = tag('ieee8021ad', '802.1ad Provider Bridge', [0x88a8], bits(1, 'ieee8021ad.dei', 'Drop Eligible Indicator'), '', '')
