/**
 * Kafka: kafka.apache.org/protocol, 2026-11, versions up to those of Kafka 4. What a request asks for is in its header; a response has but
 * the number of its request, which says what it answers.
 */
import {
  computed, fact, lineOf, nameIn, protocol, range, record, rest, text, u16, u32, unfinished, type FactValues, type Framing,
  type StreamMemory, type View,
} from '../../../../schema/index.ts'
import { sourcePort } from '../../sender.ts'
import { groupRequests, groupResponses } from './groups.ts'
import { isCompact, tagsAs, toldOf, type Parts } from './kinds.ts'
import { errors, keys } from './names.ts'
import { topicRequests, topicResponses } from './topics.ts'

const signed = { signed: true } as const
const size = u32('kafka.len', 'Length', { unit: 'bytes', signed: true })
const requestHead = record('Request', {
  length: u32('kafka.len', 'Length'), key: u16('kafka.request_key', 'API Key'), version: u16('kafka.request.version', 'API Version'),
  correlation: u32('kafka.correlation_id', 'Correlation ID'), client: u16('kafka.string_length', 'Client ID Length', signed),
})
const responseHead = record('Response', { length: u32('kafka.len', 'Length'), correlation: u32('kafka.correlation_id', 'Correlation ID') })
/** A request has at most 100 MB in most brokers; a broker says what versions it knows, the highest of which is 17 today. */
const longest = 0x800_0000
const isRequest = requestHead.recognizer({
  length: range(8, longest), key: range(0, Math.max(...Object.keys(keys).map(Number))), version: range(0, 20), client: range(-1, 255),
})
const isResponse = responseHead.recognizer({ length: range(4, longest) })
const [lengthAt, keyAt, versionAt] = [requestHead.reader('length'), requestHead.reader('key'), requestHead.reader('version')]
const [askedAt, answeredAt] = [requestHead.reader('correlation'), responseHead.reader('correlation')]
const lengthSize = 4
const requestNeeded = 14
const responseNeeded = 8
const brokerPort = 9092
const mostAsked = 1024

/** Requests without a response, by their numbers. */
const askedIn = ({ both }: StreamMemory) => (both.kafka ??= new Map()) as Map<number, { readonly key: number; readonly version: number }>
const isFromBroker = (memory: StreamMemory) => memory.ports.includes(brokerPort) && sourcePort(memory) === brokerPort

const framing: Framing = (bytes, start, end, memory) => {
  if (end - start < responseNeeded) return unfinished
  const isAsked = !isFromBroker(memory)
  if (isAsked && end - start < requestNeeded) return unfinished
  if (!(isAsked ? isRequest : isResponse)(bytes, start, end)) return 0
  const length = lengthSize + lengthAt(bytes, start)
  if (start + length > end) return length
  const asked = askedIn(memory)
  if (isAsked) {
    const told = { key: keyAt(bytes, start), version: versionAt(bytes, start) }
    asked.set(askedAt(bytes, start), told)
    if (asked.size > mostAsked) asked.delete(asked.keys().next().value!)
    memory.own.kafka = { isRequest: true, ...told }
    return length
  }
  const number = answeredAt(bytes, start)
  const told = asked.get(number)
  asked.delete(number)
  memory.own.kafka = { isRequest: false, ...(told ?? { key: NaN, version: NaN }) }
  return length
}
const tells = ({ own }: StreamMemory) => own.kafka as FactValues | undefined

/** Where nothing tells, what looks like the header of a request is one. */
const asks = (view: View): boolean => toldOf(view)?.isRequest
  ?? (view.end - view.start < requestNeeded || isRequest(view.bytes, view.start, view.end))
const responseBase = 1000
const bodyOf = (view: View): number => {
  const told = toldOf(view)
  return told === undefined ? -1 : told.isRequest ? told.key : responseBase + told.key
}
const responses = (bodies: Readonly<Record<number, Parts>>) =>
  Object.fromEntries(Object.entries(bodies).map(([key, parts]) => [responseBase + Number(key), parts]))
/** Responses of ApiVersions have the old header, as who asks may not know the new one: KIP-511. */
const apiVersions = 18
const hasTags = (view: View) => isCompact(view) && (asks(view) || toldOf(view)?.key !== apiVersions)

const answeredKey = (view: View) => (asks(view) ? NaN : toldOf(view)?.key ?? NaN)

export const kafka = protocol('kafka', 'Kafka', { 'tcp.port': [9092], 'tls.port': [9093] })
  .specified('https://kafka.apache.org/protocol')
  .facts({
    responseFrame: fact.frame('kafka.response_frame', 'Response Frame'),
    requestFrame:  fact.frame('kafka.request_frame', 'Request Frame'),
    time:          fact.duration('kafka.time', 'Time from request'),
  })
  .fields({ length: size })
  .followedBy('length')
  .cases([asks, {
    apiKey:       u16('kafka.request_key', 'API Key', { names: keys, also: 'kafka.api_key', signed: true }),
    apiVersion:   u16('kafka.request.version', 'API Version', { also: 'kafka.api_version', signed: true }),
    correlation:  u32('kafka.correlation_id', 'Correlation ID', signed),
    clientLength: u16('kafka.string_length', 'Client ID Length', signed),
    client:       text('kafka.client_id', 'Client ID', 'clientLength'),
  }])
  .cases([(view) => !asks(view), { answered: u32('kafka.correlation_id', 'Correlation ID', signed) }])
  .fields({
    responseKey:     computed('kafka.response_key', 'API Key', answeredKey, { names: keys, also: 'kafka.api_key' }),
    responseVersion: computed('kafka.response.version', 'API Version', (view: View) => (asks(view) ? NaN : toldOf(view)?.version ?? NaN),
      { also: 'kafka.api_version' }),
  })
  .fields(tagsAs('headTagCount', 'headTags', hasTags))
  .choice(bodyOf, { ...topicRequests, ...groupRequests, ...responses(topicResponses), ...responses(groupResponses) } as Record<number,
    Parts>)
  .fields({ more: rest('kafka.data', 'Data') })
  .accepts((bytes, start, end) => end - start < responseNeeded || isRequest(bytes, start, end) || isResponse(bytes, start, end))
  .streamed(framing, { tells })
  .exchanged({
    part: (layer) => (toldOf(layer) === undefined ? undefined : asks(layer) ? 'question' : 'answer'),
    key: ({ correlation, answered }) => `${correlation ?? answered}`,
    facts: { answeredIn: 'responseFrame', answers: 'requestFrame', time: 'time' },
  })
  .colored('messages', (layer) => (errorIn(layer as Body) === undefined ? undefined : 'error'))
  .summarized((layer) => {
    const told = toldOf(layer)
    const key = layer.apiKey ?? told?.key
    const version = layer.apiVersion ?? told?.version
    if (key === undefined || Number.isNaN(key)) return `Response ${layer.answered}, ${layer.length} bytes`
    const { topics = [], names = [], group, mechanism } = layer as Body
    const named = [...topics, ...names].slice(0, mostTopics).map(({ topic }) => topic).filter((name) => name !== undefined && name !== '')
    const error = errorIn(layer as Body)
    const parts = [
      `${nameIn(keys, key) ?? `API ${key}`} v${version} ${asks(layer) ? 'Request' : 'Response'}`,
      named.length === 0 ? undefined : named.join(' '), group === undefined ? undefined : `group ${group}`, mechanism,
      error === undefined ? undefined : nameIn(errors, error) ?? `error ${error}`,
    ]
    return lineOf(parts)
  })
const mostTopics = 4

/** What is used of bodies. */
interface Topic {
  readonly topic?: string | undefined
  readonly error?: number | undefined
  readonly partitions?: readonly { readonly error?: number | undefined }[] | undefined
}
interface Body {
  readonly topics?: readonly Topic[] | undefined
  readonly names?: readonly Topic[] | undefined
  readonly group?: string | undefined
  readonly mechanism?: string | undefined
  readonly error?: number | undefined
}

/** The first error of a response. */
function errorIn({ error = 0, topics = [] }: Body): number | undefined {
  if (error !== 0) return error
  for (const { error: own = 0, partitions = [] } of topics) {
    const found = own !== 0 ? own : partitions.find(({ error: other = 0 }) => other !== 0)?.error
    if (found !== undefined) return found
  }
  return undefined
}
