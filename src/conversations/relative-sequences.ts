/**
 * Relative TCP sequence numbers, counted from the start of the conversation. Memory is bounded: the table has a fixed
 * size, and a new conversation replaces the least recently used one of its set, which then restarts.
 */
import type { SequenceNumbers } from '../packet/summary/tcp.ts'

const words = 12
const ways = 4
const known = 1 // the base of the lower endpoint's sequence numbers is known; twice that, the upper one's

/** The results of `locate` are fields, `sequence` and `acknowledgment`, so that no object is created per segment. */
export class RelativeSequences implements SequenceNumbers {
  /** For the last segment: 0 at the SYN, 1 at the first byte of data. */
  sequence = 0
  acknowledgment = 0
  private readonly table: Int32Array
  private readonly sets: number
  private clock = 0

  /** 65,536 conversations take 3 MB; `conversations` is a power of two. */
  constructor(conversations = 1 << 16) {
    this.table = new Int32Array(conversations * words)
    this.sets = conversations / ways
  }

  /**
   * Finds the conversation of a segment: its addresses are `length` bytes each (4 or 16) at `source` and `destination`
   * in `bytes`, ports, sequence and acknowledgment numbers and the flags are the header's.
   */
  locate(
    bytes: Uint8Array,
    source: number,
    destination: number,
    length: number,
    sourcePort: number,
    destinationPort: number,
    sequence: number,
    acknowledgment: number,
    { syn, ack }: { readonly syn: boolean; readonly ack: boolean },
  ): void {
    const upward = order(bytes, source, destination, length) || sourcePort - destinationPort
    const [low, high, ports] =
      upward <= 0
        ? [source, destination, (sourcePort << 16) | destinationPort]
        : [destination, source, (destinationPort << 16) | sourcePort]
    const { table } = this
    const at = this.entry(bytes, low, high, length, ports)
    const mine = at + (upward <= 0 ? 9 : 10)
    const theirs = at + (upward <= 0 ? 10 : 9)
    const mineKnown = upward <= 0 ? known : 2 * known
    const theirsKnown = 3 * known - mineKnown
    // The age shares its word with the two flags.
    let marks = table[at + 11]! & 3
    if (syn) {
      table[mine] = sequence
      marks = ack ? marks | mineKnown : mineKnown
    } else if ((marks & mineKnown) === 0) {
      table[mine] = sequence - 1
      marks |= mineKnown
    }
    if (ack && (marks & theirsKnown) === 0) {
      table[theirs] = acknowledgment - 1
      marks |= theirsKnown
    }
    this.clock = (this.clock + 1) & 0x1fffffff
    table[at + 11] = (this.clock << 2) | marks
    this.sequence = (sequence - table[mine]!) >>> 0
    this.acknowledgment = ack ? (acknowledgment - table[theirs]!) >>> 0 : 0
  }

  /** The entry of a conversation: its own, or the least recently used one of its set. */
  private entry(bytes: Uint8Array, low: number, high: number, length: number, ports: number): number {
    const { table } = this
    let hash = ports
    for (let at = 0; at < length; at += 4)
      hash =
        Math.imul(hash ^ word(bytes, low + at) ^ Math.imul(word(bytes, high + at), 0x9e3779b1), 0x85ebca6b) ^
        (hash >>> 13)
    const first = ((hash ^ (hash >>> 16)) & (this.sets - 1)) * ways * words
    let oldest = first
    for (let at = first; at < first + ways * words; at += words) {
      if (
        table[at + 11] !== 0 &&
        table[at + 8] === ports &&
        same(table, at, bytes, low, length) &&
        same(table, at + 4, bytes, high, length)
      )
        return at
      if (table[at + 11]! >>> 2 < table[oldest + 11]! >>> 2) oldest = at
    }
    for (let at = 0; at < 16; at += 4) {
      table[oldest + at / 4] = at < length ? word(bytes, low + at) : 0
      table[oldest + 4 + at / 4] = at < length ? word(bytes, high + at) : 0
    }
    table[oldest + 8] = ports
    table[oldest + 11] = 0
    return oldest
  }
}

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

function same(table: Int32Array, entry: number, bytes: Uint8Array, at: number, length: number): boolean {
  for (let offset = 0; offset < 16; offset += 4)
    if (table[entry + offset / 4] !== (offset < length ? word(bytes, at + offset) : 0)) return false
  return true
}

function order(bytes: Uint8Array, first: number, second: number, length: number): number {
  for (let at = 0; at < length; at++)
    if (bytes[first + at] !== bytes[second + at]) return bytes[first + at]! - bytes[second + at]!
  return 0
}
