/** gzip data through `DecompressionStream` of browsers. Node's zlib loses less at damage: `capture/gzip.ts`. */
import { CaptureError } from '../error.ts'
import type { BufferedReader } from './buffered-reader.ts'
import type { GzipOpener } from './decompression.ts'
import { PieceSource } from './piece-source.ts'

/**
 * Opens a decompressor of gzip data of one or more members (RFC 1952). At damage, what the compressed bytes before it
 * hold is lost, up to 16 KiB of them. Rejects with a CaptureError (`unsupported`) where there is no
 * `DecompressionStream`.
 */
export const openWebGzip: GzipOpener = async (compressed, name) => {
  const Decompressor = (globalThis as { readonly DecompressionStream?: DecompressionStreamType }).DecompressionStream
  if (Decompressor === undefined) throw unsupported(name)
  const pieces = decompressed(compressed, name, () => new Member(new Decompressor('gzip')))
  const end = () => {
    compressed.close()
    void pieces.return()
  }
  return new PieceSource({ immediate: false, next: () => pieces.next(), end }, name, { failure: (error) => error })
}

/** Decompressors of browsers end with the first member: the next one is given one of its own. */
async function* decompressed(
  input: BufferedReader,
  name: string,
  open: () => Member,
): AsyncGenerator<Uint8Array, void, undefined> {
  let member = open()
  let isInput = true
  try {
    for (;;) {
      for (let isOpen = true; isOpen && input.end - input.from < magicLength;) {
        const more = input.more()
        if (typeof more !== 'boolean') yield* member.until(more)
        isOpen = await more
      }
      const { memory, from, end } = input
      if (from === end) break
      if (isMagic(memory, from, end) && (yield* member.isComplete())) {
        yield* member.finish()
        member = open()
      }
      const cut = pieceEnd(memory, from, end)
      input.from = cut
      yield* member.write(memory.slice(from, cut))
    }
    isInput = false
    yield* member.finish()
  } catch (error) {
    throw failure(error, name, input, isInput)
  } finally {
    member.close()
  }
}

/** One member: compressed bytes in, output out. */
class Member {
  private readonly writer: Writer
  private readonly reader: Reader
  private pending: Promise<Result> | undefined
  private taken = 0
  private produced = 0
  /** The last four compressed bytes: at the end of a member the length of its output, modulo 2^32. */
  private trailer = 0

  constructor({ writable, readable }: InstanceType<DecompressionStreamType>) {
    this.writer = writable.getWriter()
    this.reader = readable.getReader()
    // A failure is that of the call that is waiting.
    this.writer.closed.catch(() => {})
  }

  /** Passes compressed bytes, which must not change, and yields output until they are taken. */
  async *write(bytes: Uint8Array): Output {
    this.taken += bytes.length
    for (const byte of bytes.subarray(-4)) this.trailer = (this.trailer >>> 8) | (byte << 24)
    yield* this.until(this.writer.write(bytes))
  }

  /** Yields what is left of the output so far, and returns whether the last bytes give its length. */
  async *isComplete(): AsyncGenerator<Uint8Array, boolean, undefined> {
    if (this.taken < shortestMember) return false
    yield* this.drain()
    return this.produced >>> 0 === this.trailer >>> 0
  }

  /** Yields the rest; throws unless the member is complete and its checksum right. */
  async *finish(): Output {
    // An error at the end discards what was not read.
    yield* this.drain()
    const closed = this.writer.close()
    yield* this.until(closed.then(() => never))
    await closed
  }

  close(): void {
    this.reader.cancel().catch(() => {})
  }

  private drain(): Output {
    return this.until(turns(2))
  }

  /** Yields output until a promise is resolved or the output ends. */
  async *until(settled: Promise<unknown>): Output {
    const over = settled.then(() => undefined)
    over.catch(() => {})
    for (;;) {
      this.pending ??= this.reader.read()
      this.pending.catch(() => {})
      const result = await Promise.race([this.pending, over])
      if (result === undefined) return
      this.pending = undefined
      if (result.value === undefined) return
      this.produced += result.value.length
      yield result.value
    }
  }
}

/** A member begins with a magic number, the method, and flags of which three are reserved. */
const isMagic = (bytes: Uint8Array, at: number, end: number): boolean =>
  bytes[at] === 0x1f &&
  (at + 1 >= end || bytes[at + 1] === 0x8b) &&
  (at + 2 >= end || bytes[at + 2] === 8) &&
  (at + 3 >= end || bytes[at + 3]! < 0x20)

/** Where the next bytes to pass end: before what may be the beginning of another member. */
function pieceEnd(bytes: Uint8Array, from: number, end: number): number {
  const limit = Math.min(end, from + pieceLength)
  for (let at = bytes.indexOf(0x1f, from + 1); at >= 0 && at < limit; at = bytes.indexOf(0x1f, at + 1))
    if (isMagic(bytes, at, end)) return at
  return limit
}

/** Resolves after turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve))
}

/** Node reports errors with a code of zlib, and may do so only at the end of the input. */
function failure(error: unknown, path: string, input: BufferedReader, isInput: boolean): unknown {
  const { name, message, code } = error as { readonly name: string; readonly message: string; readonly code?: unknown }
  if (error instanceof CaptureError || name === 'AbortError') return error
  const truncated = typeof code === 'string' ? code === 'Z_BUF_ERROR' : !isInput
  return new CaptureError({
    code: truncated ? 'truncated' : 'damaged',
    path,
    offset: input.bytesRead - (input.end - input.from),
    expected: truncated ? 'more gzip data' : 'gzip data',
    found: truncated ? 'the end of the file' : message || 'other data',
    cause: error,
  })
}

const unsupported = (path: string) =>
  new CaptureError({
    code: 'unsupported',
    path,
    offset: 0,
    expected: 'a pcap or pcapng file, or one that is compressed with zstd or lz4',
    found: 'gzip data, and no DecompressionStream to decompress it',
    advice: 'Decompress it first',
  })

const magicLength = 4
/** Bytes of a header and a trailer. */
const shortestMember = 18
/** 16 KiB decompress to at most 16 MiB (the limit of deflate is 1032:1). */
const pieceLength = 16 << 10
const never = new Promise<never>(() => {})

type Output = AsyncGenerator<Uint8Array, void, undefined>

/** The part of https://compression.spec.whatwg.org that is used. */
type DecompressionStreamType = new (format: 'gzip') => {
  readonly writable: { getWriter(): Writer }
  readonly readable: { getReader(): Reader }
}
interface Writer {
  readonly closed: Promise<unknown>
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}
interface Reader {
  read(): Promise<Result>
  cancel(): Promise<void>
}
interface Result {
  readonly value?: Uint8Array | undefined
}
