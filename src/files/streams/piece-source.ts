/** Bytes that arrive in pieces, of any iterable, as a source. */
import { CaptureError } from '../error.ts'
import type { ByteSource } from './byte-source.ts'
import { kindOf, plainBytes } from './kinds.ts'

/** An iterator over pieces, and how a pending read of it is ended. */
export interface Pieces {
  /** Whether `next` returns a result, not a promise of one. */
  readonly immediate: boolean
  next(): IteratorResult<unknown, unknown> | Promise<IteratorResult<unknown, unknown>>
  /** Releases what the pieces come from. */
  end(): void
}

interface PieceOptions {
  readonly size?: number | undefined
  /** Converts an error of the iterator. Default: to a CaptureError (`unreadable`). */
  readonly failure?: ((error: unknown, name: string) => unknown) | undefined
}

/** A piece that is not bytes ends reading with a TypeError. */
export class PieceSource implements ByteSource {
  bytesRead = 0
  private piece: Uint8Array = new Uint8Array(0)
  private closed = false
  /** Resolves a pending read with 0. */
  private abandon = () => {}

  readonly size: number | undefined
  private readonly failure: NonNullable<PieceOptions['failure']>

  constructor(
    private readonly pieces: Pieces,
    private readonly name: string,
    { size, failure = failureOf }: PieceOptions = {},
  ) {
    this.size = size
    this.failure = failure
  }

  get immediate(): boolean {
    return this.pieces.immediate
  }

  read(memory: Uint8Array, at: number): number | Promise<number> {
    if (this.piece.length > 0) return this.take(memory, at)
    return this.immediate ? this.next(memory, at) : this.wait(memory, at)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.abandon()
    this.pieces.end()
  }

  private take(memory: Uint8Array, at: number): number {
    const count = Math.min(this.piece.length, memory.length - at)
    memory.set(count === this.piece.length ? this.piece : this.piece.subarray(0, count), at)
    this.piece = this.piece.subarray(count)
    return count
  }

  private next(memory: Uint8Array, at: number): number {
    while (!this.closed) {
      const { done, value } = this.attempt(() => this.pieces.next() as IteratorResult<unknown, unknown>)
      if (done) return 0
      // An empty piece is not the end.
      if (this.accept(value)) return this.take(memory, at)
    }
    return 0
  }

  private async wait(memory: Uint8Array, at: number): Promise<number> {
    while (!this.closed) {
      const result = await this.nextOrClosed().catch((error: unknown) => {
        throw this.failure(error, this.name)
      })
      if (result === undefined || result.done) return 0
      if (this.accept(result.value)) return this.take(memory, at)
    }
    return 0
  }

  /** The next result; undefined once this source is closed, even if the iterator never settles. */
  private nextOrClosed(): Promise<IteratorResult<unknown, unknown> | undefined> {
    return new Promise((resolve, reject) => {
      this.abandon = () => resolve(undefined)
      // A promise of `resolve` is settled alike; a rejection after the close is of no interest.
      Promise.resolve(this.pieces.next()).then(resolve, (error) => (this.closed ? resolve(undefined) : reject(error)))
    })
  }

  private attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw this.failure(error, this.name)
    }
  }

  private accept(value: unknown): boolean {
    const bytes = plainBytes(value)
    if (bytes === undefined)
      throw new TypeError(`${this.name}: expected pieces of type Uint8Array, found ${kindOf(value)}`)
    this.bytesRead += bytes.length
    this.piece = bytes
    return bytes.length > 0
  }
}

/** An aborted read stays an AbortError: the caller has asked for it. */
function failureOf(error: unknown, path: string): unknown {
  const { name, message } = (error ?? {}) as { readonly name?: unknown; readonly message?: unknown }
  if (name === 'AbortError' || error instanceof CaptureError) return error
  const found = typeof message === 'string' && message !== '' ? message : `the error ${String(error)}`
  return new CaptureError({ code: 'unreadable', path, expected: 'bytes that can be read', found, cause: error })
}
