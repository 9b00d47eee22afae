import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import type { Readable } from 'node:stream'
import { CaptureError } from '../../files/error.ts'
import type { ByteSource } from '../../files/streams/byte-source.ts'
import { PieceSource } from '../../files/streams/piece-source.ts'
import { failure } from './file-failure.ts'

/** Opens a file, a named pipe or, for `-`, standard input. Rejects with a CaptureError. */
export async function openPath(path: string): Promise<ByteSource> {
  const name = path === '-' ? 'standard input' : path
  const { descriptor, stats } = open(path, name)
  if (stats.isFile()) return new RegularFile(descriptor, stats.size, name)
  if (stats.isDirectory()) {
    closeSync(descriptor)
    throw new CaptureError({ code: 'unreadable', path: name, expected: 'a capture file', found: 'a directory' })
  }
  return streamSource(await streamOf(path, descriptor, stats), name)
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
export function streamSource(stream: Readable, name: string): ByteSource {
  const pieces: AsyncIterator<unknown, unknown> = stream[Symbol.asyncIterator]()
  const next = async () => {
    try {
      return await pieces.next()
    } catch (error) {
      const early = stream.destroyed && (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE'
      if (early) return { done: true as const, value: undefined }
      throw error
    }
  }
  return new PieceSource({ immediate: false, next, end: () => stream.destroy() }, name, { failure })
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
