/** Name lookups and their addresses: DNS, multicast DNS and LLMNR. */
import { dnsResponseCodes } from '../../protocols/names/dns-codes.ts'
import { dnsTypes } from '../../protocols/names/dns-types.ts'
import { recordText, type protocols } from '../../protocols/index.ts'
import { nameIn, type Node, type ViewOf } from '../../schema/index.ts'
import { definedTime } from '../http/requests.ts'
import { maxListedPackets } from '../flow.ts'
import { NameRecord } from './name-record.ts'
import type { NameAsked } from '../summary.ts'

export type Message =
  | ViewOf<typeof protocols.dns>
  | ViewOf<typeof protocols.dnsOverTcp>
  | ViewOf<typeof protocols.mdns>
  | ViewOf<typeof protocols.llmnr>
export type Resource = ViewOf<typeof protocols.dns>['answers'][number]

/** The connection number and name service of a message. */
export interface Exchange {
  readonly protocol: NameAsked['protocol']
  readonly connection: number
  /** The server, if this is a query. */
  readonly server: string
}

interface Question {
  readonly record: NameRecord
  readonly time: number
  answered: boolean
}

export const isNameService = (protocol: string): protocol is NameAsked['protocol'] => nameServices.has(protocol)
const nameServices: ReadonlySet<string> = new Set<NameAsked['protocol']>(['dns', 'mdns', 'llmnr'])

export class Names {
  left = 0
  private readonly records = new Map<string, NameRecord>()
  /** Queries by connection, identifier and question. */
  private readonly questions = new Map<string, Question>()
  private readonly addresses = new Map<string, string>()

  constructor(private readonly most: number) {}

  get kept(): Iterable<NameRecord> {
    return this.records.values()
  }

  /** The latest name of an address. */
  of(address: string): string | undefined {
    return this.addresses.get(address)
  }

  /** Processes a message at `time` seconds after the first packet. */
  take(message: Message, exchange: Exchange, packet: number, time: number): void {
    if (message.flags.opcode !== 0) return
    if (message.flags.response) return this.answer(message, exchange, packet, time)
    const { id, questions } = message
    for (const { name, type } of questions.slice(0, mostQuestions)) this.ask(id, name, type, exchange, packet, time)
    this.left += Math.max(0, questions.length - mostQuestions)
  }

  private ask(id: number, name: string, type: number, exchange: Exchange, packet: number, time: number): void {
    const record = this.record(name, type, exchange, time)
    if (record === undefined) return
    record.asked++
    record.open = time
    record.note(packet)
    if (exchange.protocol === 'mdns') return
    const key = questionKey(exchange, id, name, type)
    // A query with the same identifier is a retransmission.
    if (this.questions.get(key)?.answered === false) return
    this.questions.set(key, { record, time, answered: false })
    if (this.questions.size > mostOpen) this.questions.delete(this.questions.keys().next().value!)
  }

  private answer(message: Message, exchange: Exchange, packet: number, time: number): void {
    const answers: readonly Resource[] = message.answers
    const asked = message.questions[0]
    if (asked === undefined || exchange.protocol === 'mdns') return this.announced(answers, exchange, packet, time)
    const question = this.questions.get(questionKey(exchange, message.id, asked.name, asked.type))
    if (question?.answered) return
    const record = question?.record ?? this.record(asked.name, asked.type, exchange, time)
    if (record === undefined) return
    if (question !== undefined) {
      question.answered = true
      record.waited += time - question.time
      record.timed++
    }
    record.answered++
    record.open = NaN
    record.note(packet)
    record.response = message.flags.responseCode ?? 0
    if (record.response !== 0) refuse(record, record.response, packet)
    this.tell(record, answers)
  }

  /** Multicast answers are records without a question; each may answer a pending one. */
  private announced(answers: readonly Resource[], exchange: Exchange, packet: number, time: number): void {
    for (const answer of answers) {
      if (answer.address !== undefined) this.remember(answer.address, answer.name)
      const record =
        this.records.get(recordKey(exchange.protocol, answer.name, answer.type, '')) ??
        this.records.get(recordKey(exchange.protocol, answer.name, anyType, ''))
      if (record === undefined) continue
      this.tell(record, [answer])
      record.response ??= 0
      if (Number.isNaN(record.open)) continue
      record.waited += time - record.open
      record.timed++
      record.open = NaN
      record.answered++
      record.note(packet)
    }
  }

  private tell(record: NameRecord, answers: readonly Resource[]): void {
    let left = 0
    for (const answer of answers) {
      const { address } = answer
      if (address !== undefined) this.remember(address, record.name)
      if (record.answered > mostTold) continue
      if (address !== undefined) left += add(record.answers, address)
      else if (answer.type === canonical && record.type !== canonical) {
        if (answer.canonicalName !== undefined) left += add(record.canonicalNames, answer.canonicalName)
      } else if (answer.type !== signature || record.type === signature)
        left += add(record.answers, describeName(answer, record.type) || typeName(answer.type))
    }
    // Repeated answers are not counted again.
    record.answersLeft = Math.max(record.answersLeft, left)
  }

  private remember(address: string, name: string): void {
    if (this.addresses.size >= mostAddresses && !this.addresses.has(address))
      this.addresses.delete(this.addresses.keys().next().value!)
    this.addresses.set(address, name)
  }

  /** The record of a name, created if there is none; undefined at the limit. */
  private record(
    name: string,
    type: number,
    { protocol, server, connection }: Exchange,
    time: number,
  ): NameRecord | undefined {
    const key = recordKey(protocol, name, type, protocol === 'dns' ? server : '')
    const known = this.records.get(key)
    if (known !== undefined) return known
    if (this.records.size >= this.most) {
      this.left++
      return undefined
    }
    const record = new NameRecord(protocol, name, type, server, time, connection)
    this.records.set(key, record)
    return record
  }

  summary(): NameAsked[] {
    return Array.from(this.records.values(), (record) => ({
      protocol: record.protocol,
      name: record.name,
      type: typeName(record.type),
      server: record.server,
      at: definedTime(record.time),
      asked: record.asked,
      answered: record.answered,
      response: record.response === undefined ? undefined : responseName(record.response),
      answers: [...record.answers],
      canonicalNames: [...record.canonicalNames],
      answersLeft: record.answersLeft,
      responseTime: record.timed === 0 ? undefined : definedTime(record.waited / record.timed),
      packets: [...record.packets],
    }))
  }
}

/** Of one message. */
const mostQuestions = 256
const mostAnswers = 32
/** Later answers to the same question are rarely different. */
const mostTold = 32
const mostOpen = 4096
const mostAddresses = 20_000
const longestAnswer = 120
const canonical = 5
const signature = 46
const anyType = 255

// Names are case-insensitive, and some resolvers randomize case.
const recordKey = (protocol: string, name: string, type: number, server: string) =>
  `${protocol} ${type} ${server} ${name.toLowerCase()}`
// Answers to a multicast query come from the address of the responder.
const questionKey = ({ protocol, connection }: Exchange, id: number, name: string, type: number) =>
  `${protocol === 'dns' ? connection : protocol} ${id} ${type} ${name.toLowerCase()}`

export const typeName = (type: number): string => nameIn(dnsTypes, type) ?? `type ${type}`
export const responseName = (code: number): string => nameIn(dnsResponseCodes, code) ?? `response code ${code}`

function refuse(record: NameRecord, code: number, packet: number): void {
  const refusal = record.refusals.get(code) ?? { count: 0, packets: [] }
  record.refusals.set(code, refusal)
  refusal.count++
  if (refusal.packets.length < maxListedPackets) refusal.packets.push(packet)
}

/** Adds a text to a list without repetitions, and returns how many did not fit: 0 or 1. */
function add(list: string[], text: string): number {
  if (list.includes(text)) return 0
  if (list.length >= mostAnswers) return 1
  list.push(text)
  return 0
}

/**
 * The data of a record, after its type if that is not the requested one, limited to `most` characters; empty without
 * data. `told` gives the text of a field, or undefined to leave it out.
 */
export function describeName(
  answer: Resource,
  asked: number,
  most = longestAnswer,
  told: (field: Node['field'], text: string) => string | undefined = (_, text) => text,
): string {
  const data = recordText(answer, most, told)
  if (data === '') return ''
  const text = answer.type === asked ? data : `${typeName(answer.type)} ${data}`
  return text.length > most ? `${text.slice(0, most)}...` : text
}
