/** Where the parts of a message are, RFC 9112 section 2.1: a start line, header lines, an empty line, a body. */
import { chunksEnd } from './chunks.ts'
import { behindBlanks, behindLine, isAtInAnyCase, lineStop, octets, positionOf, space, tab } from './lines.ts'
import { none, request, response, startOf, type Start } from './start.ts'

/** Positions in the bytes of the packet; what is not there has no length. */
export interface Outline {
  readonly start: Start
  /** Where the first header line begins. */
  readonly headers: number
  /** Where they end, and the empty line behind them begins. */
  readonly headersEnd: number
  readonly body: number
  readonly chunked: boolean
  /** Where the body ends, if the message or the packet does not say otherwise. */
  readonly end: number
}

/** Looks over a message that begins at `from`; it ends at `end` at the latest. */
export function outlineOf(bytes: Uint8Array, from: number, end: number): Outline {
  const start = startOf(bytes, from, end)
  const headers = start === none ? from : behindLine(bytes, lineStop(bytes, from, end), end)
  let length = -1
  let coding = false
  let at = headers
  while (at < end) {
    const stop = lineStop(bytes, at, end)
    if (stop === at || !isHeader(bytes, at, stop, start === none && at === from, stop === end)) break
    if (isAtInAnyCase(contentLength, bytes, at, stop)) length = digits(bytes, at + contentLength.length, stop) ?? length
    else if (isAtInAnyCase(transferEncoding, bytes, at, stop)) coding = true
    at = behindFolds(bytes, stop, end)
  }
  const stop = lineStop(bytes, at, end)
  const body = stop === at && at > from ? behindLine(bytes, stop, end) : at
  const chunked = coding && start !== none
  const last = chunked ? chunksEnd(bytes, body, end) : body + bodyLength(bytes, from, end, start, coding ? -1 : length)
  return { start, headers, headersEnd: at, body, chunked, end: Math.min(end, last) }
}

/** Where the header line that begins at `at` ends, with the lines it is folded into: RFC 9112, section 5.2. */
export const behindHeader = (bytes: Uint8Array, at: number, end: number): number => behindFolds(bytes, lineStop(bytes, at, end), end)

function behindFolds(bytes: Uint8Array, stop: number, end: number): number {
  let next = behindLine(bytes, stop, end)
  // What is not captured may be a fold.
  while (next > stop && next < end && (bytes[next] === space || bytes[next] === tab || bytes[next] === undefined)) {
    stop = lineStop(bytes, next, end)
    next = behindLine(bytes, stop, end)
  }
  return next
}

const contentLength = octets('content-length:')
const transferEncoding = octets('transfer-encoding:')
const colon = 0x3a

/**
 * Whether the line from `at` to `stop` is a header: it has a colon, or is the last of the packet and cut before it. A first line that
 * no start line announced must be text, and whole: it may be anything.
 */
function isHeader(bytes: Uint8Array, at: number, stop: number, unannounced: boolean, last: boolean): boolean {
  if (!unannounced) return last || positionOf(colon, bytes, at, stop) < stop
  return !last && positionOf(colon, bytes, at, stop) < stop && isPrintable(bytes, at, stop)
}

function isPrintable(bytes: Uint8Array, at: number, stop: number): boolean {
  while (at < stop && bytes[at]! >= space && bytes[at]! < 0x7f) at++
  return at === stop
}

/** The number that the rest of a line is; undefined if it is none. */
function digits(bytes: Uint8Array, at: number, stop: number): number | undefined {
  const from = behindBlanks(bytes, at, stop)
  let value = 0
  for (let next = from; next < stop; next++) {
    const octet = bytes[next]!
    if (octet < 0x30 || octet > 0x39) return behindBlanks(bytes, next, stop) === stop && next > from ? value : undefined
    value = value * 10 + octet - 0x30
  }
  return stop > from ? value : undefined
}

/** RFC 9112, section 6.3. */
function bodyLength(bytes: Uint8Array, from: number, end: number, start: Start, length: number): number {
  if (length >= 0) return length
  if (start === request) return 0
  return start === response && bodiless(statusOf(bytes, from, end)) ? 0 : Infinity
}

const bodiless = (status: number) => (status >= 100 && status < 200) || status === 204 || status === 304

function statusOf(bytes: Uint8Array, from: number, end: number): number {
  const stop = lineStop(bytes, from, end)
  const at = behindBlanks(bytes, positionOf(space, bytes, from, stop), stop)
  return digits(bytes, at, Math.min(stop, at + 3)) ?? 0
}
