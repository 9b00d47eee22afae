/** The frames of a connection, and what they tell of those to come: RFC 9113, sections 4.3, 5.1 and 8.1. */
import { unfinished, type FactValues, type FramingProgress, type StreamMemory, type View } from '../../../../schema/index.ts'
import { HeaderDecoder, type DecodedBlock, type DecodedHeader } from '../hpack/decoder.ts'
import { contentOf } from './frame.ts'
import { flags, flagsAt, headerLength, isFrame, isMagic, magicLength, payloadLengthAt, streamAt, typeAt } from './header.ts'
import { headerNamed, type ToldHeaders } from './headers.ts'
import { types } from './names.ts'

/** What is known of a frame, by property. */
export interface Told extends Partial<ToldHeaders> {
  readonly body?: Body
  /** Whether it ends its stream in its direction. */
  readonly isLast?: true
}

/** What is known of the data in one direction of a stream. */
export interface Body {
  /** The media type with its parameters. */
  readonly mediaType?: string
  /** The codings that it is in, as a header lists them. */
  readonly encoding?: string
  /** Those of the messages in it, where they are compressed by themselves. */
  readonly messageEncoding?: string
  /** Of its request. */
  readonly path?: string
  readonly isRequest?: true
}

/** Of one direction. */
interface Remembered {
  readonly decoder: HeaderDecoder
  readonly bodies: Map<number, Body>
  block: Block | undefined
  told: Told | undefined
  /** A frame with headers that is not all there yet. */
  unread: FramingProgress | undefined
}

/** Of both. */
interface Connection {
  /** The paths that were asked for, by stream. */
  readonly paths: Map<number, string>
}

/** A header block that goes on in the next frame. */
interface Block {
  readonly streamId: number
  readonly endsStream: boolean
  /** Of the stream that is promised, in a promise. */
  readonly promised: number | undefined
  /** Undefined where it is too long. */
  parts: Uint8Array[] | undefined
  length: number
}

/** How long the frame or the preface is that begins at `start`. */
export function lengthInStream(bytes: Uint8Array, start: number, end: number, memory: StreamMemory, progress: FramingProgress): number {
  const there = end - start
  const remembered = rememberedIn(memory)
  // Headers that are missing may be in the table.
  if (progress.isAfterLoss || (remembered.unread !== undefined && remembered.unread !== progress)) {
    remembered.decoder.forget()
    remembered.block = remembered.unread = undefined
  }
  if (isMagic(bytes, start, end)) {
    remembered.told = undefined
    return there < magicLength ? unfinished : magicLength
  }
  if (there < headerLength) return unfinished
  if (!isFrame(bytes, start, end)) return 0
  const length = headerLength + payloadLengthAt(bytes, start)
  const isWhole = length <= there
  remembered.unread = isWhole || !holdsHeaders(typeAt(bytes, start)) ? undefined : progress
  if (isWhole) remember(memory, bytes, start, start + length)
  return length
}

const holdsHeaders = (type: number): boolean =>
  type === types.headers || type === types.pushPromise || type === types.continuation

/** What is known of the frame that was measured last. */
export const toldIn = ({ own }: StreamMemory): FactValues | undefined =>
  (own.http2 as Remembered | undefined)?.told as FactValues | undefined

/** What is known of a frame. */
export const toldOf = ({ facts }: View): Told | undefined => facts as Told | undefined

const rememberedIn = ({ own }: StreamMemory): Remembered =>
  (own.http2 ??= { decoder: new HeaderDecoder(), bodies: new Map(), block: undefined, told: undefined, unread: undefined }) as Remembered

const connectionIn = ({ both }: StreamMemory): Connection => (both.http2 ??= { paths: new Map() }) as Connection

/** Takes note of the whole frame from `start` to `end`. */
function remember(memory: StreamMemory, bytes: Uint8Array, start: number, end: number): void {
  const remembered = rememberedIn(memory)
  const streamId = streamAt(bytes, start)
  const endsStream = (flagsAt(bytes, start) & flags.endStream) !== 0
  remembered.told = undefined
  switch (typeAt(bytes, start)) {
    case types.data:
      remembered.told = { body: bodyOf(remembered, streamId, endsStream) ?? {}, ...(endsStream && { isLast: true }) }
      break
    case types.headers:
    case types.pushPromise:
    case types.continuation:
      takeFragment(memory, remembered, bytes, start, end)
      break
    case types.reset: {
      const body = bodyOf(remembered, streamId, true)
      if (body !== undefined) remembered.told = { body }
    }
  }
}

/** What is known of a stream, and forgotten if it ends. */
function bodyOf({ bodies }: Remembered, streamId: number, isEnd: boolean): Body | undefined {
  const body = bodies.get(streamId)
  if (isEnd) bodies.delete(streamId)
  return body
}

/** Takes note of a part of a header block. */
function takeFragment(memory: StreamMemory, remembered: Remembered, bytes: Uint8Array, start: number, end: number): void {
  const type = typeAt(bytes, start)
  const { from, to } = contentOf(bytes, start, end)
  const isWhole = (flagsAt(bytes, start) & flags.endHeaders) !== 0
  const block = type === types.continuation ? remembered.block : blockOf(bytes, start)
  remembered.block = isWhole ? undefined : block
  // What a block began with is missing, so that what it adds to the table is not known.
  if (block === undefined) return remembered.decoder.forget()
  block.length += to - from
  if (block.length > longestBlock) block.parts = undefined
  if (!isWhole) {
    block.parts?.push(bytes.slice(from, to))
    return
  }
  if (block.parts === undefined) {
    remembered.decoder.forget()
    remembered.told = { isTooLong: true }
    return
  }
  const whole = block.parts.length === 0 ? undefined : joined([...block.parts, bytes.subarray(from, to)], block.length)
  const decoded = remembered.decoder.decode(whole ?? bytes, whole ? 0 : from, whole ? whole.length : to)
  remembered.told = {
    ...toldHeaders(decoded),
    ...(block.promised !== undefined && { isPromise: true }),
    ...(block.endsStream && { isLast: true }),
    ...bodyAfter(memory, remembered, block, decoded.headers),
  }
}

function blockOf(bytes: Uint8Array, start: number): Block {
  const isPromise = typeAt(bytes, start) === types.pushPromise
  return {
    streamId: streamAt(bytes, start),
    endsStream: !isPromise && (flagsAt(bytes, start) & flags.endStream) !== 0,
    promised: isPromise ? promisedIn(bytes, start) : undefined,
    parts: [],
    length: 0,
  }
}

/** The stream that a promise says. */
const promisedIn = (bytes: Uint8Array, start: number): number => {
  const { from } = contentOf(bytes, start, bytes.length)
  return streamAt(bytes, from - headerLength)
}

/** What a list of headers tells of the data that follow it; of those before it, if it is the trailer that ends them. */
function bodyAfter(memory: StreamMemory, remembered: Remembered, block: Block, headers: readonly DecodedHeader[]): Pick<Told, 'body'> {
  const { paths } = connectionIn(memory)
  const { bodies } = remembered
  const { streamId, promised, endsStream } = block
  const asked = headerNamed(headers, ':path')
  if (asked !== undefined) keep(paths, promised ?? streamId, asked)
  if (promised !== undefined) return {}
  if (endsStream) {
    const body = bodyOf(remembered, streamId, true)
    return body === undefined ? {} : { body }
  }
  if (bodies.has(streamId) && headerNamed(headers, ':status') === undefined) return {}
  const mediaType = headerNamed(headers, 'content-type')
  const encoding = headerNamed(headers, 'content-encoding')
  const messageEncoding = headerNamed(headers, 'grpc-encoding')
  const path = paths.get(streamId)
  keep(bodies, streamId, {
    ...(mediaType !== undefined && { mediaType }),
    ...(encoding !== undefined && { encoding }),
    ...(messageEncoding !== undefined && { messageEncoding }),
    ...(path !== undefined && { path }),
    ...(asked !== undefined && { isRequest: true }),
  })
  return {}
}

const toldHeaders = ({ headers, length, sizes, isMalformed, isUnknown, isTooLong }: DecodedBlock): ToldHeaders => ({
  headers,
  headerLength: length,
  tableSizes: sizes.map((size) => ({ size })),
  ...(isMalformed && { isMalformed }),
  ...(isUnknown && { isUnknown }),
  ...(isTooLong && { isTooLong }),
})

/** Remembers a value; beyond a limit the oldest is forgotten. */
function keep<T>(map: Map<number, T>, key: number, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > mostStreams) map.delete(map.keys().next().value!)
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Limits: bytes of a header block in several frames, and streams that are remembered. */
const longestBlock = 1 << 18
const mostStreams = 1024
