/**
 * The layers of a frame as an index of numbers: which protocol, from where, to where. No view is made here; the functions
 * a protocol declares are given its cursor.
 */
import { point } from '../schema/index.ts'
import { data, entries, linkTypes, type Entry } from './tables.ts'

/** How many layers a frame may have; deeper ones are not decoded. */
const limit = 32

export class Layers {
  count = 0
  bytes: Uint8Array = new Uint8Array(0)
  /** The place of the protocol in `entries`. */
  readonly protocol = new Int32Array(limit)
  readonly start = new Int32Array(limit)
  readonly end = new Int32Array(limit)

  /**
   * Splits the frame from byte `from` to byte `to` into layers; stops behind the protocol `until`, if it meets it.
   * A layer that is cut or carries nothing is the last.
   */
  decode(bytes: Uint8Array, from: number, to: number, linkType: number, until = -1): void {
    this.bytes = bytes
    let count = 0
    let at = from
    let end = to
    for (let entry = linkTypes[linkType] ?? data; at < end && count < limit; count++) {
      this.protocol[count] = entry.id
      this.start[count] = at
      this.end[count] = end
      if (entry.key === undefined || end - at < entry.fixedLength || entry.id === until) {
        count++
        break
      }
      point(bytes, at, end)
      const { cursor } = entry
      let next = entry.table![entry.key(cursor)]
      if (next === undefined && entry.otherKey !== undefined) next = entry.otherTable![entry.otherKey(cursor)]
      const header = entry.headerLength === undefined ? entry.fixedLength : entry.headerLength(cursor)
      const length = entry.length === undefined ? undefined : entry.length(cursor)
      at += header
      if (length !== undefined) end = Math.min(end, at + Math.max(0, length))
      entry = next ?? (entry.guesses.length === 0 ? data : guessed(entry, bytes, at, end))
    }
    this.count = count
  }

  /** Points the cursors at a layer. */
  look(index: number): void {
    point(this.bytes, this.start[index]!, this.end[index]!)
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
