import { ahead, alias, bits, flag, mac, nameIn, peek, protocol, range, u16 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** The first value of the two bytes after the addresses that is a type; smaller ones are a length (IEEE 802.3, 3.2.6), but no frame has one of 0. */
const firstType = 0x0600
const isLength = { typeOrLength: range(1, firstType - 1) }

/** Ethernet II, and IEEE 802.3 where a length stands in place of the type. */
export const ethernet = protocol('eth', 'Ethernet', {
  linktype: [1], ethertype: [0x6558], 'ip.proto': [143], isl: [0], 'mpls.below': [2], capwap: [1], 'openflow.version': [0],
})
  .specified('IEEE 802.3-2018')
  .borrows('vlan')
  .fields({
    destinationNumber: ahead(48),
    destination:       address('eth.dst', 'Destination'),
    source:            address('eth.src', 'Source'),
    typeOrLength:      ahead(16),
  })
  .either(isLength, {
    length:            u16('eth.len', 'Length'),
  }, {
    type:              u16('eth.type', 'Type', { base: 16, names: etherTypes }),
  })
  .between('link', 'source', 'destination')
  .trailed({ padding: 'eth.padding', shortest: 60, trailer: 'eth.trailer', tagged: 'vlan.trailer', checksum: 'eth.fcs' })
  .payload({
    typedBy: 'ethertype',
    tables: [['ethertype', 'typeOrLength'], ['eth.length', (eth) => {
      if (Math.floor(eth.destinationNumber / 256) === interSwitchLinkAddress) return encapsulation.interSwitchLink
      return next(eth) === 0xffff ? encapsulation.ipx : encapsulation.llc
    }, isLength]],
    length: { length: 'typeOrLength', when: isLength },
  })
  .summarized((eth) => (eth.type === undefined ? `length ${eth.length}` : nameIn(etherTypes, eth.type) ?? `type 0x${eth.type.toString(16).padStart(4, '0')}`))

/** What follows a length: LLC; Novell's IPX without it, which begins with a checksum of all ones; Cisco's Inter-Switch Link, which its destination tells. */
const encapsulation = { llc: 0, ipx: 1, interSwitchLink: 2 }
const next = peek(16)
/** All but the last byte of it. */
const interSwitchLinkAddress = 0x01000c0000

/** An address, of which filters know who gave it out, and whether it is for a group (IEEE 802, section 8.2). */
function address(name: string, label: string) {
  return alias(
    mac(name, label, { also: 'eth.addr' }),
    { bit: 0, field: bits(24, `${name}.oui`, `${label} OUI`, { also: 'eth.addr.oui', base: 16 }) },
    { bit: 6, field: { ...flag(`${name}.lg`, `${label} LG bit`), also: ['eth.lg'] } },
    { bit: 7, field: { ...flag(`${name}.ig`, `${label} IG bit`), also: ['eth.ig'] } },
  )
}
