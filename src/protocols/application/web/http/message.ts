/** Where the parts of a message are, RFC 9112 section 2.1: a start line, header lines, an empty line, a body. */
import { chunksEnd } from './chunks.ts'
import { noteFraming, type Framing } from './framing.ts'
import {
  afterBlanks, afterFolds, afterLine, decimalIn, isPrintable, lineStop, positionOf, space,
} from '../../../../schema/index.ts'
import { none, request, response, startOf, type Start } from './start.ts'

/** Positions in the bytes of the packet; what is not there has no length. */
export interface Outline {
  readonly start: Start
  /** Where the first header line begins. */
  readonly headers: number
  /** Where they end, and the empty line after them begins. */
  readonly headersEnd: number
  readonly body: number
  readonly chunked: boolean
  /** Where the body ends, if the message or the packet does not say otherwise. */
  readonly end: number
}

/** Looks over a message that begins at `from`; it ends at `end` at the latest. */
export function outlineOf(bytes: Uint8Array, from: number, end: number): Outline {
  const start = startOf(bytes, from, end)
  const headers = start === none ? from : afterLine(bytes, lineStop(bytes, from, end), end)
  const framing: Framing = { contentLength: -1, isChunked: false }
  let at = headers
  while (at < end) {
    const stop = lineStop(bytes, at, end)
    if (stop === at || !isHeader(bytes, at, stop, start === none && at === from, stop === end)) break
    const next = afterFolds(bytes, stop, end)
    noteFraming(framing, bytes, at, next)
    at = next
  }
  const stop = lineStop(bytes, at, end)
  const body = stop === at && at > from ? afterLine(bytes, stop, end) : at
  const chunked = framing.isChunked && start !== none
  const last = chunked
    ? chunksEnd(bytes, body, end)
    : body + bodyLength(bytes, from, end, start, framing.contentLength)
  return { start, headers, headersEnd: at, body, chunked, end: Math.min(end, last) }
}

const colon = 0x3a

/**
 * Whether the line from `at` to `stop` is a header: it has a colon, or is the last of the packet and cut before it. A first line that
 * no start line announced must be text, and whole: it may be anything.
 */
function isHeader(bytes: Uint8Array, at: number, stop: number, unannounced: boolean, last: boolean): boolean {
  if (!unannounced) return last || positionOf(colon, bytes, at, stop) < stop
  return !last && positionOf(colon, bytes, at, stop) < stop && isPrintable(bytes, at, stop)
}

/** RFC 9112, section 6.3. */
function bodyLength(bytes: Uint8Array, from: number, end: number, start: Start, length: number): number {
  if (length >= 0) return length
  if (start === request) return 0
  return start === response && bodiless(statusOf(bytes, from, end)) ? 0 : Infinity
}

const bodiless = (status: number) => (status >= 100 && status < 200) || status === 204 || status === 304

/** The status code of a response; NaN or 0 where it has none. */
export function statusOf(bytes: Uint8Array, from: number, end: number): number {
  const stop = lineStop(bytes, from, end)
  const at = afterBlanks(bytes, positionOf(space, bytes, from, stop), stop)
  return decimalIn(bytes, at, Math.min(stop, at + 3)) ?? 0
}
