/**
 * What is remembered of conversations, by the addresses, ports and protocol of a packet. Memory is bounded: those that
 * were looked at least recently are forgotten, and counted.
 */
import { placeOf, portAt, sizeOf } from '../packet/endpoints.ts'
import type { Layers } from '../packet/layers.ts'
import { ConversationTable } from './conversation-table.ts'

export class LiveConversations<T> {
  /** Whether the first address and port of the last lookup are the lower ones. */
  upward = true
  /** How many were forgotten. */
  forgotten = 0
  /** Those that were looked at since the last change of generations, and those before them that were not since. */
  private young = new Generation<T>()
  private old = new Generation<T>()

  /** Calls `forget` with each that it forgets, to remember no more than `most`. */
  constructor(
    private readonly protocol: number,
    private readonly forget?: (conversation: T) => void,
    private readonly most = mostConversations,
  ) {}

  /** What is remembered of the conversation of a packet with addresses and ports in these layers, if anything is. */
  find(layers: Layers, address: number, ports: number): T | undefined {
    const bytes = layers.bytesOf(address)
    const source = placeOf(layers, address, 'source')
    const destination = placeOf(layers, address, 'destination')
    const sourcePort = portAt(layers, ports, 'source')
    const destinationPort = portAt(layers, ports, 'destination')
    return this.between(bytes, source, destination, sizeOf(layers, address), sourcePort, destinationPort)
  }

  /** The same between two addresses of `length` bytes (4 or 16) at `source` and `destination` in `bytes`. */
  between(
    bytes: Uint8Array,
    source: number,
    destination: number,
    length: number,
    sourcePort: number,
    destinationPort: number,
  ): T | undefined {
    const { young, old, protocol } = this
    const { table } = young
    const number = table.find(bytes, source, destination, length, sourcePort, destinationPort, protocol)
    this.upward = table.upward
    const found = number < 0 ? undefined : young.at(number)
    if (found !== undefined || old.count === 0) return found
    const before = old.table.find(bytes, source, destination, length, sourcePort, destinationPort, protocol)
    const older = before < 0 ? undefined : old.at(before)
    if (older === undefined) return undefined
    old.take()
    this.add(older)
    return older
  }

  /** Remembers the conversation that the last `find` did not find. */
  add(conversation: T): void {
    this.young.add(conversation)
    if (this.young.count * 2 < this.most) return
    for (const each of this.old.all()) {
      this.forgotten++
      this.forget?.(each)
    }
    // The tables are used again: they are large.
    const { old } = this
    old.clear()
    this.old = this.young
    this.young = old
  }

  /** Remembers another in place of the one that the last `find` found. */
  replace(conversation: T): void {
    this.young.replace(conversation)
  }
}

/** A table with what it remembers; the last lookup is the one that counts. */
class Generation<T> {
  readonly table = new ConversationTable()
  count = 0
  private readonly values: (T | undefined)[] = []
  private found = 0

  /** What is remembered under the number that the table found. */
  at(number: number): T | undefined {
    this.found = number
    return this.values[number]
  }

  add(value: T): void {
    this.found = this.values.push(value) - 1
    this.table.add(this.found)
    this.count++
  }

  replace(value: T): void {
    this.values[this.found] = value
  }

  clear(): void {
    this.table.clear()
    this.values.length = this.count = 0
  }

  /** Forgets what was found last. */
  take(): void {
    this.values[this.found] = undefined
    this.count--
  }

  *all(): Iterable<T> {
    for (const value of this.values) if (value !== undefined) yield value
  }
}

/** Limit of the conversations of a protocol: those of TCP take about 90 MB then. */
const mostConversations = 1 << 16
