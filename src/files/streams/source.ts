/** What a capture can be read from without a path. Structural types, so that programs need no library of types. */
import { CaptureError } from '../error.ts'
import type { BufferedReader } from './buffered-reader.ts'
import { SourceReader } from './buffered-reader.ts'
import { type BytesInMemory, kindOf, plainBytes } from './kinds.ts'
import { MemoryReader } from './memory-reader.ts'
import { PieceSource, type Pieces } from './piece-source.ts'

/**
 * Bytes in memory, a `Blob` or `File`, a web `ReadableStream`, a `Response` of `fetch`, a `Readable` of Node, or any
 * iterable or async iterable of `Uint8Array`.
 */
export type CaptureSource =
  BytesInMemory | BlobLike | WebStream | ResponseLike | AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** A `Blob`; a `File` has a name too. */
export interface BlobLike {
  readonly size: number
  readonly name?: string
  stream(): WebStream
}

/** A `ReadableStream` of bytes. */
export interface WebStream {
  readonly locked: boolean
  getReader(): WebStreamReader
}

interface WebStreamReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(reason?: unknown): Promise<void>
}

/** A `Response` or a `Request` with a body. */
export interface ResponseLike {
  readonly body: WebStream | null
  readonly ok?: boolean
  readonly status?: number
  readonly url?: string
}

/** A reader of a source, with the source's size in bytes if it is known. */
export interface OpenedSource {
  readonly reader: BufferedReader
  readonly size: number | undefined
}

/** The name of a source for messages: that of a file, the URL of a response; otherwise `capture`. */
export function nameOfSource(source: unknown): string {
  const { name, url } = (typeof source === 'object' && source !== null ? source : {}) as Record<string, unknown>
  return [name, url].find((text): text is string => typeof text === 'string' && text !== '') ?? 'capture'
}

/** Whether something can be opened by `openSource`. */
export const isSource = (value: unknown): value is CaptureSource =>
  plainBytes(value) !== undefined ||
  (typeof value === 'object' && value !== null && shapes.some((shape) => shape.is(value)))

/**
 * Opens a source. Throws a TypeError for what is not one, also for a stream that is locked, and a CaptureError
 * (`unreadable`) for a response without a body or with a status of failure.
 */
export function openSource(source: unknown, name: string, reuseMemory: boolean, caller: string): OpenedSource {
  const bytes = plainBytes(source)
  if (bytes !== undefined) return { reader: new MemoryReader(bytes), size: bytes.length }
  const given = (typeof source === 'object' ? source : undefined) as Given | null | undefined
  const pieces = given && shapes.find((shape) => shape.is(given))?.pieces(given, name)
  if (!pieces) {
    const advice = typeof source === 'string' ? '; openFile() takes a path' : ''
    throw new TypeError(`${caller} expected ${sourceKinds}, found ${kindOf(source)}${advice}`)
  }
  const size = shapes[0]!.is(given) ? given.size : undefined
  return { reader: new SourceReader(new PieceSource(pieces, name, { size }), reuseMemory), size }
}

export const sourceKinds = 'bytes, a Blob, a stream, a Response or an iterable of Uint8Array'

/** What is looked for in a source. */
type Given = Partial<BlobLike & WebStream & ResponseLike & { destroy(): void }> & {
  readonly [Symbol.asyncIterator]?: () => AsyncIterator<unknown>
  readonly [Symbol.iterator]?: () => Iterator<unknown>
}

/** Kinds of sources, in the order in which they are recognized: a Node stream may have a `body` too. */
const shapes: readonly {
  is(given: Given): boolean
  pieces(given: Given, name: string): Pieces
}[] = [
  {
    is: ({ stream, size }) => typeof stream === 'function' && typeof size === 'number',
    pieces: (given) => ofStream(given.stream!()),
  },
  { is: ({ getReader }) => typeof getReader === 'function', pieces: (given) => ofStream(given as WebStream) },
  {
    is: (given) => typeof given[Symbol.asyncIterator] === 'function',
    pieces: (given) => {
      const iterator = given[Symbol.asyncIterator]!()
      // A Node stream; `return` of its iterator would wait for a pending read.
      const end = typeof given.destroy === 'function' ? () => given.destroy!() : () => ending(iterator.return?.())
      return { immediate: false, next: () => iterator.next(), end }
    },
  },
  { is: (given) => 'body' in given, pieces: (given, name) => ofStream(bodyOf(given, name)) },
  {
    is: (given) => typeof given[Symbol.iterator] === 'function',
    pieces: (given) => {
      const iterator = given[Symbol.iterator]!()
      return { immediate: true, next: () => iterator.next(), end: () => void iterator.return?.() }
    },
  },
]

/** Not its async iterator, which some browsers lack. */
function ofStream(stream: WebStream): Pieces {
  if (stream.locked) throw new TypeError('expected a stream that nobody reads, found one that is locked')
  const reader = stream.getReader()
  return {
    immediate: false,
    next: () => reader.read() as Promise<IteratorResult<unknown, unknown>>,
    end: () => ending(reader.cancel()),
  }
}

function bodyOf({ body, ok = true, status }: Partial<ResponseLike>, path: string): WebStream {
  if (!ok)
    throw new CaptureError({
      code: 'unreadable',
      path,
      expected: 'a response with a capture',
      found: `status ${status}`,
    })
  if (body === null || body === undefined)
    throw new CaptureError({ code: 'unreadable', path, expected: 'a response with a body', found: 'none' })
  return body
}

/** What happens to a source that is not needed any more is of no interest. */
function ending(end: PromiseLike<unknown> | undefined): void {
  end?.then(undefined, () => {})
}
