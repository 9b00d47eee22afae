/** Packet Forwarding Control Protocol, between control and user plane: 3GPP TS 29.244, release 17. */
import {
  bits, computed, fact, flag, group, list, nameIn, otherwise, peek, protocol, range, record, rest, tlv, u16, u24, u64, u8, when,
  type Schema,
} from '../../../../schema/index.ts'
import { extensions } from './extensions.ts'
import { identities } from './identities.ts'
import { measures } from './measures.ts'
import { causes, elementNames, messages } from './names.ts'
import { reports } from './reports.ts'
import { rules } from './rules.ts'

const values = { ...rules, ...reports, ...measures, ...identities, ...extensions }

/** Elements that consist of others, section 8.1.2. */
const grouped: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 51, 54, 58, 59, 68, 77, 78, 79, 80, 83, 85, 86, 87, 99, 102, 105, 118,
    127, 128,
  129, 130, 132, 143, 147, 165, 166, 167, 168, 169, 175, 176, 183, 187, 188, 189, 190, 194, 195, 199, 200, 201, 203, 205, 211, 212, 213,
    214, 216,
  218, 220, 221, 225, 226, 227, 233, 238, 239, 240, 242, 247, 252, 254, 255, 256, 261, 263, 264, 267, 270, 276, 277, 290, 291, 300, 301,
    303, 304,
  305, 306, 307, 308, 309, 310, 311, 312, 315, 316,
])
/** Elements do not lie deeper in each other. */
const deepest = 4

export interface Element {
  readonly type: number
  readonly cause: number | undefined
}

/** Section 8.1.1: types from 32768 on are those of an enterprise, which the value begins with. */
function elementAt(depth: number): Schema<Element> {
  const element = tlv('Element', {
    type:   u16('', 'IE Type', { names: elementNames }),
    length: u16('pfcp.ie_len', 'IE Length', { unit: 'bytes' }),
  })
  const isGrouped = ({ type }: { readonly type: number }) => depth < deepest && grouped.has(type)
  return element
    .fields({
      elementType: computed('pfcp.ie_type', 'IE Type', ({ type }) => (type < 0x8000 ? type : NaN)),
      ownType:     computed('pfcp.enterprise_ie', 'Enterprise specific IE Type', ({ type }) => (type < 0x8000 ? NaN : type)),
    })
    .cases([{ type: range(0x8000) }, { enterprise: u16('pfcp.enterprise_id', 'Enterprise ID') }])
    .cases(
      [isGrouped, { elements: list('', 'Elements', depth < deepest ? elementAt(depth + 1) : record('Element', {})) }],
      [otherwise, record('Value', {})],
    )
    .choice('type', values as never)
    .fields({ data: rest('', 'Data') }) as unknown as Schema<Element>
}

const version = peek(3)

const requests: ReadonlySet<number> = new Set([1, 3, 5, 7, 9, 12, 14, 16, 50, 52, 54, 56])
const responses: ReadonlySet<number> = new Set([2, 4, 6, 8, 10, 11, 13, 15, 17, 51, 53, 55, 57])

const causeIn = (elements: readonly Element[]) => elements.find(({ type }) => type === 19)?.cause

const isHeader = record('Header', {
  version: bits(3, 'pfcp.version', 'Version'), rest: bits(5, 'pfcp.flags', 'Flags'), message: u8('pfcp.msg_type', 'Message Type'),
}).recognizer({ version: 1, message: [range(1, 20), range(50, 60)] })

/** Section 7.2.2. */
export const pfcp = protocol('pfcp', 'Packet Forwarding Control Protocol', { 'udp.port': [8805], 'pfcp.next': [1] })
  .specified('3GPP TS 29.244')
  .borrows('e164', 'e212')
  .accepts(isHeader)
  .fields({
    flags: group('pfcp.flags', 'Flags', {
      version:     bits(3, 'pfcp.version', 'Version'),
      spare:       bits(1, 'pfcp.spare_b4', 'Spare'),
      otherSpare:  bits(1, 'pfcp.spare_b3', 'Spare'),
      followOn:    flag('pfcp.fo_flag', 'Follow On (FO)'),
      hasPriority: flag('pfcp.mp_flag', 'Message Priority (MP)'),
      hasSession:  flag('pfcp.s', 'SEID (S)'),
    }),
    message:       u8('pfcp.msg_type', 'Message Type', { names: messages }),
    length:        u16('pfcp.length', 'Length', { unit: 'bytes' }),
  })
  .followedBy('length')
  .fields({
    session:       when('flags.hasSession', u64('pfcp.seid', 'SEID', { base: 16 })),
    sequence:      u24('pfcp.seqno', 'Sequence Number'),
    priority:      when('flags.hasPriority', group('', 'Priority', {
      priority:    bits(4, 'pfcp.mp', 'Message Priority'),
      spare:       bits(4, 'pfcp.spare_h0', 'Spare'),
    })),
    spare:         when({ 'flags.hasPriority': false }, u8('pfcp.spare_oct', 'Spare')),
    elements:      list('', 'Elements', elementAt(0)),
  })
  .defaults({ flags: { version: 1 } })
  .payload({ tables: [['pfcp.next', (message) => (message.flags.followOn && version(message) === 1 ? 1 : -1)]] })
  .facts({
    responseIn: fact.frame('pfcp.response_in', 'Response In'),
    responseTo: fact.frame('pfcp.response_to', 'Response To'),
    time:       fact.duration('pfcp.response_time', 'Response Time'),
  })
  .exchanged({
    part: ({ message }) => (requests.has(message) ? 'question' : responses.has(message) ? 'answer' : undefined),
    key: ({ sequence }) => `${sequence}`,
    facts: { answeredIn: 'responseIn', answers: 'responseTo', time: 'time' },
  })
  .colored('management', ({ elements }) => ((causeIn(elements) ?? 0) >= 64 ? 'error' : undefined))
  .summarized(({ message, elements }) => {
    const cause = causeIn(elements)
    return `${nameIn(messages, message) ?? `message ${message}`}${cause === undefined ? '' : `, ${nameIn(causes,
      cause) ?? `cause ${cause}`}`}`
  })
