/** The line of a DNS message in lists of packets. */
import type { Severity, View } from '../../../../schema/index.ts'
import { dnsOpcodes, dnsResponseCodes } from '../../../names/dns-codes.ts'
import { dnsTypes } from '../../../names/dns-types.ts'
import { recordText } from './record-text.ts'

/** What a summary looks at. */
export interface Message {
  readonly id: number
  readonly flags: { readonly [K in FlagName]?: boolean | undefined } & {
    readonly response: boolean
    readonly opcode: number
    readonly responseCode: number | undefined
  }
  readonly questions: readonly Entry[]
  readonly answers: readonly Entry[]
  readonly questionCount: number
  readonly answerCount: number
  readonly authorityCount: number
  readonly additionalCount: number
  readonly authorities: readonly Entry[]
  readonly additionals: readonly Entry[]
}

type Entry = View & {
  readonly name: string
  readonly type: number
  readonly timeToLive?: number | undefined
  readonly udpPayloadSize?: number | undefined
  readonly extendedFlags?: { readonly dnssecOk: boolean } | undefined
}

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

/** What -v adds: identifier, flags, and all records as zone files have them. */
export const details = {
  fields: [
    ['id', ({ id }: Message) => `0x${id.toString(16).padStart(4, '0')}`],
    ['', ({ flags }: Message) => flagNames.filter(([name]) => flags[name]).map(([, word]) => word).join(' ')],
    ['', (message: Message) => countsOf(message)],
  ],
  rows: ({ answers, authorities, additionals }: Message) => [
    ...recordLines('answer', answers), ...recordLines('authority', authorities), ...recordLines('additional', additionals),
  ],
} as const

const countsOf = ({ questionCount, answerCount, authorityCount, additionalCount }: Message) =>
  `${questionCount}/${answerCount}/${authorityCount}/${additionalCount}`

type FlagName = (typeof flagNames)[number][0]
const flagNames = [
  ['authoritative', 'AA'], ['truncated', 'TC'], ['recursionDesired', 'RD'], ['recursionAvailable', 'RA'],
  ['authenticData', 'AD'], ['checkingDisabled', 'CD'], ['conflict', 'C'], ['tentative', 'T'],
] as const

const recordLines = (section: string, records: readonly Entry[]) =>
  records.slice(0, mostRecords).map((each) => `${section}: ${recordLine(each)}`)

function recordLine(entry: Entry): string {
  const { name, type, timeToLive, udpPayloadSize, extendedFlags } = entry
  if (type === optType)
    return `EDNS, UDP payload ${udpPayloadSize}${extendedFlags?.dnssecOk ? ', DO' : ''} ${dataOf(entry)}`.trimEnd()
  return `${name} ${timeToLive ?? ''} ${typeName(type)} ${dataOf(entry)}`
}

const optType = 41
const mostRecords = 20

/** A name that does not exist is no failure of the server. */
export function severityOf({ flags }: Message): Severity | undefined {
  if (!flags.responseCode) return undefined
  return flags.responseCode === noSuchName ? 'warning' : 'error'
}
const noSuchName = 3

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
  const data = dataOf(answer)
  const type = answer.type === question?.type ? '' : `${typeName(answer.type)} `
  const name = question === undefined ? `${answer.name} ` : ''
  return `${type}${name}${data.length > longestData ? `${data.slice(0, longestData)}...` : data}`
}

/** What a record holds, in words. */
const dataOf = (entry: Entry) => recordText(entry, longestData)

const longestData = 60
