/** Decompresses header blocks: HPACK, RFC 7541 sections 3 and 6. */
import { DynamicTable, sizeOf, type HeaderEntry } from './dynamic-table.ts'
import { BlockReader } from './primitives.ts'
import { staticTable } from './static-table.ts'

/** A header of a block: what it says, and how. */
export interface DecodedHeader {
  /** Undefined where it refers to what was not captured. */
  readonly name: string | undefined
  readonly value: string | undefined
  /** In octets, where the text has another number of characters. */
  readonly nameLength: number | undefined
  readonly valueLength: number | undefined
  /** Its place in `representations`. */
  readonly representation: number
  /** In the tables; undefined for a name of its own. */
  readonly index: number | undefined
}

export interface DecodedBlock {
  readonly headers: readonly DecodedHeader[]
  /** Octets of the headers, each with lengths of four octets for name and value. */
  readonly length: number
  /** New sizes of the dynamic table. */
  readonly sizes: readonly number[]
  /** Whether it cannot be read from some byte on. */
  readonly isMalformed: boolean
  /** Whether it refers to headers that are not known. */
  readonly isUnknown: boolean
  /** Whether there are more headers than are shown. */
  readonly isTooLong: boolean
}

/** RFC 7541, section 6. */
export const representations = [
  'Indexed Header Field',
  'Literal Header Field with Incremental Indexing - Indexed Name',
  'Literal Header Field with Incremental Indexing - New Name',
  'Literal Header Field without Indexing - Indexed Name',
  'Literal Header Field without Indexing - New Name',
  'Literal Header Field never Indexed - Indexed Name',
  'Literal Header Field never Indexed - New Name',
] as const

/** One direction of a connection. */
export class HeaderDecoder {
  private readonly table = new DynamicTable(usualSize)
  private readonly list = new HeaderList()
  private sizes: number[] = []

  /** Forgets what it knows: blocks may be missing. */
  forget(): void {
    this.table.forget()
  }

  /** The headers of a whole block, which must be read in the order of the connection. */
  decode(bytes: Uint8Array, from: number, to: number): DecodedBlock {
    const reader = new BlockReader(bytes, from, to)
    const { list } = this
    list.begin()
    this.sizes = []
    while (!reader.isAtEnd) this.read(reader)
    // What the damaged part has added is not known.
    if (reader.hasFailed) this.forget()
    return { ...list.taken(), sizes: this.sizes, isMalformed: reader.hasFailed }
  }

  private read(reader: BlockReader): void {
    const { next } = reader
    if (next >= 0x80) this.indexed(reader)
    else if (next >= 0x40) this.literal(reader, 6, 1)
    else if (next >= 0x20) this.resize(reader)
    else this.literal(reader, 4, next >= 0x10 ? 5 : 3)
  }

  private indexed(reader: BlockReader): void {
    const index = reader.integer(7)
    if (index === 0) reader.hasFailed = true
    if (!reader.hasFailed) this.list.add(this.entry(index), 0, index)
  }

  /** `representation` is that of a header with an indexed name. */
  private literal(reader: BlockReader, bits: number, representation: number): void {
    const index = reader.integer(bits)
    const own = index === 0 ? reader.string() : undefined
    const { text: value, length: valueLength } = reader.string()
    if (reader.hasFailed) return
    const { name, nameLength } = own ? { name: own.text, nameLength: own.length } : this.entry(index)
    const entry = { name, nameLength, value, valueLength }
    if (representation === 1) this.table.add(entry)
    if (own === undefined) this.list.add(entry, representation, index)
    else this.list.add(entry, representation + 1, undefined)
  }

  private resize(reader: BlockReader): void {
    const size = reader.integer(5)
    if (reader.hasFailed) return
    if (this.sizes.length < mostSizes) this.sizes.push(size)
    // A smaller table than the sender's: what it has no room for is not known.
    this.table.resize(Math.min(size, largestTable))
  }

  private entry(index: number): HeaderEntry {
    return (index <= staticTable.length ? staticTable[index - 1] : this.table.get(index - staticTable.length - 1)) ?? unknown
  }
}

/** The headers of a block, as many as are shown. */
export class HeaderList {
  private headers: DecodedHeader[] = []
  private length = 0
  private isUnknown = false
  private isTooLong = false

  begin(): void {
    this.headers = []
    this.length = 0
    this.isUnknown = this.isTooLong = false
  }

  add(entry: HeaderEntry, representation: number, index: number | undefined): void {
    const { name, value, nameLength, valueLength } = entry
    if (name === undefined || value === undefined) this.isUnknown = true
    if (this.length + sizeOf(entry) > longestList || this.headers.length >= mostHeaders) {
      this.isTooLong = true
      return
    }
    this.length += nameLength + valueLength + 8
    this.headers.push({
      name,
      value,
      nameLength: nameLength === (name ?? '').length ? undefined : nameLength,
      valueLength: valueLength === (value ?? '').length ? undefined : valueLength,
      representation,
      index,
    })
  }

  taken(): Pick<DecodedBlock, 'headers' | 'length' | 'isUnknown' | 'isTooLong'> {
    const { headers, length, isUnknown, isTooLong } = this
    return { headers, length, isUnknown, isTooLong }
  }
}

const unknown: HeaderEntry = { name: undefined, value: undefined, nameLength: 0, valueLength: 0 }

/** RFC 9113, section 6.5.2. */
const usualSize = 4096
/** Limits: of a table, and of the headers of one block, which may refer to a large one many times. */
const largestTable = 1 << 18
const longestList = 1 << 18
const mostHeaders = 1024
const mostSizes = 8
