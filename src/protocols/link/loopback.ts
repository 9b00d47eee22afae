import { protocol, type Field, type Names, type View } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** AF_ values of the systems that write this header; IPv6 has a different one on each. */
const families = {
  2: 'IPv4', 7: 'OSI', 10: 'IPv6 (Linux)', 16: 'AppleTalk', 23: 'IPv6 (Windows)', 24: 'IPv6 (NetBSD, OpenBSD)',
  28: 'IPv6 (FreeBSD)', 30: 'IPv6 (macOS)',
}

/** Families end far below, EtherTypes begin far above. */
const highestLength = 1500

/**
 * The number in whatever byte order the machine had that wrote it: a family needs one byte, so the byte tells the order. IRIX has
 * 16 bits, in front; others have an EtherType in place of a family, behind.
 */
function family(bytes: Uint8Array, at: number): number {
  const little = ((bytes[at + 3]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 1]! << 8) | bytes[at]!) >>> 0
  if (little < 0x10000) return little
  if (little < 0x60000) return little >>> 16
  const big = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  return big <= highestLength ? big : big & 0xffff
}

const numbered = (filter: string, label: string, names: Names, digits: (value: number) => string): Field<number, unknown> => ({
  filter, label, also: [], type: 'number', size: 32, names,
  bind: () => family,
  show: (value) => `${names[value] ?? 'Unknown'} (${digits(value)})`,
})

const familyOf = ({ bytes, start }: View) => family(bytes, start)

/** The header of loopback interfaces: LINKTYPE_NULL in the byte order of its machine, LINKTYPE_LOOP in network order. */
export const loopback = protocol('null', 'Loopback', { linktype: [0, 108] })
  .either((loopback) => familyOf(loopback) <= highestLength, {
    family: numbered('null.family', 'Family', families, (value) => `${value}`),
  }, {
    type:   numbered('null.type', 'Type', etherTypes, (value) => `0x${value.toString(16).padStart(4, '0')}`),
  })
  .payload({ tables: [['null.bsd', (loopback) => (familyOf(loopback) <= highestLength ? familyOf(loopback) : -1)], ['ethertype', familyOf]] })
