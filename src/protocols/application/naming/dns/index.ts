/** The Domain Name System and its two relatives on the local link. */
import { fact, protocol, range, record, u16, type Schema } from '../../../../schema/index.ts'
import { isMessage } from './guess.ts'
import { counts, flags, linkLocalFlags, sections, updateCounts } from './message.ts'
import { multicastQuestion, multicastResource, question, resource } from './records.ts'
import { details, severityOf, summaryOf } from './summary.ts'

/** Of an answer and its question, which have the transaction id in common. */
const facts = {
  responseIn: fact.frame('dns.response_in', 'Response in frame'),
  requestIn:  fact.frame('dns.response_to', 'Request in frame'),
  time:       fact.duration('dns.time', 'Time since the request'),
  again:      fact.flag('dns.retransmission', 'Retransmission'),
  askedAgain: fact.mark('dns.retransmit_request', 'Request sent again'),
  askedIn:    fact.frame('dns.retransmit_request_in', 'First request in frame'),
  answeredAgain: fact.mark('dns.retransmit_response', 'Response sent again'),
  answeredIn: fact.frame('dns.retransmit_response_in', 'First response in frame'),
  unsolicited: fact.flag('dns.unsolicited', 'Response without a request'),
}
const exchange = {
  part: (dns: { readonly flags: { readonly response: boolean } }) => (dns.flags.response ? 'answer' : 'question') as 'answer' | 'question',
  key: (dns: { readonly id: number }) => `${dns.id}`,
  facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  repeats: {
    within: 5_000_000_000,
    question: (frame: number) => ({ again: true, askedAgain: true, askedIn: frame }),
    answer: (frame: number) => ({ again: true, answeredAgain: true, answeredIn: frame }),
    unasked: { unsolicited: true },
  },
}

const unicast = sections(question, resource)

/** An operation that there is, and no more questions than anybody asks. */
const isHeader = record('Header', { id: u16('', 'Transaction ID'), flags, ...counts })
  .recognizer({ 'flags.opcode': range(0, 6), questionCount: range(0, 511) })

/** Domain Name System, RFC 1035: a message in a datagram. */
export const dns = message(protocol('dns', 'Domain Name System', { 'udp.port': [53], udp: [] }).specified('RFC 1035'))
  .accepts(isMessage, 'heuristic')
  .trustedTo((bytes, start, end) => (end - start < 12 || isHeader(bytes, start, end) ? end : start))

/**
 * Whether what begins somewhere may be a message with its length in front, and not the middle of one that began in an earlier packet:
 * long enough for a header, an operation that there is (the last is that of RFC 8490), and no more questions than anybody asks.
 */
const isPlausible = record('Header', { length: u16('', 'Length'), id: u16('', 'Transaction ID'), flags, ...counts })
  .recognizer({ length: range(12), 'flags.opcode': range(0, 6), questionCount: range(0, 16) })

/** The same over TCP, where its length comes first (RFC 1035, section 4.2.2), and one message may follow another. */
export const dnsOverTcp = message(
  protocol('dns', 'Domain Name System', {
    'tcp.port': [53, 5353], 'dns.next': [1],
    'tls.port': [853], 'tls.alpn': ['dot'],
  }).specified('RFC 1035').fields({ length: u16('dns.length', 'Length') }),
)
  .accepts((bytes, start, end) => end - start < 14 || isPlausible(bytes, start, end))
  .pointerOrigin(2)
  .length({ length: 'length', plus: 2 })
  .streamed({ length: 'length', plus: 2 })
  .payload({ tables: [['dns.next', () => 1]] })

/** Multicast DNS, RFC 6762. */
export const mdns = protocol('mdns', 'Multicast Domain Name System', { 'udp.port': [5353] })
  .specified('RFC 6762')
  .borrows('dns')
  .accepts(isHeader)
  .fields({ id: u16('dns.id', 'Transaction ID', { base: 16 }), flags, ...counts })
  .fields(sections(multicastQuestion, multicastResource))
  .detailed(details)
  .colored('names', severityOf)
  .facts(facts)
  // All have the same identifier, 0.
  .exchanged({ ...exchange, repeats: { ...exchange.repeats, untilAnswered: true } })
  .summarized(summaryOf)

/** Link-Local Multicast Name Resolution, RFC 4795. */
export const llmnr = protocol('llmnr', 'Link-local Multicast Name Resolution', { 'udp.port': [5355] })
  .specified('RFC 4795')
  .borrows('dns')
  .accepts(isHeader)
  .fields({ id: u16('dns.id', 'Transaction ID', { base: 16 }), flags: linkLocalFlags, ...counts })
  .fields(unicast)
  .detailed(details)
  .colored('names', severityOf)
  .facts(facts)
  .exchanged(exchange)
  .summarized(summaryOf)

function message<V>(schema: Schema<V>) {
  return schema
    .facts(facts)
    .fields({ id: u16('dns.id', 'Transaction ID', { base: 16 }), flags })
    .either((dns) => dns.flags.opcode === update, updateCounts, counts)
    .fields<typeof unicast>(unicast as never)
    .detailed(details)
    .colored('names', severityOf)
    .exchanged(exchange)
    .summarized(summaryOf)
}

/** RFC 2136, section 2.2. */
const update = 5
