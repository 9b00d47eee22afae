/** What there is of a message that is not all there, in one growing memory. */
import type { SourcePart } from '../../packet/gain.ts'
import { unfinished, type FramingProgress } from '../../schema/index.ts'
import type { Payload } from './payload.ts'

export class PendingMessage {
  length = 0
  /** How many bytes the message has; `unfinished` if that is not known. */
  needed = unfinished
  readonly parts: SourcePart[] = []
  /** Whether all of it lies in layers, so that it can be made again of these. */
  isOfLayers = true
  /** Whether it was said that its head is all there. */
  isBegun = false
  private memory = empty

  /** `progress` is how far it was looked over. */
  constructor(readonly progress: FramingProgress) {}

  add(payload: Payload, from: number): void {
    const { bytes, to, frame, layer, offset } = payload
    const length = this.length + to - from
    if (length > this.memory.length) {
      // What a message says of its length is not trusted far beyond what there is of it.
      const most = this.needed > length ? Math.min(this.needed, 8 * length) : 2 * this.memory.length
      const larger = new Uint8Array(Math.max(length, Math.min(most, length + Math.max(length, mostAhead))))
      larger.set(this.memory.subarray(0, this.length))
      this.memory = larger
    }
    this.memory.set(bytes.subarray(from, to), this.length)
    this.length = length
    if (payload.source !== undefined) this.isOfLayers = false
    this.parts.push({ frame, layer, from: offset + from - payload.from, length: to - from })
  }

  /** The first bytes; they are not copied, since nothing more is added. */
  bytes(length = this.length): Uint8Array {
    return this.memory.subarray(0, length)
  }

  /** Gives the memory up to what was made of it; the length stays. */
  release(): void {
    this.memory = empty
  }

  /** All that is there, as far as `length`, in the memory that may be longer. */
  get whole(): Uint8Array {
    return this.memory
  }
}

const empty = new Uint8Array(0)
/** Bytes of memory that may be asked for before they are needed; of a long message as many as there are of it. */
const mostAhead = 4 << 20
