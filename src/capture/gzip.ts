import { createGunzip, type Gunzip } from 'node:zlib'
import { CaptureError } from '../files/error.ts'
import { outputBeforeDamage } from './gzip-damage.ts'
import type { ByteSource } from '../files/streams/byte-source.ts'
import type { BufferedReader } from '../files/streams/buffered-reader.ts'

/**
 * Decompresses gzip data of one or more members (RFC 1952). Passes zlib small pieces and waits until their output is
 * consumed, so memory stays small whatever the compression ratio. Data before damage is delivered: zlib does not return
 * what it produced from the piece with the damage, so that piece is decompressed again, byte by byte; beyond the first
 * `mostKept` compressed bytes up to `outputLength` bytes are lost instead.
 */
export class GzipSource implements ByteSource {
  readonly size = undefined
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: outputLength })
  private readonly pieces: Uint8Array[] = []
  private state: 'reading' | 'ended' | 'closed' = 'reading'
  private failure: NodeJS.ErrnoException | undefined
  private proceed = () => {}
  /** The compressed pieces so far; undefined once they exceed `mostKept`, or have been decompressed again. */
  private kept: Uint8Array[] | undefined = []
  private keptLength = 0
  private produced = 0
  private failedAt: number | undefined

  constructor(
    private readonly compressed: BufferedReader,
    private readonly name: string,
  ) {
    this.gunzip.on('data', (piece: Uint8Array) => {
      this.produced += piece.length
      this.pieces.push(piece)
    })
    this.gunzip.on('error', (error) => {
      this.failure = error
      this.proceed()
    })
    this.gunzip.on('end', () => this.proceed())
    this.gunzip.on('close', () => this.proceed())
  }

  get bytesRead(): number {
    return this.compressed.bytesRead
  }
  get immediate(): boolean {
    return this.compressed.immediate
  }

  async read(memory: Uint8Array, at: number): Promise<number> {
    while (this.pieces.length === 0) {
      if (this.state === 'closed') return 0
      if (this.failure) await this.recover(this.failure)
      else if (this.state === 'ended') return 0
      else await this.feed()
    }
    let end = at
    while (this.pieces.length > 0 && end < memory.length) {
      const piece = this.pieces[0]!
      const taken = piece.subarray(0, memory.length - end)
      memory.set(taken, end)
      end += taken.length
      if (taken.length === piece.length) this.pieces.shift()
      else this.pieces[0] = piece.subarray(taken.length)
    }
    return end - at
  }

  close(): void {
    this.state = 'closed'
    this.gunzip.destroy()
    this.compressed.close()
  }

  /** Passes zlib the next piece; resolves when all its output has been produced. */
  private async feed(): Promise<void> {
    const { compressed, gunzip } = this
    const more = compressed.from < compressed.end || (await compressed.more())
    if (this.state === 'closed') return
    await new Promise<void>((resolve) => {
      this.proceed = resolve
      if (!more) {
        this.state = 'ended'
        gunzip.end()
        return
      }
      const end = Math.min(compressed.end, compressed.from + inputLength)
      const piece = compressed.memory.subarray(compressed.from, end)
      compressed.from = end
      this.keep(piece)
      gunzip.write(piece, () => resolve())
    })
  }

  private keep(piece: Uint8Array): void {
    this.keptLength += piece.length
    if (this.keptLength > mostKept) this.kept = undefined
    this.kept?.push(piece.slice())
  }

  /** Makes what precedes the damage available, the first time; throws if nothing does. */
  private async recover(failure: NodeJS.ErrnoException): Promise<void> {
    const { kept } = this
    this.kept = undefined
    if (!kept || isTruncation(failure)) throw this.error(failure)
    const { pieces, failedAt } = await outputBeforeDamage(kept, this.produced)
    this.failedAt = failedAt
    this.pieces.push(...pieces)
  }

  private error(cause: NodeJS.ErrnoException): CaptureError {
    const truncated = isTruncation(cause)
    return new CaptureError({
      code: truncated ? 'truncated' : 'damaged',
      path: this.name,
      offset: this.failedAt ?? this.gunzip.bytesWritten,
      expected: truncated ? 'more gzip data' : 'gzip data',
      found: truncated ? 'the end of the file' : cause.message,
      cause,
    })
  }
}

const isTruncation = (error: NodeJS.ErrnoException) => error.code === 'Z_BUF_ERROR'

/** Compressed bytes. */
const mostKept = 4 << 20
/** 16 KiB decompress to at most 16 MiB (the limit of deflate is 1032:1). */
const inputLength = 16 << 10
const outputLength = 16 << 10
