/** Packets from layers and values. */
import { Packet } from '../packet.ts'
import { assemble } from './assemble.ts'
import { linkTypeOf } from './next-protocol.ts'
import { partsOf, type Content } from './parts.ts'

/**
 * The bytes of a packet, from its layers, outermost first, and what they carry: text (UTF-8), bytes, or layers of a
 * decoded packet as they are.
 *
 *     const { ethernet, ipv4, udp } = layer
 *     build(ethernet(), ipv4({ source: '192.0.2.1', destination: '192.0.2.2' }), udp({ destinationPort: 9 }), 'text')
 *
 * What is not given is filled in: lengths, counts, checksums, the type of what comes next, and the values that the
 * definition has for that; all else is zero. A value that is given is written as it is, also a wrong one. Throws a
 * TypeError for a value that does not fit, naming protocol, field, what was expected and what was found.
 */
export const build = (...contents: readonly Content[]): Uint8Array => assemble(partsOf(contents))

/** The same as a packet, of the link type of its first layer. Throws a TypeError if no frame begins with that. */
export function buildPacket(...contents: readonly Content[]): Packet {
  const parts = partsOf(contents)
  const [first] = parts
  const linkType = first === undefined || first instanceof Uint8Array ? undefined : linkTypeOf(first.layer.schema)
  if (linkType === undefined)
    throw new TypeError('buildPacket() begins with a protocol that frames begin with, such as ethernet or ipv4')
  return Packet.of(assemble(parts), linkType)
}
