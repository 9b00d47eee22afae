/** The header of DNS messages and the sections after it, RFC 1035 section 4.1; shared by DNS, multicast DNS and LLMNR. */
import { bits, flag, group, list, only, rest, u16, type Field, type Schema } from '../../../../schema/index.ts'
import { dnsOpcodes, dnsResponseCodes } from '../../../names/dns-codes.ts'

const inResponses = <T, N>(field: Field<T, unknown, N>, always?: NoInfer<T>) => only('response', field, always)

/** RFC 1035, section 4.1.1, with the two bits of RFC 4035, section 3. */
export const flags = group('dns.flags', 'Flags', {
  response:           flag('dns.flags.response', 'Response'),
  opcode:             bits(4, 'dns.flags.opcode', 'Opcode', { names: dnsOpcodes }),
  authoritative:      inResponses(flag('dns.flags.authoritative', 'Authoritative')),
  truncated:          flag('dns.flags.truncated', 'Truncated'),
  recursionDesired:   flag('dns.flags.recdesired', 'Recursion desired'),
  recursionAvailable: inResponses(flag('dns.flags.recavail', 'Recursion available')),
  reserved:           flag('dns.flags.z', 'Z'),
  authenticData:      inResponses(flag('dns.flags.authenticated', 'Answer authenticated'), true),
  checkingDisabled:   flag('dns.flags.checkdisable', 'Checking disabled'),
  responseCode:       inResponses(bits(4, 'dns.flags.rcode', 'Reply code', { names: dnsResponseCodes })),
})

/** RFC 4795, section 2.1.1. */
export const linkLocalFlags = group('dns.flags', 'Flags', {
  response:     flag('dns.flags.response', 'Response'),
  opcode:       bits(4, 'dns.flags.opcode', 'Opcode', { names: dnsOpcodes }),
  conflict:     flag('dns.flags.conflict', 'Conflict'),
  truncated:    flag('dns.flags.truncated', 'Truncated'),
  tentative:    flag('dns.flags.tentative', 'Tentative'),
  reserved:     bits(3, '', 'Reserved'),
  z:            bits(1, '', 'Reserved'),
  responseCode: inResponses(bits(4, 'dns.flags.rcode', 'Reply code', { names: dnsResponseCodes })),
})

/** How many records each section has. */
export const counts = {
  questionCount:   u16('dns.count.queries', 'Questions'),
  answerCount:     u16('dns.count.answers', 'Answer RRs'),
  authorityCount:  u16('dns.count.auth_rr', 'Authority RRs'),
  additionalCount: u16('dns.count.add_rr', 'Additional RRs'),
}

/** The same in an update, RFC 2136 section 2.2. */
export const updateCounts = {
  questionCount:   u16('dns.count.zones', 'Zones'),
  answerCount:     u16('dns.count.prerequisites', 'Prerequisites'),
  authorityCount:  u16('dns.count.updates', 'Updates'),
  additionalCount: u16('dns.count.add_rr', 'Additional RRs'),
}

/** The four sections, as the counts say, and what should not be there. */
export const sections = <Q, R>(question: Schema<Q>, resource: Schema<R>) => ({
  questions:   list('', 'Queries', question, { count: 'questionCount' }),
  answers:     list('', 'Answers', resource, { count: 'answerCount' }),
  authorities: list('', 'Authoritative nameservers', resource, { count: 'authorityCount' }),
  additionals: list('', 'Additional records', resource, { count: 'additionalCount' }),
  extraneous:  rest('dns.extraneous.data', 'Extraneous Data Bytes'),
})
