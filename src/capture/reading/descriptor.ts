import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import type { Readable } from 'node:stream'
import { CaptureError } from '../../files/error.ts'
import type { ByteSource } from './byte-source.ts'
import { failure } from './file-failure.ts'

/** Opens a file, a named pipe or, for `-`, standard input. Rejects with a CaptureError. */
export async function openBytes(path: string): Promise<ByteSource> {
  const name = path === '-' ? 'standard input' : path
  const { descriptor, stats } = open(path, name)
  if (stats.isFile()) return new RegularFile(descriptor, stats.size, name)
  if (stats.isDirectory()) {
    closeSync(descriptor)
    throw new CaptureError({ code: 'unreadable', path: name, expected: 'a capture file', found: 'a directory' })
  }
  return new StreamSource(await streamOf(path, descriptor, stats), name)
}

/** A file, read on this thread: handing reads to the thread pool takes longer than reading. */
class RegularFile implements ByteSource {
  readonly immediate = true
  bytesRead = 0
  private open = true

  constructor(
    private readonly descriptor: number,
    readonly size: number,
    private readonly name: string,
  ) {}

  read(memory: Uint8Array, at: number): number {
    if (!this.open) return 0
    try {
      const count = readSync(this.descriptor, memory, at, memory.length - at, null)
      this.bytesRead += count
      return count
    } catch (error) {
      throw failure(error, this.name)
    }
  }

  close(): void {
    if (!this.open) return
    this.open = false
    // Standard input stays open.
    if (this.descriptor !== 0) closeSync(this.descriptor)
  }
}

/** A Node stream: it reports when bytes are available, so that no read blocks. */
export class StreamSource implements ByteSource {
  bytesRead = 0
  readonly size = undefined
  readonly immediate = false
  private readonly pieces: AsyncIterator<Uint8Array>
  private piece: Uint8Array = new Uint8Array(0)

  constructor(
    private readonly stream: Readable,
    private readonly name: string,
  ) {
    this.pieces = stream[Symbol.asyncIterator]()
  }

  read(memory: Uint8Array, at: number): number | Promise<number> {
    return this.piece.length > 0 ? this.take(memory, at) : this.wait(memory, at)
  }

  close(): void {
    this.stream.destroy()
  }

  private take(memory: Uint8Array, at: number): number {
    const count = Math.min(this.piece.length, memory.length - at)
    memory.set(count === this.piece.length ? this.piece : this.piece.subarray(0, count), at)
    this.piece = this.piece.subarray(count)
    return count
  }

  private async wait(memory: Uint8Array, at: number): Promise<number> {
    try {
      const { done, value } = await this.pieces.next()
      if (done) return 0
      this.piece = value
      this.bytesRead += value.length
      return this.take(memory, at)
    } catch (error) {
      if (this.stream.destroyed && (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return 0
      throw failure(error, this.name)
    }
  }
}

function open(path: string, name: string): { descriptor: number; stats: Stats } {
  try {
    // Without O_NONBLOCK, opening a named pipe without a writer would block the whole process.
    const descriptor = path === '-' ? 0 : openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    return { descriptor, stats: fstatSync(descriptor) }
  } catch (error) {
    throw failure(error, name)
  }
}

async function streamOf(path: string, descriptor: number, stats: Stats): Promise<Readable> {
  if (path === '-') return process.stdin
  if (stats.isFIFO()) return new (await import('node:net')).Socket({ fd: descriptor, readable: true, writable: false })
  return createReadStream(path, { fd: descriptor })
}
