/**
 * Adobe's Real Time Messaging Protocol, specification 1.0 (2012): a handshake, then chunks of messages. The chunks of a message that
 * follow one another are one layer.
 */
import {
  bits, bytes, f64, fact, group, lineOf, list, nameIn, protocol, record, rest, text, u16, u24, u32, u8, unfinished, when,
  type FactValues, type Framing, type StreamMemory, type View,
} from '../../../schema/index.ts'
import { sourcePort } from '../sender.ts'

/** Sections 5.4, 6.2 and 7.1. */
const types = {
  1: 'Set Chunk Size', 2: 'Abort Message', 3: 'Acknowledgement', 4: 'User Control Message', 5: 'Window Acknowledgement Size',
  6: 'Set Peer Bandwidth', 8: 'Audio Data', 9: 'Video Data', 15: 'AMF3 Data', 16: 'AMF3 Shared Object', 17: 'AMF3 Command', 18: 'AMF0 Data',
  19: 'AMF0 Shared Object', 20: 'AMF0 Command', 22: 'Aggregate',
}
const events = {
  0: 'Stream Begin', 1: 'Stream EOF', 2: 'Stream Dry', 3: 'SetBufferLength', 4: 'Stream Is Recorded', 6: 'Ping Request',
  7: 'Ping Response',
}
const port = 1935
const handshakeSize = 1536
const version = 3
const defaultChunk = 128
const mostStreams = 1024
/** Chunks in a layer; the rest of a message is another one. */
const mostChunks = 4096
const longest = 0x100_0000
const extended = 0xffffff

const byteAt = record('Byte', { byte: u8('rtmpt.byte', 'Byte') }).reader('byte')
const head = record('Header', { stamp: u24('rtmpt.header.timestamp', 'Timestamp'), size: u24('rtmpt.header.bodysize', 'Body size'),
  type: u8('rtmpt.header.typeid', 'Type ID') })
const [stampAt, sizeAt, typeAt] = [head.reader('stamp'), head.reader('size'), head.reader('type')]
const longAt = record('Long', { long: u32('rtmpt.scm.chunksize', 'Long') }).reader('long')
const headSizes = [11, 7, 3, 0]

/** What the header of the last message on a chunk stream said, and how much of it is to come. */
interface ChunkStream {
  size: number
  type: number
  remaining: number
  isExtended: boolean
}
interface Own {
  rtmpPhase?: number
  rtmpChunk?: number
  rtmpStreams?: Map<number, ChunkStream>
  rtmpTold?: FactValues
}
interface ChunkHead {
  readonly format: number
  readonly id: number
  readonly next: number
  readonly said: ChunkStream | undefined
}
/** The header of a chunk, undefined if not all of it is there. */
function chunkAt(memory: Uint8Array, start: number, end: number, streams: ReadonlyMap<number, ChunkStream>): ChunkHead | undefined {
  if (end - start < 1) return undefined
  const first = byteAt(memory, start)
  const format = first >> 6
  const short = first & 63
  const basic = short === 0 ? 2 : short === 1 ? 3 : 1
  const at = start + basic
  const size = headSizes[format] ?? 0
  if (at + size > end) return undefined
  const id = short === 0 ? 64 + byteAt(memory, start + 1) : short === 1 ? 64 + byteAt(memory, start + 1) + 256 * byteAt(memory,
    start + 2) : short
  const before = streams.get(id)
  const isExtended = format === 3 ? before?.isExtended ?? false : stampAt(memory, at) === extended
  const next = at + size + (isExtended ? 4 : 0)
  if (next > end) return undefined
  if (format > 1) return { format, id, next, said: before && { ...before, isExtended } }
  const length = sizeAt(memory, at)
  return { format, id, next, said: { size: length, type: typeAt(memory, at), remaining: 0, isExtended } }
}

const framing: Framing = (memory, start, end, stream) => {
  const own = stream.own as Own
  const phase = own.rtmpPhase ?? 0
  if (phase < 2) {
    if (phase === 0 && end > start && byteAt(memory, start) !== version) return 0
    const size = phase === 0 ? handshakeSize + 1 : handshakeSize
    if (end - start < size) return unfinished
    own.rtmpPhase = phase + 1
    own.rtmpTold = { kind: phase, isServer: sourcePort(stream) === port }
    return size
  }
  const streams = (own.rtmpStreams ??= new Map<number, ChunkStream>())
  const chunkSize = own.rtmpChunk ?? defaultChunk
  const first = chunkAt(memory, start, end, streams)
  if (first === undefined) return unfinished
  const { id, next, said } = first
  if (said === undefined || !Object.hasOwn(types, said.type) || said.size > longest) return 0
  const isFirst = said.remaining === 0
  let remaining = isFirst ? said.size : said.remaining
  const part = Math.min(chunkSize, remaining)
  let at = next + part
  remaining -= part
  const sameStream = new Map([[id, said]])
  for (let chunks = 1; remaining > 0 && chunks < mostChunks; chunks++) {
    if (at > end) return unfinished
    const more = chunkAt(memory, at, end, sameStream)
    if (more === undefined) return unfinished
    if (more.format !== 3 || more.id !== id) break
    const size = Math.min(chunkSize, remaining)
    at = more.next + size
    remaining -= size
  }
  if (at > end) return unfinished
  streams.set(id, { ...said, remaining })
  if (streams.size > mostStreams) streams.delete(streams.keys().next().value!)
  if (said.type === 1 && said.size === 4) own.rtmpChunk = Math.max(1, longAt(memory, next) & 0x7fffffff)
  own.rtmpTold = { kind: 2, type: isFirst ? said.type : NaN, size: said.size, part, isExtended: said.isExtended }
  return at - start
}
const tells = ({ own }: StreamMemory) => (own as Own).rtmpTold

interface Told {
  readonly kind: number
  readonly isServer?: boolean
  readonly type: number
  readonly size: number
  /** Bytes of the message before the header of the next chunk. */
  readonly part: number
  readonly isExtended: boolean
}
/** What is known of a message that comes alone: nothing but what its own header says. */
const alone: Told = { kind: 2, type: NaN, size: 0, part: 0, isExtended: false }
const toldOf = ({ facts }: View) => (facts as unknown as Told | undefined) ?? alone

/** AMF 0, sections 2.2 to 2.16: values, and objects of one depth. */
const markers = { 0: 'Number', 1: 'Boolean', 2: 'String', 3: 'Object', 5: 'Null', 6: 'Undefined', 8: 'ECMA array', 9: 'Object end',
  10: 'Strict array', 11: 'Date', 12: 'Long string' }
const marker = u8('rtmpt.amf.amf0_type', 'AMF0 type', { names: markers })
const scalar = {
  0: { number: f64('rtmpt.amf.number', 'Number') }, 1: { boolean: u8('rtmpt.amf.boolean', 'Boolean') },
  2: { string: text('rtmpt.amf.string', 'String', { prefix: 2 }) },
  12: { string: text('rtmpt.amf.string', 'String', { prefix: 4 }) },
}
const property = record('Property', { name: text('rtmpt.amf.property', 'Name', { prefix: 2 }), marker }).choice('marker', scalar)
const properties = { properties: list('', 'Properties', property,
  { last: ({ marker: kind }) => kind === 9 || kind === 3 || kind === 8 || kind === 10 }) }
const item = record('Value', { marker }).choice('marker', { ...scalar, 3: properties,
  8: { size: u32('rtmpt.amf.array_length', 'Array length'), ...properties } })
const begins = item.recognizer({ marker: [0, 1, 2, 3, 5, 6, 8, 12] })
const values = { values: list('', 'Values', item, { length: (view: View) => Math.max(0, toldOf(view).part), begins }) }
const audioFormats = { 0: 'PCM', 1: 'ADPCM', 2: 'MP3', 3: 'PCM little-endian', 4: 'Nellymoser 16 kHz', 5: 'Nellymoser 8 kHz',
  6: 'Nellymoser', 7: 'G.711 A-law', 8: 'G.711 mu-law', 10: 'AAC', 11: 'Speex', 14: 'MP3 8 kHz' }
const frames = { 1: 'Key frame', 2: 'Inter-frame', 3: 'Disposable inter-frame', 4: 'Generated key frame', 5: 'Info or command frame' }
const codecs = { 2: 'H.263', 3: 'Screen', 4: 'VP6', 5: 'VP6 alpha', 6: 'Screen 2', 7: 'H.264' }

/** Sections 5.4, 6.2 and 7.1: the content of messages by their type. */
const bodies = {
  1: { chunkSize: u32('rtmpt.scm.chunksize', 'Chunk size', { unit: 'bytes' }) },
  2: { aborted: u32('rtmpt.scm.csid', 'Chunk stream ID') },
  3: { sequence: u32('rtmpt.scm.seq', 'Sequence number') },
  4: { event: u16('rtmpt.ucm.eventtype', 'Event type', { names: events }) },
  5: { window: u32('rtmpt.scm.was', 'Window acknowledgement size', { unit: 'bytes' }) },
  6: {
    window: u32('rtmpt.scm.was', 'Window acknowledgement size', { unit: 'bytes' }),
    limitType: u8('rtmpt.scm.limittype', 'Limit type', { names: { 0: 'Hard', 1: 'Soft', 2: 'Dynamic' } }),
  },
  8: { audio: group('rtmpt.audio.control', 'Audio control', {
    format: bits(4, 'rtmpt.audio.format', 'Format', { names: audioFormats }), rate: bits(2, 'rtmpt.audio.rate', 'Sample rate', {
      names: { 0: '5.5 kHz', 1: '11 kHz', 2: '22 kHz', 3: '44 kHz' } }),
    size: bits(1, 'rtmpt.audio.size', 'Sample size', { names: { 0: '8 bit', 1: '16 bit' } }),
    channels: bits(1, 'rtmpt.audio.type', 'Channels', { names: { 0: 'mono', 1: 'stereo' } }),
  }), audioData: rest('rtmpt.audio.data', 'Audio data') },
  9: { video: group('rtmpt.video.control', 'Video control', {
    type: bits(4, 'rtmpt.video.type', 'Type', { names: frames }), format: bits(4, 'rtmpt.video.format', 'Format', { names: codecs }),
  }), videoData: rest('rtmpt.video.data', 'Video data') },
  17: { zero: u8('rtmpt.amf3.zero', 'AMF0 marker'), ...values }, 18: values, 20: values,
}
const timestamps = { timestamp: u24('rtmpt.header.timestamp', 'Timestamp', { unit: 'ms' }) }
const deltas = { delta: u24('rtmpt.header.timestampdelta', 'Timestamp delta', { unit: 'ms' }) }
const sized = { bodySize: u24('rtmpt.header.bodysize', 'Body size', { unit: 'bytes' }),
  typeId: u8('rtmpt.header.typeid', 'Type ID', { names: types }) }

const greeting = (side: 'c' | 's') => ({
  protocolVersion: bytes(`rtmpt.handshake.${side}0`, 'Protocol version', 1),
  random: bytes(`rtmpt.handshake.${side}1`, 'Handshake data', handshakeSize),
})
const isHandshake = (view: View, kind: number, isServer: boolean) => toldOf(view).kind === kind && toldOf(view).isServer === isServer

export const rtmp = protocol('rtmpt', 'Real Time Messaging Protocol', { 'tcp.port': [port] })
  .specified('Adobe, Real-Time Messaging Protocol 1.0')
  .facts({
    answeredIn: fact.frame('rtmpt.function.call', 'Response to this call in frame'),
    answers:    fact.frame('rtmpt.function.response', 'Call for this response in frame'),
    time:       fact.duration('rtmpt.function.time', 'Time from call'),
  })
  .cases(
    [(view) => isHandshake(view, 0, false), greeting('c')],
    [(view) => isHandshake(view, 0, true), greeting('s')],
    [(view) => isHandshake(view, 1, false), { echo: bytes('rtmpt.handshake.c2', 'Handshake data', handshakeSize) }],
    [(view) => isHandshake(view, 1, true), { echo: bytes('rtmpt.handshake.s2', 'Handshake data', handshakeSize) }],
    [() => true, { basic: group('', 'Basic header', { format: bits(2, 'rtmpt.header.format', 'Format'),
      id: bits(6, 'rtmpt.header.csid', 'Chunk Stream ID') }) }],
  )
  .fields({
    longId: when({ 'basic.id': 0 }, u8('rtmpt.header.csid_long', 'Chunk Stream ID - 64')),
    longerId: when({ 'basic.id': 1 }, u16('rtmpt.header.csid_long', 'Chunk Stream ID - 64', { order: 'little' })),
  })
  .choice(({ basic }) => basic?.format, {
    0: { ...timestamps, ...sized, streamId: u32('rtmpt.header.streamid', 'Stream ID', { order: 'little' }) },
    1: { ...deltas, ...sized },
    2: deltas,
  })
  .fields({ extendedStamp: when((view: View) => toldOf(view).isExtended, u32('rtmpt.header.ets', 'Extended timestamp', { unit: 'ms' })) })
  .choice((view) => (toldOf(view).kind === 2 ? toldOf(view).type : NaN), bodies)
  .fields({ more: rest('rtmpt.body', 'Body') })
  .streamed(framing, { tells, opens: (memory, start, end) => end === start || byteAt(memory, start) === version })
  .exchanged({
    part: ({ values: said }) => (said?.[0]?.string === undefined || said[1]?.number === undefined || said[1].number === 0 ? undefined
      : /^_(?:result|error)$/.test(said[0].string) ? 'answer' : 'question'),
    key: ({ values: said }) => `${said?.[1]?.number}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('stream', ({ values: said }) => (said?.[0]?.string === '_error' ? 'error' : undefined))
  .summarized((layer) => {
    const { kind, type } = toldOf(layer)
    if (kind < 2) return `Handshake ${kind === 0 ? 'C0+C1 or S0+S1' : 'C2 or S2'}`
    if (Number.isNaN(type)) return 'Chunk of a message'
    const { values: said, chunkSize, window, event, audio, video } = layer
    const words = said?.flatMap(({ string, properties: inner }) => [
      string, ...(inner ?? []).filter(({ name }) => telling.has(name)).map(({ name,
        string: own }) => (own === undefined ? undefined : `${name}=${own}`)),
    ]).filter((word) => word !== undefined && word !== '')
    const parts = [
      nameIn(types, type) ?? `type ${type}`, chunkSize ?? window, event === undefined ? undefined : nameIn(events, event), words?.join(' '),
      audio === undefined ? undefined : nameIn(audioFormats, audio.format),
      video === undefined ? undefined : `${nameIn(codecs, video.format) ?? ''} ${nameIn(frames, video.type) ?? ''}`.trim(),
    ]
    return lineOf(parts, ' ')
  }, { all: true })
const telling = new Set(['app', 'tcUrl', 'code', 'level', 'description'])
