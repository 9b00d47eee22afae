/** GTPv2-C, which sets up sessions and bearers of the Evolved Packet System: 3GPP TS 29.274. */
import {
  bits, fact, group, list, nameIn, protocol, record, rest, u16, u24, u32, u8, when, type Schema,
} from '../../../../schema/index.ts'
import { causes, elementNames, interfaces, messages } from './names.ts'
import { reports } from './reports.ts'
import { addresses, values } from './values.ts'

export interface Element {
  readonly kind: number
  readonly cause: number | undefined
  readonly accessPoint: string | undefined
  readonly subscriber: string | undefined
  readonly userAddress: string | undefined
  readonly userAddress6: string | undefined
  readonly interface: number | undefined
  readonly tunnel: number | undefined
  readonly endpoint: string | undefined
  readonly endpoint6: string | undefined
}

/** Elements that consist of others, section 8.2. */
const grouped: ReadonlySet<number> = new Set([93, 109, 180, 181, 191, 195, 208, 209, 212, 214])
const deepest = 3

/** Section 8.2.1. */
function elementAt(depth: number): Schema<Element> {
  const isGrouped = ({ kind }: { readonly kind: number }) => depth < deepest && grouped.has(kind)
  return record('Element', {
    kind:     u8('gtpv2.ie_type', 'IE Type', { names: elementNames }),
    length:   u16('gtpv2.ie_len', 'IE Length', { unit: 'bytes' }),
    instance: group('', 'Instance', { reserved: bits(4, 'gtpv2.cr', 'CR flag'), instance: bits(4, 'gtpv2.instance', 'Instance') }),
  })
    .followedBy('length')
    .cases([isGrouped, { elements: list('', 'Elements', depth < deepest ? elementAt(depth + 1) : record('Element', {})) }])
    .choice('kind', { ...values, ...reports } as never)
    .cases(...(addresses as never as []))
    .fields({ data: rest('', 'Data') }) as unknown as Schema<Element>
}

const header = record('Header', {
  version: bits(3, '', 'Version'), flags: bits(5, '', 'Flags'), message: u8('', 'Message Type'), length: u16('', 'Length'),
})
const isMessage = header.recognizer({ version: 2 })

/** Requests and commands; the answer is the next type. */
const requests: ReadonlySet<number> = new Set([
  1, 25, 27, 29, 32, 34, 36, 38, 40, 64, 66, 68, 95, 97, 99, 101, 103, 128, 130, 133, 135, 137, 139, 149, 153, 155, 158, 160, 162, 164, 166,
  168, 170, 176, 179, 200, 211, 231, 233, 235, 241, 243,
])
const responses: ReadonlySet<number> = new Set([...requests].map((one) => one + 1))
/** Causes from here on are refusals (section 8.4). */
const firstRefusal = 64

/** Section 5.1. */
export const gtpControl = protocol('gtpv2', 'GPRS Tunneling Protocol V2', { 'gtp.version': [2], 'gtpv2.next': [1] })
  .specified('3GPP TS 29.274')
  .borrows('3gpp', 'e164', 'e212', 'gsm_a')
  .accepts(isMessage)
  .fields({
    flags: group('gtpv2.flags', 'Flags', {
      version:     bits(3, 'gtpv2.version', 'Version'),
      piggybacked: bits(1, 'gtpv2.p', 'Piggybacking flag (P)'),
      hasTunnel:   bits(1, 'gtpv2.t', 'TEID flag (T)'),
      hasPriority: bits(1, 'gtpv2.mp', 'Message Priority (MP)'),
      spare:       bits(2, '', 'Spare'),
    }),
    message: u8('gtpv2.message_type', 'Message Type', { names: messages }),
    length:  u16('gtpv2.msg_length', 'Message Length', { unit: 'bytes' }),
  })
  .followedBy('length')
  .fields({
    tunnel:   when({ 'flags.hasTunnel': 1 }, u32('gtpv2.teid', 'Tunnel Endpoint Identifier', { base: 16 })),
    sequence: u24('gtpv2.seq', 'Sequence Number', { base: 16 }),
    priority: when({ 'flags.hasPriority': 1 }, group('', 'Priority',
      { priority: bits(4, 'gtpv2.mp', 'Message Priority'), spare: bits(4, '', 'Spare') })),
    spare:    when({ 'flags.hasPriority': 0 }, u8('gtpv2.spare', 'Spare')),
    elements: list('', 'Elements', elementAt(0)),
  })
  .defaults({ flags: { version: 2 } })
  .payload({ tables: [['gtpv2.next', ({ flags }) => flags.piggybacked]] })
  .facts({
    responseIn: fact.frame('gtpv2.response_in', 'Response In'),
    responseTo: fact.frame('gtpv2.response_to', 'Response To'),
    time:       fact.duration('gtpv2.response_time', 'Response Time'),
  })
  .exchanged({
    part: ({ message }) => (requests.has(message) ? 'question' : responses.has(message) ? 'answer' : undefined),
    key: ({ message, sequence }) => `${requests.has(message) ? message : message - 1} ${sequence}`,
    facts: { answeredIn: 'responseIn', answers: 'responseTo', time: 'time' },
  })
  .colored('management', ({ elements }) => ((causeIn(elements) ?? 0) >= firstRefusal ? 'error' : undefined))
  .summarized(({ message, elements }) => {
    const words: string[] = [nameIn(messages, message) ?? `message ${message}`]
    const cause = causeIn(elements)
    if (cause !== undefined) words.push(nameIn(causes, cause) ?? `cause ${cause}`)
    for (const { subscriber, accessPoint, userAddress, userAddress6, tunnel, endpoint, endpoint6, interface: kind } of elements.slice(0,
      most)) {
      if (subscriber !== undefined) words.push(`IMSI ${subscriber}`)
      if (accessPoint !== undefined) words.push(`APN ${accessPoint}`)
      if (userAddress !== undefined || userAddress6 !== undefined) words.push(`address ${userAddress ?? userAddress6}`)
      if (kind !== undefined && tunnel !== undefined)
        words.push(`${nameIn(interfaces, kind) ?? `interface ${kind}`} ${endpoint ?? endpoint6} 0x${tunnel.toString(16)}`)
    }
    return words.join(', ')
  })

const causeIn = (elements: readonly Element[]) => elements.find(({ kind }) => kind === 2)?.cause
/** Elements that the line of a message looks at. */
const most = 16
