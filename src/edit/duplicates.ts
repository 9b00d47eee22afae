import type { Batch } from '../files/batch.ts'
import { checksumLength } from '../packet/checksums/index.ts'
import { Layers } from '../packet/layers.ts'
import type { Edit } from './edit.ts'

export interface DuplicateOptions {
  /** Among how many frames before it a frame is looked for. Default: 4, or with `seconds` any number. */
  readonly packets?: number | undefined
  /** How many seconds before it. Default: any number. */
  readonly seconds?: number | undefined
  /**
   * Whether frames are the same that differ only in what a router changes: what is in front of the first IP header, its
   * time to live, and its checksum.
   */
  readonly routed?: boolean | undefined
}

/** Removes frames whose bytes are those of an earlier one. */
export class Duplicates implements Edit {
  /** Frames removed so far. */
  removed = 0
  /** Whether the memory for earlier frames was full, so that some were not compared with all they should be. */
  limited = false
  private readonly packets: number
  private readonly seconds: number
  private readonly normalize: Normalizer | undefined
  /** Earlier frames, oldest first, from `oldest` on. */
  private frames: Kept[] = []
  private oldest = 0
  private bytes = 0
  private seen = 0
  private readonly byHash = new Map<number, Kept[]>()

  constructor({ seconds = Infinity, packets = seconds === Infinity ? 4 : Infinity, routed }: DuplicateOptions = {}) {
    this.packets = packets
    this.seconds = seconds
    this.normalize = routed ? new Normalizer() : undefined
  }

  take(batch: Batch): Batch {
    batch.keep((_, index) => this.isNew(batch, index))
    return batch
  }

  private isNew(batch: Batch, index: number): boolean {
    const start = batch.start[index]!
    const own = batch.memory.subarray(start, start + batch.capturedLength[index]!)
    const bytes = this.normalize?.bytes(batch, index) ?? own
    const time = batch.seconds[index]! + batch.nanoseconds[index]! / 1e9
    const number = ++this.seen
    this.forget(number, time)
    const hash = hashOf(bytes)
    const same = this.byHash.get(hash)
    const length = batch.originalLength[index]! - own.length + bytes.length
    // Hashes can be made equal on purpose.
    if (same !== undefined && same.length > mostAlike) this.limited = true
    const isKnown = same
      ?.slice(-mostAlike)
      .some((kept) => kept.length === length && isWithin(time, kept.time, this.seconds) && equal(kept.bytes, bytes))
    this.remember({ hash, length, time, number, bytes: bytes.slice() }, same)
    if (isKnown) this.removed++
    return !isKnown
  }

  private remember(kept: Kept, same: Kept[] | undefined): void {
    if (same === undefined) this.byHash.set(kept.hash, [kept])
    else same.push(kept)
    this.frames.push(kept)
    this.bytes += kept.bytes.length + overhead
    while (this.bytes > mostBytes) {
      this.limited = true
      this.drop()
    }
  }

  /** Forgets the frames that are too far from frame `number`. */
  private forget(number: number, time: number): void {
    for (;;) {
      const first = this.frames[this.oldest]
      if (
        first === undefined ||
        (number - first.number <= this.packets && !(time - first.time > this.seconds + rounding))
      )
        break
      this.drop()
    }
  }

  private drop(): void {
    const { frames, byHash } = this
    const kept = frames[this.oldest++]!
    this.bytes -= kept.bytes.length + overhead
    const same = byHash.get(kept.hash)!
    if (same.length === 1) byHash.delete(kept.hash)
    else same.splice(same.indexOf(kept), 1)
    if (this.oldest > 1024 && this.oldest * 2 > frames.length) {
      this.frames = frames.slice(this.oldest)
      this.oldest = 0
    }
  }
}

interface Kept {
  readonly hash: number
  /** On the wire. */
  readonly length: number
  readonly time: number
  readonly number: number
  readonly bytes: Uint8Array
}

/** Memory for earlier frames, in bytes. */
const mostBytes = 64 << 20
const overhead = 128
/** With how many frames of the same hash a frame is compared. */
const mostAlike = 256

/** In either direction: frames of several interfaces are not always in order. Frames without a time are near any. */
const isWithin = (time: number, other: number, seconds: number) => !(Math.abs(time - other) > seconds + rounding)
/** Of times as floating-point numbers. */
const rounding = 5e-7

/** FNV-1a, which only finds candidates: their bytes are compared. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5 ^ bytes.length
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  return hash >>> 0
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}

/** Frames without what a router changes. */
class Normalizer {
  private readonly layers = new Layers()

  /** From the first IP header on, with its time to live and checksum zero; undefined where there is none. */
  bytes(batch: Batch, index: number): Uint8Array | undefined {
    const { layers } = this
    layers.decode(batch, index)
    for (let at = 0; at < layers.count; at++) {
      const view = layers.view(at)
      const { ends, checksum, hopLimit } = view.schema
      if (ends?.kind !== 'address' || !view.headed) continue
      const bytes = batch.memory.slice(view.start, batch.start[index]! + batch.capturedLength[index]!)
      if (checksum !== undefined) bytes.fill(0, checksum.offset, checksum.offset + checksumLength(checksum))
      if (hopLimit !== undefined) bytes[hopLimit] = 0
      return bytes
    }
    return undefined
  }
}
