/** Decompresses field sections: QPACK, RFC 9204. */
import { HeaderList, type DecodedBlock } from './decoder.ts'
import { DynamicTable, type HeaderEntry } from './dynamic-table.ts'
import { BlockReader } from './primitives.ts'
import { qpackStaticTable } from './qpack-static-table.ts'

/** What one end sends: the table that its encoder stream fills, and the sections that refer to it. */
export class FieldDecoder {
  private readonly table = new DynamicTable(0)
  private readonly list = new HeaderList()
  /** Whether entries are missing, so that nobody knows which are where. */
  private isLost = false
  /** What the other end allows in the table, in octets; undefined as long as it did not say so. */
  mostCapacity: number | undefined = undefined

  /** Instructions of the encoder stream are missing, or damaged. */
  lose(): void {
    this.isLost = true
  }

  /** Follows the whole instructions of an encoder stream from `from` on (section 4.3); where they end. */
  instruct(bytes: Uint8Array, from: number, to: number): number {
    const reader = new BlockReader(bytes, from, to)
    for (let end = from; ; end = reader.at) {
      if (reader.isAtEnd) return end
      this.instruction(reader)
      if (reader.hasFailed) return end
    }
  }

  private instruction(reader: BlockReader): void {
    const { next } = reader
    if (next >= 0x80) {
      const isStatic = (next & 0x40) !== 0
      const index = reader.integer(6)
      this.insert(reader, isStatic ? qpackStaticTable[index] : this.table.get(index))
    } else if (next >= 0x40) {
      const { text: name, length: nameLength } = reader.string(5)
      this.insert(reader, { name, nameLength, value: '', valueLength: 0 })
    } else if (next >= 0x20) {
      const capacity = reader.integer(5)
      if (!reader.hasFailed) this.table.resize(Math.min(capacity, largestTable))
    } else {
      const index = reader.integer(5)
      if (!reader.hasFailed) this.table.add(this.table.get(index) ?? unknown)
    }
  }

  private insert(reader: BlockReader, { name, nameLength }: HeaderEntry = unknown): void {
    const { text: value, length: valueLength } = reader.string()
    if (!reader.hasFailed) this.table.add({ name, nameLength, value, valueLength })
  }

  /** The fields of a section (section 4.5). What it refers to and is not there yet is not known. */
  decode(bytes: Uint8Array, from: number, to: number): DecodedBlock {
    const reader = new BlockReader(bytes, from, to)
    const { list } = this
    list.begin()
    const base = this.baseIn(reader)
    while (!reader.isAtEnd) this.read(reader, base)
    return { ...list.taken(), sizes: [], isMalformed: reader.hasFailed }
  }

  /** The base that indices count from (section 4.5.1); NaN where it is not known. */
  private baseIn(reader: BlockReader): number {
    const required = this.requiredCount(reader.integer(8))
    const isNegative = (reader.next & 0x80) !== 0
    const delta = reader.integer(7)
    return this.isLost ? NaN : isNegative ? required - delta - 1 : required + delta
  }

  private requiredCount(encoded: number): number {
    if (encoded === 0) return 0
    const { mostCapacity } = this
    if (mostCapacity === undefined) return NaN
    const mostEntries = Math.floor(mostCapacity / 32)
    const range = 2 * mostEntries
    if (encoded > range) return NaN
    const most = this.table.inserted + mostEntries
    const count = Math.floor(most / range) * range + encoded - 1
    return count > most ? count - range : count
  }

  private read(reader: BlockReader, base: number): void {
    const { next } = reader
    if (next >= 0x80) {
      const index = reader.integer(6)
      this.add(reader, 0, (next & 0x40) === 0 ? this.added(base - 1 - index) : (qpackStaticTable[index] ?? unknown), index)
    } else if (next >= 0x40) {
      const index = reader.integer(4)
      const named = (next & 0x10) === 0 ? this.added(base - 1 - index) : (qpackStaticTable[index] ?? unknown)
      this.literal(reader, (next & 0x20) === 0 ? 3 : 5, named, index)
    } else if (next >= 0x20) {
      const { text: name, length: nameLength } = reader.string(3)
      this.literal(reader, (next & 0x10) === 0 ? 4 : 6, { ...unknown, name, nameLength }, undefined)
    } else if (next >= 0x10) {
      const index = reader.integer(4)
      this.add(reader, 0, this.added(base + index), index)
    } else {
      const index = reader.integer(3)
      this.literal(reader, (next & 0x08) === 0 ? 3 : 5, this.added(base + index), index)
    }
  }

  private literal(reader: BlockReader, kind: number, { name, nameLength }: HeaderEntry, index: number | undefined): void {
    const { text: value, length: valueLength } = reader.string()
    this.add(reader, kind, { name, nameLength, value, valueLength }, index)
  }

  private add(reader: BlockReader, kind: number, entry: HeaderEntry, index: number | undefined): void {
    if (!reader.hasFailed) this.list.add(entry, kind, index)
  }

  private added(absolute: number): HeaderEntry {
    return (absolute >= 0 ? this.table.added(absolute) : undefined) ?? unknown
  }
}

const unknown: HeaderEntry = { name: undefined, value: undefined, nameLength: 0, valueLength: 0 }
/** Limit of a table, in octets. */
const largestTable = 1 << 18
