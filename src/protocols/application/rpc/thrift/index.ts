/**
 * Apache Thrift: thrift.apache.org, "Thrift Binary protocol encoding" and "Thrift Compact protocol encoding", 2026-11. Messages of both
 * encodings, with a length before them (framed transport) or without.
 */
import {
  bits, fact, found, group, nameIn, protocol, range, record, text, u16, u32, u8, unfinished, varint, when,
  type Framing, type View,
} from '../../../../schema/index.ts'
import { afterStruct, afterVarint, cut, fieldsIn, varintAt } from './scan.ts'
import { itemAt } from './values.ts'

const messageTypes = { 1: 'CALL', 2: 'REPLY', 3: 'EXCEPTION', 4: 'ONEWAY' }
const strict = record('Binary', { version: u16('thrift.version', 'Version'), zero: u8('thrift.zero', 'Zero'),
  type: u8('thrift.mtype', 'Type'),
  length: u32('thrift.str_len', 'Length') })
/** Names of methods, perhaps after that of a service: letters, digits and what separates them. */
const longestName = 128
const isBinary = strict.recognizer({ version: 0x8001, zero: 0, type: range(1, 4), length: range(1, longestName) })
const compact = record('Compact', { id: u8('thrift.protocol_id', 'Protocol id'), type: bits(3, 'thrift.mtype', 'Type'),
  version: bits(5, 'thrift.version', 'Version') })
const isCompactHead = compact.recognizer({ id: 0x82, type: range(1, 4), version: 1 })
const nameLengthAt = strict.reader('length')
const byteAt = record('Byte', { byte: u8('thrift.method', 'Byte') }).reader('byte')
const frameLengthAt = record('Frame', { length: u32('thrift.frame_len', 'Length') }).reader('length')
const binaryHead = 8
const compactHead = 2
const frameHead = 4
const longest = 0x100_0000

const isNameCharacter = (byte: number) =>
  (byte >= 0x30 && byte <= 0x3a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2e
    || byte === 0x2d
    || byte === 0x2f || byte === 0x24
function isName(memory: Uint8Array, from: number, length: number, end: number): boolean {
  for (let at = from; at < Math.min(end, from + length); at++) if (!isNameCharacter(byteAt(memory, at))) return false
  return true
}
/** Where the struct of a message begins that begins here: `cut` if not all of its header is there, 0 if it is none. */
function structAt(memory: Uint8Array, start: number, end: number): number {
  if (isBinary(memory, start, end)) {
    const length = nameLengthAt(memory, start)
    if (!isName(memory, start + binaryHead, length, end)) return 0
    const at = start + binaryHead + length + 4
    return at > end ? cut : at
  }
  if (!isCompactHead(memory, start, end)) return 0
  const name = afterVarint(memory, start + compactHead, end)
  if (name < 0) return name === cut ? cut : 0
  const from = afterVarint(memory, name, end)
  const length = varintAt(memory, name, end)
  if (from < 0) return from === cut ? cut : 0
  if (length === 0 || length > longestName || !isName(memory, from, length, end)) return 0
  return from + length > end ? cut : from + length
}
const isFramed = (memory: Uint8Array, start: number, end: number) => {
  const length = frameLengthAt(memory, start)
  return length >= 8 && length < longest && structAt(memory, start + frameHead, Math.min(end, start + frameHead + length)) !== 0
}
const isCompactAt = (memory: Uint8Array, start: number) => byteAt(memory, start) === 0x82
const least = 8

/** A whole message, in a frame or with the struct that ends it. */
const begins = (memory: Uint8Array, start: number, end: number): boolean =>
  end - start >= least && (isFramed(memory, start, end) || structAt(memory, start, end) !== 0)

const framing: Framing = (memory, start, end) => {
  if (end - start < least) return unfinished
  if (isFramed(memory, start, end)) return frameHead + frameLengthAt(memory, start)
  const at = structAt(memory, start, end)
  if (at === 0) return 0
  if (at === cut) return unfinished
  const after = afterStruct(memory, at, end, isCompactAt(memory, start), 0)
  return after === cut ? unfinished : after < 0 ? 0 : after - start
}

const isFrame = ({ bytes: memory, start, end }: View) => isFramed(memory, start, end)
const exception = 3
const lengthOf = ({ compactLength }: { readonly compactLength?: number | bigint | undefined }) => Number(compactLength ?? 0)
const typeOf = ({ type, head }: { readonly type?: number | undefined; readonly head?: { readonly type: number } | undefined }) => type
  ?? head?.type ?? 0

const partOf: Readonly<Record<number, 'question' | 'answer'>> = { 1: 'question', 2: 'answer', 3: 'answer' }

export const thrift = protocol('thrift', 'Thrift Protocol', { 'tcp.port': [9090], tcp: [], udp: [] })
  .specified('https://github.com/apache/thrift/blob/master/doc/specs/thrift-binary-protocol.md')
  .facts({
    answeredIn: fact.frame('thrift.reply_in', 'Reply in frame'),
    answers:    fact.frame('thrift.call_in', 'Call in frame'),
    time:       fact.duration('thrift.time', 'Time from call'),
  })
  .fields({ frameLength: when(isFrame, u32('thrift.frame_len', 'Frame length', { unit: 'bytes', signed: true })) })
  .fields({ protocolId: u8('thrift.protocol_id', 'Protocol id',
    { base: 16, names: { 0x80: 'Strict Binary Protocol', 0x82: 'Compact Protocol' } }) })
  .choice('protocolId', {
    0x80: {
      version: u8('thrift.version', 'Version'), unused: u8('thrift.unused', 'Unused'),
      type: u8('thrift.mtype', 'Message type', { base: 16, names: messageTypes }),
      nameLength: u32('thrift.str_len', 'Length', { unit: 'bytes', signed: true }), method: text('thrift.method', 'Method', 'nameLength'),
      sequence: u32('thrift.seq_id', 'Sequence Id', { signed: true }),
    },
    0x82: {
      head: group('', 'Header', {
        type: bits(3, 'thrift.mtype', 'Message type', { base: 16, names: messageTypes }), version: bits(5, 'thrift.version', 'Version'),
      }),
      id: varint('thrift.seq_id', 'Sequence Id', 'zigzag'), compactLength: varint('thrift.str_len', 'Length', 'leb128', { unit: 'bytes' }),
      method: text('thrift.method', 'Method', lengthOf),
    },
  })
  .fields({ fields: found('', 'Data', itemAt(0), (layer, at) =>
    fieldsIn(layer.bytes, at, layer.end, layer.protocolId === 0x82, 0, typeOf(layer) === exception)) })
  .accepts(begins)
  .streamed(framing)
  .exchanged({
    part: (layer) => partOf[typeOf(layer)],
    key: ({ method, sequence, id }) => `${method} ${sequence ?? id}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('stream', (layer) => (typeOf(layer) === exception ? 'error' : undefined))
  .summarized((layer) => {
    const { method, fields } = layer
    const type = typeOf(layer)
    const [message] = fields.map(({ exceptionMessage }) => exceptionMessage).filter((said) => said !== undefined)
    return `${nameIn(messageTypes, type) ?? `type ${type}`} ${method ?? ''}${message === undefined ? '' : `: ${message}`}`
  })
