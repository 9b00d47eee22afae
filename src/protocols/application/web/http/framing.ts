/** What header lines say about where a body ends: RFC 9112, sections 6.1 to 6.3. */
import {
  afterBlanks, afterFoldedLine, asciiText, decimalIn, isAt, isAtInAnyCase, lineStop, octets, trimmedEnd, unfolded,
} from '../../../../schema/index.ts'

/** Where a body ends, as far as header lines say. */
export interface Framing {
  /** -1 where none is said, or none that can be read. */
  contentLength: number
  /** Whether it ends with its last chunk. */
  isChunked: boolean
}

/** Reads the header lines from `at` to the end of the head. */
export function framingIn(bytes: Uint8Array, at: number, end: number): Framing {
  const framing: Framing = { contentLength: -1, isChunked: false }
  for (let next; at < end; at = next) {
    next = afterFoldedLine(bytes, at, end)
    noteFraming(framing, bytes, at, next)
  }
  return framing
}

/** Takes note of the header line, folds included, from `at` to `next`. */
export function noteFraming(framing: Framing, bytes: Uint8Array, at: number, next: number): void {
  const length = valueAfter(contentLength, bytes, at, next)
  if (length >= 0) framing.contentLength = lengthIn(bytes, length, next) ?? framing.contentLength
  const coding = length >= 0 ? -1 : valueAfter(transferEncoding, bytes, at, next)
  if (coding >= 0) framing.isChunked = isChunkedLast(textOf(bytes, coding, next))
}

/** Where the value of a header called `name` begins; -1 for another one. Blanks before the colon are passed over. */
function valueAfter(name: Uint8Array, bytes: Uint8Array, at: number, end: number): number {
  if (!isAtInAnyCase(name, bytes, at, end)) return -1
  const colon = afterBlanks(bytes, at + name.length, end)
  return isAt(colonMark, bytes, colon, end) ? colon + 1 : -1
}

/** A number; or the same number several times, which RFC 9110 allows to be one (section 8.6). */
function lengthIn(bytes: Uint8Array, at: number, next: number): number | undefined {
  const alone = decimalIn(bytes, at, lineStop(bytes, at, next))
  if (alone !== undefined) return alone
  const [first, ...more] = textOf(bytes, at, next).split(',').map((each) => each.trim())
  if (first === undefined || !/^\d{1,15}$/.test(first)) return undefined
  return more.every((each) => each === first) ? Number(first) : undefined
}

const textOf = (bytes: Uint8Array, at: number, next: number) =>
  unfolded(asciiText(bytes, at, Math.min(trimmedEnd(bytes, at, next), at + longestValue))).trim()

const isChunkedLast = (codings: string) => /(?:^|,)[ \t]*chunked$/i.test(codings)

const contentLength = octets('content-length')
const transferEncoding = octets('transfer-encoding')
const colonMark = octets(':')
/** Longer values say nothing of lengths. */
const longestValue = 1024
