/**
 * Conversation numbers by key: a hash table from addresses, ports and protocol to a number, the same for both
 * directions. It grows with each added conversation; the caller limits their number. The hash has a secret key, so that
 * nobody can choose addresses that collide. What was found lately is found without that hash: addresses that were
 * chosen to collide there are only looked up in the table.
 */
import { placeOf, portAt, sizeOf } from '../packet/endpoints.ts'
import type { Layers } from '../packet/layers.ts'
import { ConversationHash } from './conversation-hash.ts'

/** An entry: the lower address and the higher one, four words each, ports, protocol and length, the number. */
const words = 11
const value = 10
const absent = -1
/** A power of two. */
const recentEntries = 2048

export class ConversationTable {
  /** Whether the first address and port of the last lookup are the lower ones. */
  upward = true
  private capacity = 1 << 8
  private count = 0
  private table = new Int32Array(this.capacity * words)
  private slot = 0
  private readonly hash = new ConversationHash()
  /** Places of entries found lately, by a hash without a key. */
  private readonly recent = new Int32Array(recentEntries)

  /**
   * The number of the conversation between two addresses of `length` bytes (4 or 16) at `source` and `destination` in
   * `bytes`, or -1.
   */
  find(
    bytes: Uint8Array,
    source: number,
    destination: number,
    length: number,
    sourcePort: number,
    destinationPort: number,
    protocol: number,
  ): number {
    const order = compare(bytes, source, destination, length) || sourcePort - destinationPort
    this.upward = order <= 0
    const low = order <= 0 ? source : destination
    const high = order <= 0 ? destination : source
    const ports = order <= 0 ? (sourcePort << 16) | destinationPort : (destinationPort << 16) | sourcePort
    const kind = (protocol << 8) | length
    const { table, recent } = this
    const end = length - 4
    const mixed = Math.imul(word(bytes, low + end) ^ Math.imul(word(bytes, high + end), 31) ^ ports, 0x9e3779b1)
    const lately = (mixed ^ (mixed >>> 15)) & (recentEntries - 1)
    const near = recent[lately]!
    if (isAt(table, near, bytes, low, high, length, ports, kind)) {
      this.slot = near
      return table[near + value]!
    }
    this.seek(bytes, low, high, length, ports, kind)
    const { slot } = this
    recent[lately] = slot
    if (table[slot + 9] !== 0) return table[slot + value]!
    note(bytes, low, high, length, ports, kind)
    return absent
  }

  /** Goes to the entry of a key, or to the place where it belongs. */
  private seek(bytes: Uint8Array, low: number, high: number, length: number, ports: number, kind: number): void {
    const { table, capacity, hash } = this
    hash.start(ports, kind)
    for (let at = 0; at < length; at += 4) hash.add(word(bytes, low + at), word(bytes, high + at))
    let slot = hash.end() & (capacity - 1)
    while (table[slot * words + 9] !== 0 && !isAt(table, slot * words, bytes, low, high, length, ports, kind))
      slot = (slot + 1) & (capacity - 1)
    this.slot = slot * words
  }

  /** The same for the addresses in layer `address` of a frame, and the ports in layer `at`. */
  findEnds(layers: Layers, address: number, at: number, protocol: number): number {
    return this.find(
      layers.bytesOf(address),
      placeOf(layers, address, 'source'),
      placeOf(layers, address, 'destination'),
      sizeOf(layers, address),
      portAt(layers, at, 'source'),
      portAt(layers, at, 'destination'),
      protocol,
    )
  }

  /** Adds the conversation that the last `find` did not find. */
  add(number: number): void {
    this.table.set(pending, this.slot)
    this.table[this.slot + value] = number
    if (++this.count * 2 > this.capacity) this.grow()
  }

  /** Changes the number of the conversation that `find` found last. */
  replace(number: number): void {
    this.table[this.slot + value] = number
  }

  /** Takes all of them out; what it has grown to stays. */
  clear(): void {
    this.table.fill(0)
    this.recent.fill(0)
    this.count = 0
  }

  private grow(): void {
    const { table, capacity } = this
    this.capacity = 2 * capacity
    this.table = new Int32Array(this.capacity * words)
    this.recent.fill(0)
    for (let at = 0; at < capacity * words; at += words) if (table[at + 9] !== 0) this.move(table, at)
  }

  private move(from: Int32Array, at: number): void {
    const { hash } = this
    hash.start(from[at + 8]!, from[at + 9]!)
    const length = from[at + 9]! & 0xff
    for (let index = 0; index < length >> 2; index++) hash.add(from[at + index]!, from[at + 4 + index]!)
    let slot = hash.end() & (this.capacity - 1)
    while (this.table[slot * words + 9] !== 0) slot = (slot + 1) & (this.capacity - 1)
    for (let index = 0; index < words; index++) this.table[slot * words + index] = from[at + index]!
  }
}

/** The key of the last failed lookup. */
const pending = new Int32Array(10)

function note(bytes: Uint8Array, low: number, high: number, length: number, ports: number, kind: number): void {
  for (let offset = 0; offset < length; offset += 4) {
    pending[offset >> 2] = word(bytes, low + offset)
    pending[4 + (offset >> 2)] = word(bytes, high + offset)
  }
  for (let offset = length >> 2; offset < 4; offset++) pending[offset] = pending[4 + offset] = 0
  pending[8] = ports
  pending[9] = kind
}

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

/** Whether the entry at a place has a key. */
function isAt(
  table: Int32Array,
  entry: number,
  bytes: Uint8Array,
  low: number,
  high: number,
  length: number,
  ports: number,
  kind: number,
): boolean {
  if (table[entry + 8] !== ports || table[entry + 9] !== kind) return false
  for (let at = 0, place = entry; at < length; at += 4, place++)
    if (table[place] !== word(bytes, low + at) || table[place + 4] !== word(bytes, high + at)) return false
  return true
}

/** Addresses are whole words. */
function compare(bytes: Uint8Array, first: number, second: number, length: number): number {
  for (let at = 0; at < length; at += 4) {
    const one = word(bytes, first + at)
    const other = word(bytes, second + at)
    if (one !== other) return (one >>> 0) - (other >>> 0)
  }
  return 0
}
