import { bits, flag, mac, nameIn, protocol, alias, u16, type View } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** The first value of the two bytes behind the addresses that is a type; smaller ones are a length (IEEE 802.3, 3.2.6), but no frame has one of 0. */
const firstType = 0x0600
const isLength = (value: number) => value < firstType && value !== 0

const typeOrLength = ({ bytes, start }: View) => (bytes[start + 12]! << 8) | bytes[start + 13]!

/** Ethernet II, and IEEE 802.3 where a length stands in place of the type. */
export const ethernet = protocol('eth', 'Ethernet', {
  linktype: [1], ethertype: [0x6558], 'ip.proto': [143], isl: [0], 'mpls.below': [2], capwap: [1], 'openflow.version': [0],
})
  .fields({
    destination: address('eth.dst', 'Destination'),
    source:      address('eth.src', 'Source'),
  })
  .either((eth) => !isLength(typeOrLength(eth)), {
    type:        u16('eth.type', 'Type', { base: 16, names: etherTypes }),
  }, {
    length:      u16('eth.len', 'Length'),
  })
  .between('link', 'source', 'destination')
  .payload({
    tables: [['ethertype', typeOrLength], ['eth.length', insideLength]],
    length: (eth) => (isLength(typeOrLength(eth)) ? typeOrLength(eth) : undefined),
  })
  .summarized((eth) => (eth.type === undefined ? `length ${eth.length}` : nameIn(etherTypes, eth.type) ?? `type 0x${eth.type.toString(16).padStart(4, '0')}`))

/** An address, of which filters know who gave it out, and whether it is for a group (IEEE 802, section 8.2). */
function address(name: string, label: string) {
  return alias(
    mac(name, label, { also: 'eth.addr' }),
    { bit: 0, field: bits(24, `${name}.oui`, `${label} OUI`, { also: 'eth.addr.oui', base: 16 }) },
    { bit: 6, field: { ...flag(`${name}.lg`, `${label} LG bit`), also: ['eth.lg'] } },
    { bit: 7, field: { ...flag(`${name}.ig`, `${label} IG bit`), also: ['eth.ig'] } },
  )
}

/** What follows a length: 0 for LLC, 1 for Novell's IPX without it, 2 for Cisco's Inter-Switch Link, which its destination tells. */
function insideLength(eth: View): number {
  const { bytes, start } = eth
  if (!isLength(typeOrLength(eth))) return -1
  if (bytes[start] === 0x01 && bytes[start + 1] === 0 && bytes[start + 2] === 0x0c && bytes[start + 3] === 0 && bytes[start + 4] === 0) return 2
  return bytes[start + 14] === 0xff && bytes[start + 15] === 0xff ? 1 : 0
}
