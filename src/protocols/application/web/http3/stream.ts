/** What streams of a connection hold, and what they tell each other: RFC 9114, sections 4.1, 6 and 7; RFC 9204, section 4.2. */
import {
  record, unfinished, varint, type FactValues, type FramingProgress, type StreamMemory, type View,
} from '../../../../schema/index.ts'
import type { DecodedBlock } from '../hpack/decoder.ts'
import { FieldDecoder } from '../hpack/qpack.ts'
import { headerNamed, type ToldHeaders } from '../http2/headers.ts'
import type { Body } from '../http2/stream.ts'
import { settings, streams, types } from './names.ts'

/** What the connection says of a stream. */
export interface OfStream {
  readonly streamId: number
  readonly isUnidirectional: boolean
  readonly isFromClient: boolean
  /** The same for all streams of a connection. */
  readonly connection: object
}

/** What a message is: the type of a stream, a frame, or instructions for tables. */
export type Kind = 'type' | 'push' | 'frame' | 'encoder' | 'decoder' | 'unknown'

export interface Told extends Partial<ToldHeaders>, Partial<OfStream> {
  readonly kind?: Kind
  readonly body?: Body
  readonly isLastData?: true
}

/** Of one direction of a stream. */
interface Remembered {
  kind: Kind
  told: Told
  body: Body | undefined
  /** Octets of the body that are still to come; undefined where nobody said so. */
  left: number | undefined
}

/** Of a connection: what each end sends. */
interface Connection {
  readonly ofClient: FieldDecoder
  readonly ofServer: FieldDecoder
  /** By stream. */
  readonly paths: Map<number, string>
}

const connections = new WeakMap<object, Connection>()

export const toldIn = ({ own }: StreamMemory): FactValues | undefined => (own.http3 as Remembered | undefined)?.told as never
export const toldOf = ({ facts }: View): Told | undefined => facts as Told | undefined

/** The number at `start`, and its size; 0 where it is not whole. */
const number = record('Number', { value: varint('', 'Value', 'quic') })
function numberAt(bytes: Uint8Array, start: number, end: number): { readonly value: number; readonly size: number } {
  const view = number.part(bytes, start, end, start)
  const { value } = view
  return Number.isNaN(Number(value)) || !view.headed ? { value: 0, size: 0 } : { value: Number(value), size: view.extent }
}

/** How long the message is that begins at `start`: the type of a stream, a frame, or whole instructions. */
export function lengthInStream(bytes: Uint8Array, start: number, end: number, memory: StreamMemory, progress: FramingProgress): number {
  const of = memory.facts as OfStream | undefined
  if (of === undefined) return 0
  const remembered = (memory.own.http3 ??= begun(of)) as Remembered
  remembered.told = { kind: remembered.kind }
  switch (remembered.kind) {
    case 'type':
      return typeLength(bytes, start, end, remembered)
    case 'push': {
      const { size } = numberAt(bytes, start, end)
      if (size > 0) remembered.kind = 'frame'
      return size || unfinished
    }
    case 'encoder':
      return instructionsLength(bytes, start, end, of, progress)
    case 'frame':
      return frameLength(bytes, start, end, of, remembered)
    default:
      return end - start
  }
}

const begun = ({ isUnidirectional }: OfStream): Remembered => ({
  kind: isUnidirectional ? 'type' : 'frame', told: {}, body: undefined, left: undefined,
})

function typeLength(bytes: Uint8Array, start: number, end: number, remembered: Remembered): number {
  const { value, size } = numberAt(bytes, start, end)
  if (size === 0) return unfinished
  remembered.kind = kinds[value] ?? 'unknown'
  return size
}

const kinds: Readonly<Record<number, Kind>> = {
  [streams.control]: 'frame', [streams.push]: 'push', [streams.encoder]: 'encoder', [streams.decoder]: 'decoder',
}

function instructionsLength(bytes: Uint8Array, start: number, end: number, of: OfStream, progress: FramingProgress): number {
  const decoder = decoderOf(of)
  if (progress.isAfterLoss) decoder.lose()
  const length = decoder.instruct(bytes, start, end) - start
  if (length > 0) return length
  if (end - start < longestInstruction) return unfinished
  decoder.lose()
  return end - start
}

function frameLength(bytes: Uint8Array, start: number, end: number, of: OfStream, remembered: Remembered): number {
  const type = numberAt(bytes, start, end)
  const length = numberAt(bytes, start + type.size, end)
  if (type.size === 0 || length.size === 0) return unfinished
  const from = start + type.size + length.size
  const to = from + length.value
  if (to <= end) remember(bytes, type.value, from, to, of, remembered)
  return to - start
}

/** Takes note of a whole frame with the payload from `from` to `to`. */
function remember(bytes: Uint8Array, type: number, from: number, to: number, of: OfStream, remembered: Remembered): void {
  if (type === types.data) {
    const left = remembered.left === undefined ? undefined : remembered.left - (to - from)
    remembered.left = left
    remembered.told = { kind: 'frame', body: remembered.body ?? {}, ...(left !== undefined && left <= 0 && { isLastData: true }) }
  } else if (type === types.settings && of.isUnidirectional) setLimits(bytes, from, to, of)
  else if (type === types.headers || type === types.pushPromise) {
    const { size } = type === types.pushPromise ? numberAt(bytes, from, to) : { size: 0 }
    const block = decoderOf(of).decode(bytes, Math.min(to, from + size), to)
    const trailed = type === types.headers ? bodyAfter(block, of, remembered) : undefined
    const isPromise = type === types.pushPromise
    remembered.told = { kind: 'frame', ...toldHeaders(block), ...(isPromise && { isPromise }), ...trailed }
  }
}

/** What an end allows, the other one may use. */
function setLimits(bytes: Uint8Array, from: number, to: number, of: OfStream): void {
  const decoder = decoderOf({ ...of, isFromClient: !of.isFromClient })
  decoder.mostCapacity = 0
  for (let at = from; at < to;) {
    const id = numberAt(bytes, at, to)
    const value = numberAt(bytes, at + id.size, to)
    if (id.size === 0 || value.size === 0) return
    if (id.value === settings.qpackMaxTableCapacity) decoder.mostCapacity = value.value
    at += id.size + value.size
  }
}

/** What a list of headers tells of the data after it; of those before it, if it is the trailer that ends them. */
function bodyAfter({ headers }: DecodedBlock, { streamId, connection }: OfStream, remembered: Remembered): Pick<Told, 'body'> {
  const { paths } = connectionOf(connection)
  const asked = headerNamed(headers, ':path')
  const status = headerNamed(headers, ':status')
  if (asked !== undefined) {
    paths.set(streamId, asked)
    if (paths.size > mostStreams) paths.delete(paths.keys().next().value!)
  }
  const { body } = remembered
  if (body !== undefined && asked === undefined && status === undefined) return { body }
  const mediaType = headerNamed(headers, 'content-type')
  const encoding = headerNamed(headers, 'content-encoding')
  const messageEncoding = headerNamed(headers, 'grpc-encoding')
  const length = headerNamed(headers, 'content-length')
  const path = paths.get(streamId)
  remembered.left = length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined
  remembered.body = {
    ...(mediaType !== undefined && { mediaType }),
    ...(encoding !== undefined && { encoding }),
    ...(messageEncoding !== undefined && { messageEncoding }),
    ...(path !== undefined && { path }),
    ...(asked !== undefined && { isRequest: true }),
  }
  return {}
}

const toldHeaders = ({ headers, length, isMalformed, isUnknown, isTooLong }: DecodedBlock): ToldHeaders => ({
  headers,
  headerLength: length,
  tableSizes: [],
  ...(isMalformed && { isMalformed }),
  ...(isUnknown && { isUnknown }),
  ...(isTooLong && { isTooLong }),
})

function decoderOf({ connection, isFromClient }: OfStream): FieldDecoder {
  const { ofClient, ofServer } = connectionOf(connection)
  return isFromClient ? ofClient : ofServer
}

function connectionOf(connection: object): Connection {
  let found = connections.get(connection)
  if (found === undefined)
    connections.set(connection, (found = { ofClient: new FieldDecoder(), ofServer: new FieldDecoder(), paths: new Map() }))
  return found
}

const longestInstruction = 1 << 16
const mostStreams = 1024
