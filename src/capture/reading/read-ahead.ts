import { closeSync, read, readSync } from 'node:fs'
import { failure } from './file-failure.ts'
import type { Intake } from './intake.ts'
import { readMemory } from './read-memory.ts'

/** Bytes of a read; three are under way while one is looked at. */
const chunk = 1 << 20
const ahead = 3
/** Room in front of a chunk for what waits of the one before, the beginning of a frame: ordinary frames have at most 256 KiB. */
const headroom = 512 << 10

/** Files smaller than this are read before another thread has begun. */
export const worthReadingAhead = 16 << 20

/**
 * Takes in a file on a disk that other threads read, several chunks at once: while one is looked at, the next are copied out of the
 * system's cache. Its memory is used again and again.
 */
export class ReadAhead implements Intake {
  memory: Uint8Array = new Uint8Array(0)
  from = 0
  end = 0
  readonly immediate = false
  bytesRead = 0
  /** Where the next read begins. */
  private position = 0
  private readonly reads: { readonly slab: Uint8Array, readonly count: Promise<number> }[] = []
  private slab: Uint8Array | undefined
  private closed = false

  constructor(private readonly descriptor: number, private readonly size: number, private readonly name: string) {
    for (let slabs = 0; slabs < ahead; slabs++) this.readInto(readMemory(headroom + chunk))
    this.slab = readMemory(headroom + chunk)
  }

  async more(): Promise<boolean> {
    if (this.closed) return false
    // What was looked at last has been used, but for the bytes that wait: they move in front of the next chunk.
    const free = this.slab
    const next = this.reads.shift()
    if (next === undefined) return this.rest()
    const count = await next.count
    if (this.closed) return false
    this.bytesRead += count
    this.behind(next.slab, count)
    this.slab = next.slab
    if (free !== undefined && this.position < this.size) this.readInto(free)
    return count > 0 || this.reads.length > 0 ? true : this.rest()
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    // A descriptor must not be closed, and used again, while another thread reads from it.
    void Promise.allSettled(this.reads.map(({ count }) => count)).then(() => closeSync(this.descriptor))
  }

  /** Puts what waits in front of the `count` bytes of a chunk. */
  private behind(slab: Uint8Array, count: number): void {
    const waiting = this.end - this.from
    if (waiting <= headroom) {
      slab.set(this.memory.subarray(this.from, this.end), headroom - waiting)
      this.memory = slab
      this.from = headroom - waiting
      this.end = headroom + count
      return
    }
    // A frame of more than the headroom: memory grows with the bytes that have come.
    const larger = new Uint8Array(waiting + count)
    larger.set(this.memory.subarray(this.from, this.end))
    larger.set(slab.subarray(headroom, headroom + count), waiting)
    this.memory = larger
    this.from = 0
    this.end = waiting + count
  }

  private readInto(slab: Uint8Array): void {
    const { position } = this
    this.position += chunk
    const count = new Promise<number>((resolve, reject) => {
      read(this.descriptor, slab, headroom, chunk, position, (error, count) => {
        if (error) return reject(failure(error, this.name))
        try {
          resolve(this.closed ? 0 : this.complete(slab, count, position))
        } catch (error) {
          reject(error)
        }
      })
    })
    // It may fail before anybody waits for it.
    count.catch(() => {})
    this.reads.push({ slab, count })
  }

  /** Reads what a read left out, which the system may do at any place. */
  private complete(slab: Uint8Array, count: number, position: number): number {
    let end = count
    for (let more = count; more > 0 && end < chunk && position + end < this.size; end += more)
      more = this.readNow(slab, headroom + end, chunk - end, position + end)
    return end
  }

  /** What was written to the file since it was opened. */
  private rest(): boolean {
    const slab = readMemory(headroom + chunk)
    const count = this.readNow(slab, headroom, chunk, this.bytesRead)
    if (count > 0) this.behind(slab, count)
    this.bytesRead += count
    return count > 0
  }

  /** Reads on this thread; fails with a CaptureError. */
  private readNow(slab: Uint8Array, at: number, length: number, position: number): number {
    try {
      return readSync(this.descriptor, slab, at, length, position)
    } catch (error) {
      throw failure(error, this.name)
    }
  }
}
