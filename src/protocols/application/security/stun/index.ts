/**
 * Session Traversal Utilities for NAT, RFC 8489, with TURN, RFC 8656, whose data may come in channels, and over TCP after a length (RFC
 * 4571).
 */
import {
  bits, bytes, computed, fact, given, hex, lineOf, list, nameIn, protocol, range, record, u16, u32, unfinished, type View, type ViewOf,
} from '../../../../schema/index.ts'
import { attribute } from './attributes.ts'
import { attributeTypes, classes, methods, transports } from './names.ts'

const cookie = 0x2112a442
const header = record('Header', {
  zeros: bits(2, '', 'Zeros'), type: bits(14, '', 'Type'), length: u16('', 'Length'), cookie: u32('', 'Cookie'), id: bytes('', 'ID', 12),
})
/** No method above 255 is assigned: RFC 8489, section 18.2. */
const hasCookie = header.recognizer({ zeros: 0, type: range(0, 0x3ff), cookie })
const lengthAt = header.reader('length')
const channelHeader = record('Channel', { channel: u16('', 'Channel'), length: u16('', 'Length') })
/** RFC 5766, section 11; RFC 8656, section 12, assigns those up to 0x4fff only. */
const hasChannel = channelHeader.recognizer({ channel: range(0x4000, 0x7fff) })
const [headerSize, channelHeaderSize, lengthSize] = [20, 4, 2]
/** TCP has the length of a frame before a message of ICE. */
const framedLengthAt = record('Length', { length: u16('', 'Length') }).reader('length')

const isWhole = (bytes: Uint8Array, start: number, end: number) =>
  hasCookie(bytes, start, end) && lengthAt(bytes, start) % 4 === 0 && start + headerSize + lengthAt(bytes, start) <= end
const isFramed = (bytes: Uint8Array, start: number, end: number) =>
  hasCookie(bytes, start + lengthSize, end) && framedLengthAt(bytes, start) === headerSize + lengthAt(bytes, start + lengthSize)
/** On a port of STUN the cookie is enough: attributes may be absent. */
const isCutMessage = (bytes: Uint8Array, start: number, end: number) =>
  hasCookie(bytes, start, end) || isFramed(bytes, start, end)
const isChannelData = (bytes: Uint8Array, start: number, end: number) =>
  hasChannel(bytes, start, end) && start + channelHeaderSize + lengthAt(bytes, start) <= end

/** Which of the three a layer is. */
const kinds = { plain: 0, framed: 1, channel: 2 }
function kindOf({ bytes, start, end }: View): number {
  if (hasChannel(bytes, start, end)) return kinds.channel
  return isFramed(bytes, start, end) ? kinds.framed : kinds.plain
}

/** Bytes of the message that begins somewhere. */
function sizeOf({ bytes, start, end }: Pick<View, 'bytes' | 'start' | 'end'>): number {
  if (hasChannel(bytes, start, end)) return channelHeaderSize + lengthAt(bytes, start)
  return isFramed(bytes, start, end) ? lengthSize + framedLengthAt(bytes, start) : headerSize + lengthAt(bytes, start)
}

const message = {
  type:     u16('stun.type', 'Message Type', { base: 16 }),
  class:    computed('stun.type.class', 'Message Class', 'type', (type) => (type >> 4) & 0x11, { base: 16, names: classes }),
  method:   computed('stun.type.method', 'Message Method', 'type', (type) => type & 0x3eef, { base: 16, names: methods }),
  assignment: computed('stun.type.method-assignment', 'Message Method Assignment', 'type', (type) => (type >> 13) & 1, {
    names: { 0: 'IETF Review', 1: 'Designated Expert' },
  }),
  messageLength: u16('stun.length', 'Message Length', { unit: 'bytes' }),
  cookie:   bytes('stun.cookie', 'Message Cookie', 4),
  id:       bytes('stun.id', 'Message Transaction ID', 12),
  attributes: list('stun.attributes', 'Attributes', attribute, { length: 'messageLength' }),
}
const answers = { 0x100: 'answer', 0x110: 'answer', 0: 'question' } as const

export const stun = protocol('stun', 'Session Traversal Utilities for NAT', {
  'udp.port': [3478], 'tcp.port': [3478], 'tls.port': [5349], udp: [], tcp: [], 'stun.next': [1],
})
  .specified('RFC 8489')
  .choice(kindOf, {
    [kinds.plain]:   message,
    [kinds.framed]:  record('Message', {
      frameLength: u16('stun.tcp_frame_length', 'TCP Frame Length', { unit: 'bytes' }),
    }).fields(message),
    [kinds.channel]: {
      channel:    u16('stun.channel', 'Channel Number', { base: 16 }),
      dataLength: u16('stun.length', 'Message Length', { unit: 'bytes' }),
      data:       bytes('stun.value', 'Data', 'dataLength'),
    },
  })
  .accepts(isWholeOrFramed, 'heuristic')
  .trustedTo((bytes, start, end) => (isCutMessage(bytes, start, end) || isChannelData(bytes, start, end) ? end : start))
  .length(sizeOf)
  .streamed((bytes, start, end) => {
    if (end - start < 10) return unfinished
    return hasChannel(bytes, start, end) || hasCookie(bytes, start, end) || hasCookie(bytes, start + lengthSize, end)
      ? sizeOf({ bytes, start, end })
      : 0
  })
  .payload({ tables: [['stun.next', () => 1]] })
  .facts({
    responseIn: fact.frame('stun.response-in', 'Response in frame'),
    responseTo: fact.frame('stun.response-to', 'Request in frame'),
    time:       fact.duration('stun.time', 'Time since the request'),
  })
  .exchanged({
    part: ({ type }) => (type === undefined ? undefined : (answers as Readonly<Record<number, 'answer' | 'question'>>)[type & 0x110]),
    key: ({ id }) => (id === undefined ? '' : hex(id)),
    facts: { answeredIn: 'responseIn', answers: 'responseTo', time: 'time' },
  })
  .colored('datagrams', ({ class: kind }) => (kind === 0x11 ? 'error' : undefined))
  .detailed({ fields: [], rows: ['attributes'] })
  .summarized(({ method, class: kind, channel, dataLength, attributes = [] }) => {
    if (channel !== undefined) return `ChannelData, channel 0x${channel.toString(16)}, ${dataLength} bytes`
    const name = lineOf([nameIn(methods, method ?? -1) ?? given`method ${method}`, nameIn(classes, kind ?? -1)], ' ')
    return [name, ...attributes.slice(0, most).flatMap(wordsOf)].join(', ')
  })

/** How many attributes a summary looks at. */
const most = 16
function wordsOf({ type, address, addressV6, port, userName, number, reason, class: hundreds, transport }: Attribute): readonly string[] {
  const to = address ?? addressV6
  if (to !== undefined) return [`${nameIn(attributeTypes, type) ?? 'address'} ${addressV6 === undefined ? to : `[${to}]`}:${port}`]
  if (userName !== undefined) return [`user ${userName}`]
  if (hundreds !== undefined) return [`error ${100 * hundreds + (number ?? 0)} ${reason ?? ''}`.trimEnd()]
  return transport === undefined ? [] : [nameIn(transports, transport) ?? `transport ${transport}`]
}
type Attribute = ViewOf<typeof attribute>

function isWholeOrFramed(bytes: Uint8Array, start: number, end: number): boolean {
  return isWhole(bytes, start, end) || isFramed(bytes, start, end)
}
