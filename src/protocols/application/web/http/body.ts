/** The body of a message without its codings: chunks (RFC 9112, section 7.1), compression (RFC 9110, section 8.4). */
import { gunzip, inflateAny } from '../../../../files/compression/inflate/formats.ts'
import { headerValue, octets, type View } from '../../../../schema/index.ts'
import { chunkDataLength, joinedChunks } from './chunks.ts'
import { framingIn } from './framing.ts'
import { outlineOf, type Outline } from './message.ts'
import { none } from './start.ts'

/** Bytes without a coding, and whether they are not all. */
export interface Decoded {
  readonly bytes: Uint8Array
  readonly isCut: boolean
}

/** Removes a coding; at most `limit` bytes; undefined where the bytes are not in this coding. */
export type Decoder = (bytes: Uint8Array, limit: number) => Decoded | undefined

/** By the name of their coding, in lower case. */
export type Decoders = Readonly<Record<string, Decoder>>

export interface DecodedBody extends Decoded {
  /** The codings that were removed, the outermost first, such as `chunked`, `gzip`. */
  readonly encodings: readonly string[]
  /** Those that `bytes` still are in: nobody here knows them, or the bytes are damaged. */
  readonly left: readonly string[]
}

/** Lets all bodies be decoded from further codings, such as `br` where the platform has it. */
export function provideDecoders(decoders: Decoders): void {
  provided = decoders
}

let provided: Decoders = {}

export interface BodyOptions {
  /** The most bytes the body may have without its codings. Default: 64 MiB. */
  readonly limit?: number
  /** Further codings, such as `br`, besides those that were provided. */
  readonly decoders?: Decoders
}

/** The body without its codings; `isCut` if some of it was not captured, is damaged or beyond the limit. */
export function decodedBody(message: View, { limit = usualLimit, decoders = {} }: BodyOptions = {}): DecodedBody {
  const { bytes, start, end } = message
  const outline = outlineOf(bytes, start, end)
  const body = transferred(message, outline, Math.max(limit, usualLimit))
  const codings = body.bytes.length === 0 ? [] : codingsOf(message, outline)
  return withoutCodings(body, codings, outline.chunked ? ['chunked'] : [], limit, decoders)
}

/** A body without the codings that a header lists in the order they were applied, such as `gzip`. */
export const decodedAs = (listed: string, body: Decoded, { limit = usualLimit, decoders = {} }: BodyOptions = {}): DecodedBody =>
  withoutCodings(body, codingsIn([listed]), [], limit, decoders)

function withoutCodings(whole: Decoded, codings: string[], encodings: string[], limit: number, decoders: Decoders): DecodedBody {
  let body = whole
  for (let coding = codings.pop(); coding !== undefined; coding = codings.pop()) {
    const decoder = [decoders, provided, usual].find((each) => Object.hasOwn(each, coding))?.[coding]
    const decoded = decoder?.(body.bytes, limit)
    if (decoded === undefined) return { ...within(body, limit), encodings, left: [...codings, coding].reverse() }
    body = { bytes: decoded.bytes, isCut: body.isCut || decoded.isCut }
    encodings.push(coding)
  }
  return { ...within(body, limit), encodings, left: [] }
}

const within = (body: Decoded, limit: number): Decoded =>
  body.bytes.length > limit ? { bytes: body.bytes.subarray(0, limit), isCut: true } : body

/** The codings that a body is in besides chunks, in the order they were applied. */
function codingsOf({ bytes, end, isShort }: View, { headers }: Outline): string[] {
  return codingsIn([contentEncoding, transferEncoding].map((name) => headerValue(name, bytes, headers, end, isShort) ?? ''))
}

const codingsIn = (values: readonly string[]): string[] => {
  const words = values.flatMap((value) => value.split(','))
  return words.map((word) => word.trim().toLowerCase()).filter((word) => !transparent.has(word)).slice(0, mostCodings)
}

/** The body as it was transferred, without its chunks. */
function transferred(message: View, { body, end, chunked, start, headers }: Outline, limit: number): Decoded {
  const { bytes } = message
  if (chunked) {
    const { bytes: joined, isWhole } = joinedChunks(bytes, body, message.end, limit)
    return { bytes: joined, isCut: !isWhole }
  }
  const stated = start === none ? -1 : framingIn(bytes, headers, body).contentLength
  const isCut = end - body > limit || (stated > end - body && end > body) || (stated < 0 && message.isShort)
  return { bytes: bytes.subarray(body, Math.min(end, body + limit)), isCut }
}

/**
 * How long the body of a message is as it was transferred, without its chunks, in bytes on the wire; undefined where the
 * head is not all there.
 */
export function bodyLength({ bytes, start, end, originalEnd }: View): number | undefined {
  const { headersEnd, body, chunked, end: last } = outlineOf(bytes, start, end)
  if (body === headersEnd && body === end) return undefined
  return chunked ? chunkDataLength(bytes, body, end) : last - body + (last === end ? originalEnd - end : 0)
}

/** Whether a message has a body in a coding, chunks included. */
export function isCoded(message: View): boolean {
  const { bytes, start, end } = message
  const outline = outlineOf(bytes, start, end)
  return end > outline.body && (outline.chunked || codingsOf(message, outline).length > 0)
}

const unzipped: Decoder = (bytes, limit) => {
  const { bytes: plain, stop } = gunzip(bytes, 0, bytes.length, limit)
  return stop === 'damaged' && plain.length === 0 ? undefined : { bytes: plain, isCut: stop !== undefined }
}

const inflated: Decoder = (bytes, limit) => {
  const { bytes: plain, stop } = inflateAny(bytes, 0, bytes.length, limit)
  return stop === 'damaged' && plain.length === 0 ? undefined : { bytes: plain, isCut: stop !== undefined }
}

const usual: Decoders = { 'gzip': unzipped, 'x-gzip': unzipped, 'deflate': inflated }
const transparent: ReadonlySet<string> = new Set(['', 'identity', 'chunked'])
const contentEncoding = octets('content-encoding:')
const transferEncoding = octets('transfer-encoding:')
const usualLimit = 64 << 20
/** Each may multiply the work. */
const mostCodings = 4
