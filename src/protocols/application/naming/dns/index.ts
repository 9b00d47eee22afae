/** The Domain Name System and its two relatives on the local link. */
import { protocol, u16, type Schema } from '../../../../schema/index.ts'
import { isMessage } from './guess.ts'
import { counts, flags, linkLocalFlags, sections, summaryOf, updateCounts } from './message.ts'
import { multicastQuestion, multicastResource, question, resource } from './records.ts'

/** Domain Name System, RFC 1035: a message in a datagram. */
export const dns = message(protocol('dns', 'Domain Name System', { 'udp.port': [53], udp: [] })).guessed(isMessage)

/** The same over TCP, where its length comes first (RFC 1035, section 4.2.2), and one message may follow another. */
export const dnsOverTcp = message(
  protocol('dns', 'Domain Name System', { 'tcp.port': [53, 5353], 'dns.next': [1] }).fields({ length: u16('dns.length', 'Length') }),
)
  .refusing((bytes, start, end) => end - start >= 14 && !isPlausible(bytes, start))
  .pointingBehind(2)
  .sized((dns) => 2 + dns.length)
  .payload({ tables: [['dns.next', () => 1]] })

/** Multicast DNS, RFC 6762. */
export const mdns = protocol('mdns', 'Multicast Domain Name System', { 'udp.port': [5353] })
  .fields({ id: u16('dns.id', 'Transaction ID', { base: 16 }), flags, ...counts })
  .fields(sections(multicastQuestion, multicastResource))
  .summarized(summaryOf)

/** Link-Local Multicast Name Resolution, RFC 4795. */
export const llmnr = protocol('llmnr', 'Link-local Multicast Name Resolution', { 'udp.port': [5355] })
  .fields({ id: u16('dns.id', 'Transaction ID', { base: 16 }), flags: linkLocalFlags, ...counts })
  .fields(sections(question, resource))
  .summarized(summaryOf)

/**
 * Whether what begins at `start` may be a message with its length in front, and not the middle of one that began in an earlier
 * packet: long enough for a header, an operation that there is, and no more questions than anybody asks.
 */
function isPlausible(bytes: Uint8Array, start: number): boolean {
  const length = (bytes[start]! << 8) | bytes[start + 1]!
  const operation = (bytes[start + 4]! >> 3) & 0xf
  return length >= 12 && operation <= lastOperation && bytes[start + 6] === 0 && bytes[start + 7]! <= mostQuestions
}

/** DNS Stateful Operations, RFC 8490. */
const lastOperation = 6
const mostQuestions = 16

function message<V>(schema: Schema<V>) {
  return schema
    .fields({ id: u16('dns.id', 'Transaction ID', { base: 16 }), flags })
    .either((dns) => dns.flags.opcode === update, updateCounts, counts)
    .fields(sections(question, resource))
    .summarized(summaryOf)
}

/** RFC 2136, section 2.2. */
const update = 5
