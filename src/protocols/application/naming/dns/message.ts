/** The header of DNS messages and the sections after it, RFC 1035 section 4.1; shared by DNS, multicast DNS and LLMNR. */
import { bits, flag, group, hex, list, only, rest, u16, type Field, type Node, type Schema, type View } from '../../../../schema/index.ts'
import { dnsOpcodes, dnsResponseCodes } from '../../../names/dns-codes.ts'
import { dnsTypes } from '../../../names/dns-types.ts'

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

/** What a summary looks at. */
export interface Message {
  readonly flags: {
    readonly response: boolean
    readonly opcode: number
    readonly truncated: boolean
    readonly responseCode: number | undefined
  }
  readonly questions: readonly Entry[]
  readonly answers: readonly Entry[]
  readonly answerCount: number
  readonly authorities: readonly Entry[]
}

type Entry = View & { readonly name: string; readonly type: number }

/** What is asked, and what the first answers are: `query A example.test`, `response No such name A example.test`. */
export function summaryOf(message: Message): string {
  const { flags, questions, answers } = message
  const kind = flags.opcode === 0 ? [] : [opcodes[flags.opcode] ?? `operation ${flags.opcode}`]
  const code = flags.responseCode ? [responseCodes[flags.responseCode] ?? `response code ${flags.responseCode}`] : []
  const asked = questions.slice(0, most).map(({ type, name }) => `${typeName(type)} ${name}`)
  const told = flags.response ? answers.slice(0, most).map((answer) => answered(answer, questions[0])) : []
  const more = questions.length > most || (flags.response && answers.length > most) ? ['...'] : []
  const none = isEmptyAnswer(message) ? [isReferral(message) ? 'referral' : 'no such record'] : []
  const rest = flags.truncated ? ['truncated'] : []
  return [flags.response ? 'response' : 'query', ...kind, ...code, ...asked, ...told, ...more, ...none, ...rest].join(' ')
}

/** An answer without an error and without a record (NODATA, RFC 2308, section 2.2), or a referral. */
const isEmptyAnswer = ({ flags, questions, answerCount }: Message) =>
  flags.response && flags.opcode === 0 && !flags.responseCode && !flags.truncated && questions.length > 0 && answerCount === 0

/** Whether it names the servers to ask instead (RFC 1034, section 4.3.1). */
function isReferral({ authorities }: Message): boolean {
  const first = authorities.slice(0, most)
  return first.some(({ type }) => type === nameServer) && !first.some(({ type }) => type === startOfAuthority)
}

const nameServer = 2
const startOfAuthority = 6

/** How many questions and answers a summary names. */
const most = 4
const opcodes: Readonly<Record<number, string>> = dnsOpcodes
const responseCodes: Readonly<Record<number, string>> = dnsResponseCodes
const typeNames: Readonly<Record<number, string>> = dnsTypes
const typeName = (type: number) => typeNames[type] ?? `type ${type}`

/** An answer without what the question said already. */
function answered(answer: Entry, question: Entry | undefined): string {
  const data = answer.nodes(answer.schema.slots.findIndex(({ key }) => key === 'dataLength') + 1).map(wordsOf).join(' ')
  const type = answer.type === question?.type ? '' : `${typeName(answer.type)} `
  const name = question === undefined ? `${answer.name} ` : ''
  return `${type}${name}${data.length > longestData ? `${data.slice(0, longestData)}...` : data}`
}

function wordsOf(node: Node): string {
  const { field, value } = node
  if (value instanceof Uint8Array) return hex(value.subarray(0, longestData))
  return field.type === 'none' ? node.parts.map(({ text }) => text).join(' ') : node.text
}

const longestData = 60
