/** Real-Time Publish-Subscribe, the wire protocol of DDS: DDSI-RTPS 2.5 (OMG formal/2022-04-01), sections 8.3 and 9.4. */
import {
  ahead, bytes, converted, flag, group, ipv4Address, list, nameIn, otherwise, overlay, protocol, record, rest, text, time, u16, u32, u64,
  u8, when, type View,
} from '../../../../schema/index.ts'
import { encapsulations, locatorKinds, submessages } from './names.ts'
import { bigParameter, entityNumber, entityParts, littleParameter, looks, vendor, version, type Order } from './parameters.ts'

const reserved = (...numbers: readonly number[]) => Object.fromEntries(
  numbers.map((number) => [`reserved${number}`, flag('rtps.flag.reserved', 'Reserved')])) as {}
const endianness = flag('rtps.flag.endianness', 'Endianness bit')
const named = (name: string, label: string) => flag(`rtps.flag.${name}`, label)
const flags = (fields: object) => group('rtps.sm.flags', 'Flags', { ...fields, endianness } as { readonly endianness: typeof endianness })
/** Section 9.4.5, from the highest bit down. */
const flagSets = {
  plain: { flags: flags(reserved(1, 2, 3, 4, 5, 6, 7)) },
  data: { flags: flags({
    ...reserved(1, 2, 3, 4), serializedKey: named('data.serialized_key', 'Serialized Key'), data: named('data_present', 'Data present'),
    qos: named('inline_qos', 'Inline QoS'),
  }) },
  fragment: { flags: flags({
    ...reserved(1, 2, 3, 4), hashKey: named('hash_key', 'Hash key flag'),
    serializedKey: named('data_frag.serialized_key', 'Serialized Key'),
    qos: named('inline_qos', 'Inline QoS'),
  }) },
  heartbeat: { flags: flags({
    ...reserved(1, 2, 3, 4, 5), liveliness: named('liveliness', 'Liveliness flag'), final: named('final', 'Final flag'),
  }) },
  acknack: { flags: flags({ ...reserved(1, 2, 3, 4, 5, 6), final: named('final', 'Final flag') }) },
  timestamp: { flags: flags({ ...reserved(1, 2, 3, 4, 5, 6), invalidate: named('timestamp', 'Timestamp flag') }) },
  reply: { flags: flags({ ...reserved(1, 2, 3, 4, 5, 6), multicast: named('multicast', 'Multicast flag') }) },
}

const prefix = {
  host:     u32('rtps.sm.guidPrefix.hostId', 'hostId', { base: 16 }),
  app:      u32('rtps.sm.guidPrefix.appId', 'appId', { base: 16 }),
  instance: u32('rtps.sm.guidPrefix.instanceId', 'instanceId', { base: 16 }),
}
const ends = {
  readerId: entityNumber('rtps.sm.rdEntityId', 'readerEntityId'), reader: entityParts('rtps.sm.rdEntityId', 'reader'),
  writerId: entityNumber('rtps.sm.wrEntityId', 'writerEntityId'), writer: entityParts('rtps.sm.wrEntityId', 'writer'),
}

const isLast = ({ id }: { readonly id: number }) => id === 1
/** Absent where a submessage is cut before them. */
interface Flagged { readonly flags: Readonly<Record<string, boolean | undefined>> | undefined }
const has = (name: string) => (({ flags: given }: Flagged) => given?.[name] === true) as never
const hasNot = (name: string) => (({ flags: given }: Flagged) => given?.[name] !== true) as never
const carriesData = (({ flags: given }: Flagged) => given?.['data'] === true || given?.['serializedKey'] === true) as never
const isLittle = ({ flags: given }: Flagged) => given?.['endianness'] === true

/** Bytes, in words of 32 bits; there are at most 256 bits. */
const bitmapSize = (({ bitCount }: { readonly bitCount: number }) => 4 * Math.ceil(Math.min(bitCount, 256) / 32)) as never

/** What submessages of one byte order are made of. */
const partsIn = (order: Order) => {
  const look = looks[order]
  /** Section 9.3.2.3: the upper 32 bits come first in both orders. */
  const sequence = (label: string, filter = 'rtps.sm.seqNumber') => order === 'big'
    ? u64(filter, label)
    : converted(u64(filter, label, look), (number) => ((number & 0xffff_ffffn) << 32n) | (number >> 32n))
  const number = (filter: string, label: string) => u32(filter, label, look)
  const count = (filter: string) => u32(filter, 'Count', look)
  /** Sections 9.4.2.6 and 9.4.2.7. */
  const set = {
    bitCount: number('rtps.bitmap.num_bits', 'numBits'),
    bitmap:   bytes('rtps.bitmap', 'bitmap', bitmapSize),
  }
  const parameter = order === 'little' ? littleParameter : bigParameter
  const start = {
    extra:       u16('rtps.extra_flags', 'Extra flags', { base: 16, ...look }),
    octetsToQos: u16('rtps.octets_to_inline_qos', 'Octets to inline QoS', { unit: 'bytes', ...look }),
    ...ends,
    sequence:    sequence('writerSeqNumber'),
  }
  /** Section 10: the data have their own order. */
  const serialized = {
    encapsulation: u16('rtps.param.serialize.encap_kind', 'encapsulation kind', { base: 16, names: encapsulations }),
    options:       u16('rtps.param.serialize.encap_len', 'encapsulation options', { base: 16 }),
  }
  const qos = when(has('qos'), list('', 'inlineQos', parameter, { last: isLast }))
  return { look, sequence, number, count, set, start, serialized, qos }
}

const bodiesIn = (order: Order) => {
  const { look, sequence, number, count, set, start, serialized, qos } = partsIn(order)
  const data = {
    ...start,
    qos,
    encapsulation: when(carriesData, serialized.encapsulation),
    options:       when(carriesData, serialized.options),
  }
  const fragment = {
    ...start,
    fragment:     number('rtps.data_frag.number', 'fragmentStartingNum'),
    fragments:    u16('rtps.data_frag.num_fragments', 'fragmentsInSubmessage', look),
    fragmentSize: u16('rtps.data_frag.size', 'fragmentSize', { ...look, unit: 'bytes' }),
    sampleSize:   number('rtps.data_frag.sample_size', 'sampleSize'),
    qos,
    data:         rest('rtps.issueData', 'serializedData'),
  }
  const heartbeat = {
    ...ends, first: sequence('firstAvailableSeqNumber'), last: sequence('lastSeqNumber'), count: count('rtps.heartbeat_count'),
  }
  const locators = list('', 'Locators', record('Locator', {
    kind: u32('rtps.locator.kind', 'Kind', { ...look, base: 16, names: locatorKinds }), port: number('rtps.locator.port', 'Port'),
    address: bytes('', 'Address', 16),
  }), { count: 'locatorCount' })
  return {
    data,
    fragment,
    heartbeat,
    acknack: { ...ends, base: sequence('bitmapBase'), ...set, count: count('rtps.acknack.count') },
    gap: { ...ends, first: sequence('gapStart'), base: sequence('bitmapBase'), ...set },
    time: { sent: when(hasNot('invalidate'), time('rtps.info_ts.timestamp', 'Timestamp', 'unix-fraction', look)) },
    source: { unused: u32('rtps.info_src.unused', 'Unused', { base: 16 }), version, vendor, ...prefix },
    nackFragment: {
      ...ends, sequence: sequence('writerSeqNumber'), fragmentBase: number('rtps.fragment_number.base32', 'bitmapBase'),
      bitCount: number('rtps.fragment_number.num_bits', 'numBits'), bitmap: set.bitmap, count: count('rtps.nack_frag.count'),
    },
    heartbeatFragment: {
      ...ends, sequence: sequence('writerSeqNumber'), fragment: number('rtps.heartbeat_frag.number', 'lastFragmentNum'),
      count: count('rtps.heartbeat_frag.count'),
    },
    reply: { locatorCount: number('', 'Number of locators'), locators },
    reply4: { ipv4: ipv4Address('rtps.locator_udp_v4.ip', 'Address'), port: u32('rtps.locator_udp_v4.port', 'Port', look) },
    batch: { ...start, qos, data: rest('rtps.issueData', 'serializedData') },
    checksum: {
      messageLength: number('rtps.sm.rti_crc.message_length', 'RTPS Message Length'), checksum: number('rtps.sm.rti_crc', 'CRC'),
    },
  }
}
const [little, big] = [bodiesIn('little'), bodiesIn('big')]
const destination = prefix

const submessage = record('Submessage', { id: u8('rtps.sm.id', 'submessageId', { base: 16, names: submessages }) })
  .choice('id', {
    0x06: flagSets.acknack, 0x07: flagSets.heartbeat, 0x09: flagSets.timestamp, 0x0d: flagSets.reply, 0x0f: flagSets.reply,
    0x15: flagSets.data, 0x16: flagSets.fragment,
  }, flagSets.plain)
  .choice((view) => (isLittle(view as never) ? 1 : 0), {
    0: { length: u16('rtps.sm.octetsToNextHeader', 'octetsToNextHeader', { unit: 'bytes' }) },
    1: { length: u16('rtps.sm.octetsToNextHeader', 'octetsToNextHeader', { unit: 'bytes', order: 'little' }) },
  })
  // Section 9.4.5.1.3: the last one may say 0, and goes on to the end.
  .followedBy(({ id, length, originalEnd, start }: View & { readonly id: number, readonly length: number | undefined }) =>
    length === 0 && id !== 1 && id !== 9 ? originalEnd - start - 4 : length ?? 0)
  .choice((view) => 2 * view.id + (isLittle(view as never) ? 1 : 0), {
    0x0c: big.acknack, 0x0d: little.acknack, 0x0e: big.heartbeat, 0x0f: little.heartbeat,
    0x10: big.gap, 0x11: little.gap, 0x12: big.time, 0x13: little.time,
    0x18: big.source, 0x19: little.source, 0x1a: big.reply4, 0x1b: little.reply4,
    0x1c: destination, 0x1d: destination, 0x1e: big.reply, 0x1f: little.reply,
    0x24: big.nackFragment, 0x25: little.nackFragment,
    0x26: big.heartbeatFragment, 0x27: little.heartbeatFragment,
    0x2a: big.data, 0x2b: little.data, 0x2c: big.fragment, 0x2d: little.fragment,
    0x100: big.checksum, 0x101: little.checksum,
  })
  .choice('encapsulation', {
    2: { parameters: list('', 'serializedData', bigParameter, { last: isLast }) },
    3: { parameters: list('', 'serializedData', littleParameter, { last: isLast }) },
  })
  .fields({ more: rest('rtps.issueData', 'serializedData') })
  .summarized((view) => nameOf(view as never))

interface Said extends Flagged {
  readonly id: number
  readonly writerId?: number
  readonly parameters?: readonly Parameter[]
  readonly qos?: readonly Parameter[]
}
interface Parameter {
  readonly id: number
  readonly words?: string
  readonly status?: { readonly unregistered: boolean, readonly disposed: boolean }
}
/** Of what built-in writers send: participants, writers, readers and messages. */
const sent = { 0x0100c2: 'p', 0x0003c2: 'w', 0x0004c2: 'r', 0x0002c2: 't', 0x0200c2: 'm' }

function nameOf({ id, writerId: from, parameters, qos, flags: given }: Said): string {
  const name = nameIn(submessages, id) ?? `0x${id.toString(16)}`
  const topic = parameters?.find((parameter) => parameter.id === 5)?.words
  const status = qos?.find((parameter) => parameter.status !== undefined)?.status
  const state = status === undefined ? '' : `[${status.unregistered ? 'U' : '_'}${status.disposed ? 'D' : '_'}]`
  const kind = id !== 0x15 || from === undefined ? '' : nameIn(sent, from) ?? ''
  const about = kind === '' && state === '' ? '' : `(${kind}${state})`
  return `${name}${about}${given?.['final'] === true ? ' final' : ''}${topic === undefined ? '' : ` ${topic}`}`
}

const begins = record('Header', { magic: u32('rtps.magic', 'Magic'), major: u8('rtps.version.major', 'major') })
  .recognizer({ magic: [0x52545053, 0x52545058], major: [1, 2] })
/** `NDDS`. */
const nddsPing = 0x4e444453
/** Table 9.8: the ports of domains 0 to 9 for discovery by multicast, and of the first participants of domain 0. */
const ports = [...Array.from({ length: 10 }, (_, domain) => 7400 + 250 * domain), 7401, 7410, 7411, 7412, 7413]

export const rtps = protocol('rtps', 'Real-Time Publish-Subscribe Wire Protocol', { 'udp.port': ports, udp: [] })
  .specified('Object Management Group, DDSI-RTPS 2.5')
  .fields({
    magic: text('rtps.magic', 'Magic', 4),
    version,
    vendor,
    // What Connext sends to find out whether an address can be reached has a word in place of what follows.
    lead: ahead(32),
  })
  .cases([{ lead: nddsPing }, { ping: text('', 'Ping', 8) }], [otherwise, {
    prefix: overlay(bytes('rtps.guidPrefix.src', 'guidPrefix', 12)),
    prefixAgain: overlay(bytes('rtps.guidPrefix', 'guidPrefix', 12)),
    host: u32('rtps.hostId', 'hostId', { base: 16 }),
    app: u32('rtps.appId', 'appId', { base: 16 }),
    instance: u32('rtps.sm.guidPrefix.instanceId', 'instanceId', { base: 16 }),
  }])
  .fields({
    submessages: list('', 'Submessages', submessage),
  })
  .accepts(begins)
  .colored('messages')
  .summarized(({ submessages: given }) => given.map((one) => nameOf(one as never)).join(', ') || 'PING')
