import { keyLength } from './flow-finder.ts'

/** Numbers by flow: a hash table in flat arrays, without an object per flow. When full, it is cleared. */
export class FlowNumbers {
  /** The value of each entry; 0 in a new one. */
  readonly value: Int32Array
  /** Time of each entry, in any unit; 0 in a new one. */
  readonly until: Float64Array
  private readonly keys: Int32Array
  /** Entry numbers by hash, from 1; twice as many slots as entries, so that probing is short. */
  private readonly slots: Int32Array
  private count = 0

  /** `capacity` is a power of two. */
  constructor(private readonly capacity: number) {
    this.value = new Int32Array(capacity)
    this.until = new Float64Array(capacity)
    this.keys = new Int32Array(capacity * keyLength)
    this.slots = new Int32Array(capacity * 2)
  }

  /** The entry of a flow, a new one if there is none; with `known`, -1 instead. */
  place(key: Int32Array, known = false): number {
    const { slots, keys } = this
    const mask = slots.length - 1
    let slot = hash(key) & mask
    for (let place = slots[slot]! - 1; place >= 0; place = slots[slot]! - 1) {
      if (isSame(keys, place * keyLength, key)) return place
      slot = (slot + 1) & mask
    }
    if (known) return -1
    if (this.count === this.capacity) {
      this.clear()
      slot = hash(key) & mask
    }
    const place = this.count++
    slots[slot] = place + 1
    keys.set(key, place * keyLength)
    this.value[place] = 0
    this.until[place] = 0
    return place
  }

  clear(): void {
    this.count = 0
    this.slots.fill(0)
  }
}

function hash(key: Int32Array): number {
  let mixed = mix(mix(mix(key[0]!, key[4]!), key[8]!), key[9]!)
  // The words that only IPv6 uses.
  if (key[1] !== 0 || key[5] !== 0)
    mixed = mix(mix(mix(mix(mix(mix(mixed, key[1]!), key[2]!), key[3]!), key[5]!), key[6]!), key[7]!)
  return mixed
}

function mix(mixed: number, word: number): number {
  const product = Math.imul(mixed ^ ((word + 0x9e3779b9) | 0), 0x85ebca6b)
  return product ^ (product >>> 15)
}

function isSame(keys: Int32Array, from: number, key: Int32Array): boolean {
  for (let at = 0; at < keyLength; at++) if (keys[from + at] !== key[at]) return false
  return true
}
