/** The chunked transfer coding, RFC 9112 section 7.1. */
import { afterLine, asciiText, bytes, isAt, lineStop, octets, record, type Field } from '../../../../schema/index.ts'

/** `chunk-size [ chunk-ext ] CRLF chunk-data CRLF` */
export const chunk = record('Chunk', { size: chunkSize('http.chunk_size', 'Chunk size') })
  .length((chunk) => afterChunk(chunk.bytes, chunk.start, chunk.end) - chunk.start)
  .fields({ data: bytes('http.chunk_data', 'Chunk data', 'size') })

/** Where the chunks that begin at `at` end, trailer included; as far as they are there. */
export function chunksEnd(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const size = sizeAt(bytes, at, end)
    if (size === undefined) return end
    at = afterChunk(bytes, at, end)
    if (size === 0) return afterTrailer(bytes, at, end)
  }
  return end
}

/**
 * Where the chunk that begins at `at` ends, with the trailer after the last one; undefined if it is not all there, `at`
 * if none begins there.
 */
export function wholeChunkEnd(bytes: Uint8Array, at: number, end: number): number | undefined {
  const stop = lineStop(bytes, at, end)
  if (stop === end) return end - at > longestSizeLine ? at : undefined
  const size = sizeAt(bytes, at, end)
  if (size === undefined) return at
  let next = afterLine(bytes, stop, end) + size
  if (size > 0) {
    if (next + lineEnd > end) return undefined
    return afterLine(bytes, next, end)
  }
  while (next < end) {
    const trailer = lineStop(bytes, next, end)
    const after = afterLine(bytes, trailer, end)
    if (trailer === end || (after === end && !isAt(lineFeed, bytes, after - 1, after))) return undefined
    if (trailer === next) return after
    next = after
  }
  return undefined
}

/** The data of the chunks from `at` to `end`, joined as far as `limit` bytes. */
export function joinedChunks(bytes: Uint8Array, at: number, end: number, limit: number): JoinedChunks {
  const all = new Uint8Array(Math.min(limit, end - at))
  let length = 0
  let isWhole = false
  while (at < end && length < limit) {
    const size = sizeAt(bytes, at, end)
    isWhole = size === 0
    if (size === undefined || size === 0) break
    const from = afterLine(bytes, lineStop(bytes, at, end), end)
    const to = Math.min(end, from + size, from + limit - length)
    all.set(bytes.subarray(from, to), length)
    length += to - from
    if (to < from + size) break
    at = afterLine(bytes, to, end)
  }
  return { bytes: all.subarray(0, length), isWhole }
}

/** How many bytes of data the chunks from `at` to `end` have, as far as they are there. */
export function chunkDataLength(bytes: Uint8Array, at: number, end: number): number {
  let length = 0
  while (at < end) {
    const size = sizeAt(bytes, at, end)
    if (size === undefined || size === 0) break
    const from = afterLine(bytes, lineStop(bytes, at, end), end)
    length += Math.min(size, end - from)
    at = from + size < end ? afterLine(bytes, from + size, end) : end
  }
  return length
}

export interface JoinedChunks {
  readonly bytes: Uint8Array
  /** Whether the last chunk is there. */
  readonly isWhole: boolean
}

export const isLastChunk = (bytes: Uint8Array, at: number, end: number): boolean => sizeAt(bytes, at, end) === 0

const longestSizeLine = 4096
const lineEnd = 2
const lineFeed = octets('\n')

function afterChunk(bytes: Uint8Array, at: number, end: number): number {
  const size = sizeAt(bytes, at, end) ?? 0
  const data = afterLine(bytes, lineStop(bytes, at, end), end)
  if (size === 0 || data + size >= end) return Math.min(end, data + size)
  return afterLine(bytes, data + size, end)
}

/** Trailer lines and the empty line that ends them. */
function afterTrailer(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const stop = lineStop(bytes, at, end)
    const next = afterLine(bytes, stop, end)
    if (stop === at) return next
    at = next
  }
  return end
}

function chunkSize(filter: string, label: string): Field<number, unknown> {
  return {
    filter, label, also: [], type: 'number', holds: 'digits', relative: true,
    size: ({ bytes, end }, at) => (sizeAt(bytes, at, end) === undefined ? Infinity : afterLine(bytes, lineStop(bytes, at, end), end) - at),
    bind: () => (bytes, at, self) => sizeAt(bytes, at, self.end) ?? 0,
    show: (value) => `${value} bytes`,
  }
}

/** The size that the line at `at` says in hexadecimal; undefined if it says none or is cut. */
function sizeAt(bytes: Uint8Array, at: number, end: number): number | undefined {
  const stop = lineStop(bytes, at, end)
  const [digits] = /^[0-9a-f]{1,8}(?=[ \t;]|$)/i.exec(asciiText(bytes, at, Math.min(stop, at + 16))) ?? []
  return digits === undefined || stop === end ? undefined : Number.parseInt(digits, 16)
}
