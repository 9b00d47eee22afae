/**
 * The layers of a frame as an index of numbers: which protocol, from where, to where. No view is made here; the functions
 * a protocol declares are given its cursor.
 */
import type { Batch } from '../files/batch.ts'
import { point, type View } from '../schema/index.ts'
import { withoutGuesses, type Reach } from './reach.ts'
import { data, entries, linkTypes, type Entry } from './tables.ts'

/** How many layers a frame may have; deeper ones are not decoded. */
const limit = 32

export class Layers {
  count = 0
  bytes: Uint8Array = new Uint8Array(0)
  /** The place of the protocol in `entries`. */
  readonly protocol = new Int32Array(limit)
  readonly start = new Int32Array(limit)
  /** Where what was captured of a layer ends, payload and all. */
  readonly end = new Int32Array(limit)
  /** Where the layer ended on the wire: behind `end` if a snap length cut the frame. */
  readonly originalEnd = new Int32Array(limit)

  /** Splits frame `index` of a batch into layers; with `reach`, only as far as that says. */
  decode(batch: Batch, index: number, reach?: Reach): void {
    const from = batch.start[index]!
    this.split(batch.memory, from, from + batch.capturedLength[index]!, from + batch.originalLength[index]!, batch.linkType[index]!, reach)
  }

  /**
   * Splits a frame into layers: the bytes from `from` to `to`, that went on to `originalTo` on the wire. A layer that is cut
   * in its header or carries nothing is the last, or one behind which nothing wanted can be.
   */
  split(bytes: Uint8Array, from: number, to: number, originalTo: number, linkType: number, reach?: Reach): void {
    this.bytes = bytes
    let count = 0
    let at = from
    let end = to
    let originalEnd = Math.max(to, originalTo)
    for (let entry = entries[linkTypes[linkType] ?? data.id]!; at < end && count < limit; count++) {
      this.protocol[count] = entry.id
      this.start[count] = at
      this.end[count] = end
      this.originalEnd[count] = originalEnd
      if (entry.key === undefined || end - at < entry.fixedLength || (reach !== undefined && reach[entry.id] === 0)) {
        count++
        break
      }
      point(bytes, at, end, originalEnd)
      const { cursor } = entry
      let found = entry.table![entry.key(cursor)]
      if (!found && entry.otherKey !== undefined) found = entry.otherTable![entry.otherKey(cursor)]
      const header = entry.headerLength === undefined ? entry.fixedLength : entry.headerLength(cursor, at)
      const length = entry.length === undefined ? undefined : entry.length(cursor)
      // A header that goes on beyond the end, perhaps without end, leaves nothing to carry; and `at` stays a small whole number.
      at = header < end - at ? at + header : end
      if (length !== undefined) {
        const stated = at + Math.max(0, length)
        if (stated < originalEnd) originalEnd = stated
        if (stated < end) end = stated
      }
      let next = found ? entries[found] : undefined
      if (next !== undefined && next.trusted !== undefined) {
        const trusted = next.trusted(bytes, at, end)
        if (trusted <= at) next = data
        else if (trusted < end) end = trusted
      }
      entry = next ?? (entry.guesses.length === 0 || (reach !== undefined && reach[entry.id] === withoutGuesses) ? data : guessed(entry, bytes, at, end))
    }
    this.count = count
  }

  /** Points the cursors at a layer. */
  look(index: number): void {
    point(this.bytes, this.start[index]!, this.end[index]!, this.originalEnd[index]!)
  }

  /** A view of a layer, to keep. */
  view(index: number): View {
    const { schema } = entries[this.protocol[index]!]!
    return schema.view(this.bytes, this.start[index]!, this.end[index]!, undefined, this.originalEnd[index]!) as View
  }

  /** A view of each layer, outermost first. */
  views(): View[] {
    return Array.from({ length: this.count }, (_, index) => this.view(index))
  }

  /** The first layer of a protocol whose fixed fields are all there, or -1. */
  find(protocol: number): number {
    for (let index = 0; index < this.count; index++)
      if (this.protocol[index] === protocol && this.end[index]! - this.start[index]! >= entries[protocol]!.fixedLength) return index
    return -1
  }
}

function guessed({ guesses }: Entry, bytes: Uint8Array, at: number, end: number): Entry {
  for (let index = 0; index < guesses.length; index++) if (guesses[index]!.guess!(bytes, at, end)) return guesses[index]!
  return data
}
