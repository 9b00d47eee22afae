/** GPRS Tunnelling Protocol, version 1: the user plane 3GPP TS 29.281, the control plane TS 29.060; and version 0, GSM 09.60. */
import {
  ahead, bcd, bits, bytes, fact, flag, group, list, nameIn, peek, protocol, range, record, u16, u32, u8, when,
} from '../../../../schema/index.ts'
import { element, type Element } from './elements.ts'
import { causes, extensions as extensionNames, messages } from './names.ts'

const userData = 255
const errorIndication = 26
/** Causes from here on are refusals (TS 29.060, section 7.7.1). */
const firstRefusal = 192

const next = { next: u8('gtp.ext_hdr.next', 'Next Extension Header', { base: 16, names: extensionNames }) }
const words = { words: u8('gtp.ext_hdr.length', 'Length', { unit: 'units of 4 bytes' }) }
/** Says how long it is in units of 4 bytes, and ends with the type of the next (section 5.2). */
const extension = record('Extension Header', words).followedBy({ length: 'words', times: 4, minus: 1 })
  .fields({ content: bytes('', 'Content', { length: 'words', times: 4, minus: 2 }), ...next })
/** TS 38.415, section 5.5.2. */
const sessionContainer = record('PDU Session Container', words).followedBy({ length: 'words', times: 4, minus: 1 })
  .fields({
    type:  bits(4, 'gtp.ext_hdr.pdu_ses_con.pdu_type', 'PDU Type',
      { names: { 0: 'DL PDU SESSION INFORMATION', 1: 'UL PDU SESSION INFORMATION' } }),
    spare: bits(4, 'gtp.spare.h1', 'Spare', { base: 16 }),
  })
  .either({ type: 0 }, {
    hasPolicy: flag('gtp.ext_hdr.pdu_ses_cont.ppp', 'Paging Policy Presence (PPP)'),
    isReflective: flag('gtp.ext_hdr.pdu_ses_cont.rqi', 'Reflective QoS Indicator (RQI)'),
  }, { spare2: bits(2, 'gtp.spare.b7b6', 'Spare', { base: 16 }) })
  .fields({ flow: bits(6, 'gtp.ext_hdr.pdu_ses_con.qos_flow_id', 'QoS Flow Identifier (QFI)') })
  .cases([{ hasPolicy: true }, { policy: bits(3, 'gtp.ext_hdr.pdu_ses_cont.ppi', 'Paging Policy Indicator (PPI)'),
    spare3: bits(5, 'gtp.spare.b4b0', 'Spare', { base: 16 }) }])
  .fields({ content: bytes('', 'Content', ({ words: units, hasPolicy }) => Math.max(0, 4 * units - (hasPolicy ? 5 : 4))), ...next })
const short = (name: string, label: string) => record('Extension Header', words).followedBy({ length: 'words', times: 4, minus: 1 })
  .fields({ value: u16(name, label), content: bytes('', 'Content', { length: 'words', times: 4, minus: 4 }), ...next })
const one = { count: () => 1 }
/** One extension header, of those that differ in their content. */
const oneOf = (item: unknown) => list('gtp.ext_hdr', 'Extension Header', item as typeof extension, one)
const container = oneOf(sessionContainer)
const portHeader = oneOf(short('gtp.ext_hdr.udp_port', 'UDP Port'))
const numberHeader = oneOf(short('gtp.ext_hdr.pdcp_sn', 'PDCP Sequence Number'))
const otherHeader = oneOf(extension)
const nextOf = (headers: readonly { readonly next: number }[] | undefined) => headers?.[0]?.next ?? 0
interface Flags {
  readonly extensionPresent: boolean
  readonly sequencePresent: boolean
  readonly numberPresent: boolean
}
const hasOptions = (flags: Flags | undefined) => 
  flags !== undefined && (flags.extensionPresent || flags.sequencePresent || flags.numberPresent)

const header = record('Header', {
  version: bits(3, 'gtp.flags.version', 'Version'), rest: bits(5, 'gtp.flags', 'Flags'), message: u8('gtp.message', 'Message Type'),
})
const types = [range(1, 7), 16, 17, 26, 31, range(18, 31), range(32, 255)]
const isFirstVersion = header.recognizer({ version: 1, message: types })
/** The last two bits are spare; of GTP', whose versions are others, they are set. */
const isSecondVersion = header.recognizer({ version: 2, rest: [0, 4, 8, 12, 16, 20, 24, 28], message: range(1, 244) })
const isOldVersion = header.recognizer({ version: 0, rest: [30, 31], message: types })

/** Requests of the control plane; the answer is the next type. */
const requests: ReadonlySet<number> = new Set([
  1, 4, 6, 16, 18, 20, 22, 27, 29, 32, 34, 36, 48, 50, 53, 56, 61, 96, 98, 100, 102, 104, 112, 114, 116, 118, 120, 128, 240,
])

const message = u8('gtp.message', 'Message', { base: 16, names: messages })
const length = u16('gtp.length', 'Length', { unit: 'bytes' })

export const gtp = protocol('gtp', 'GPRS Tunnelling Protocol', { 'udp.port': [2152, 2123, 3386] })
  .specified('3GPP TS 29.060')
  .borrows('3gpp', 'e164', 'e212', 'gsm_a', 'gsm_map')
  .accepts((all, start, end) => isFirstVersion(all, start, end) || isSecondVersion(all, start, end)
    || isOldVersion(all, start, end))
  .fields({ version: ahead(3) })
  .cases([{ version: 0 }, {
    oldFlags:           group('gtp.flags', 'Flags', {
      version:          bits(3, 'gtp.flags.version', 'Version'),
      protocolType:     bits(1, 'gtp.flags.payload', 'Protocol Type', { names: { 0: "GTP'", 1: 'GTP' } }),
      reserved:         bits(3, 'gtp.flags.reserved', 'Reserved'),
      sndcpPresent:     flag('gtp.flags.snn', 'SNDCP N-PDU Number'),
    }),
    message, length,
  }], [{ version: 1 }, {
    flags:              group('gtp.flags', 'Flags', {
      version:          bits(3, 'gtp.flags.version', 'Version'),
      protocolType:     bits(1, 'gtp.flags.payload', 'Protocol Type', { names: { 0: "GTP'", 1: 'GTP' } }),
      reserved:         bits(1, 'gtp.flags.reserved', 'Reserved'),
      extensionPresent: flag('gtp.flags.e', 'Extension Header'),
      sequencePresent:  flag('gtp.flags.s', 'Sequence Number'),
      numberPresent:    flag('gtp.flags.pn', 'N-PDU Number'),
    }),
    message, length,
  }])
  .cases(
    [{ version: 0 }, {
      oldSequence: u16('gtp.seq_number', 'Sequence Number'), flowLabel: u16('gtp.flow_label', 'Flow Label', { base: 16 }),
      oldNumber: u8('gtp.sndcp_number', 'SNDCP N-PDU LLC Number', { base: 16 }), oldSpare: bytes('', 'Spare', 3),
      tunnelId: bcd(bytes('gtp.tid', 'TID', 8)),
    }],
    [{ version: 1 }, { teid: u32('gtp.teid', 'Tunnel Endpoint Identifier', { base: 16 }) }],
  )
  // Any of the three flags brings all of these fields (section 5.1).
  .cases([({ flags }) => hasOptions(flags), {
    sequence:           when('flags.sequencePresent', u16('gtp.seq_number', 'Sequence Number', { base: 16 })),
    unusedSequence:     when({ 'flags.sequencePresent': false }, u16('', 'Unused')),
    number:             when('flags.numberPresent', u8('gtp.npdu_number', 'N-PDU Number')),
    unusedNumber:       when({ 'flags.numberPresent': false }, u8('', 'Unused')),
    nextExtension:      when('flags.extensionPresent', u8('gtp.ext_hdr.next', 'Next Extension Header',
      { base: 16, names: extensionNames })),
    unusedExtension:    when({ 'flags.extensionPresent': false }, u8('', 'Unused')),
  }])
  .cases(
    [{ nextExtension: 0x85 }, { first: container }], [{ nextExtension: 0x40 }, { first: portHeader }],
    [{ nextExtension: 0xc0 }, { first: numberHeader }], [{ nextExtension: range(1, 255) }, { first: otherHeader }],
  )
  .cases(
    [({ first }) => nextOf(first) === 0x85, { second: container }], [({ first }) => nextOf(first) === 0x40, { second: portHeader }],
    [({ first }) => nextOf(first) === 0xc0, { second: numberHeader }], [({ first }) => nextOf(first) !== 0, { second: otherHeader }],
  )
  .cases([({ second }) => nextOf(second) !== 0, {
    extensions:         list('gtp.ext_hdr', 'Extension Headers', extension, { last: ({ next: type }) => type === 0, complete: true }),
  }])
  .cases([({ message }) => message !== undefined && message !== userData, {
    elements:           list('', 'Elements', element, { length: ({ flags, length: all = 0, first = [], second = [], extensions = [] }) =>
      [...first, ...second, ...extensions].reduce((left, { words: units }) => Math.max(0, left - 4 * units),
        all - (hasOptions(flags) ? 4 : 0)) }),
  }])
  .defaults({ flags: { version: 1, protocolType: 1 }, message: userData } as never)
  .payload({
    tables: [
      ['gtp.version', 'version'],
      ['ip.version', (layer) => (layer.message === userData ? peek(4)(layer) : -1)],
    ],
    length: ({ version, length = 0, extent, start, end }) => (version > 1 ? end - start : Math.max(0,
      length + (version === 0 ? 20 : 8) - extent)),
  })
  .facts({
    responseIn: fact.frame('gtp.response_in', 'Response In'), responseTo: fact.frame('gtp.response_to', 'Response To'),
    time: fact.duration('gtp.time', 'Time'),
  })
  .exchanged({
    part: ({ message = 0 }) => (requests.has(message) ? 'question' : requests.has(message - 1) ? 'answer' : undefined),
    key: ({ message = 0, sequence, oldSequence }) => `${requests.has(message) ? message : message - 1} ${sequence ?? oldSequence}`,
    facts: { answeredIn: 'responseIn', answers: 'responseTo', time: 'time' },
  })
  .colored(undefined, ({ message: type, elements }) =>
    (type === errorIndication || (causeIn(elements) ?? 0) >= firstRefusal ? 'error' : undefined))
  .summarized(({ message = 0, teid, tunnelId, elements }) => {
    const words = [nameIn(messages, message) ?? `message ${message}`]
    const cause = causeIn(elements)
    if (cause !== undefined) words.push(nameIn(causes, cause) ?? `cause ${cause}`)
    for (const { kind, subscriber, accessPoint, address } of (elements ?? []).slice(0, most)) {
      if (subscriber !== undefined) words.push(`IMSI ${subscriber}`)
      if (accessPoint !== undefined) words.push(`APN ${accessPoint}`)
      if (kind === 128 && address !== undefined) words.push(`address ${address}`)
    }
    if (teid !== undefined || tunnelId !== undefined) words.push(`tunnel ${teid === undefined ? tunnelId : `0x${teid.toString(16)}`}`)
    return words.join(', ')
  })

const causeIn = (elements: readonly Element[] | undefined) => elements?.find(({ kind }) => kind === 1)?.cause
/** Elements that the line of a message looks at. */
const most = 24
