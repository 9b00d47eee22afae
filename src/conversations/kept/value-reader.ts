/** Reads values that `ValueWriter` wrote. */
import { tag, type Shapes } from './shapes.ts'
import { constants } from './value-writer.ts'

/** A place in a value where bytes belong that are made again. */
export interface Reference {
  readonly owner: Record<number | string, unknown>
  readonly key: number | string
  readonly source: number
}

export class ValueReader {
  /** Where bytes belong that are made again. */
  readonly references: Reference[] = []
  private gap = 0

  constructor(
    private readonly bytes: Uint8Array,
    private readonly shapes: Shapes,
    private at = 0,
  ) {}

  number(): number {
    const { bytes } = this
    let value = 0
    for (let weight = 1; ; weight *= 0x80) {
      const byte = bytes[this.at++]!
      value += (byte & 0x7f) * weight
      if (byte < 0x80) return value
    }
  }

  signed(): number {
    const value = this.number()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** The next bytes, in memory of their own: what is kept is not passed on. */
  take(length: number): Uint8Array {
    const taken = this.bytes.slice(this.at, this.at + length)
    this.at += length
    return taken
  }

  /** The next value; `owner` gets it at `key`, also later where it is bytes that are made again. */
  value<K extends number | string>(owner: Record<K, unknown>, key: K): void {
    if (this.gap > 0) {
      this.gap--
      owner[key] = undefined
      return
    }
    const head = this.number()
    owner[key] = this.tagged(head % 8, Math.floor(head / 8), owner, key)
  }

  private tagged(kind: number, value: number, owner: Record<number | string, unknown>, key: number | string): unknown {
    switch (kind) {
      case tag.gap:
        this.gap = value - 1
        return undefined
      case tag.number:
        return value
      case tag.negative:
        return -value
      case tag.constant:
        return value === constants.float ? this.float() : value === constants.true
      case tag.text:
        return this.text(value)
      case tag.bigint:
        return BigInt(this.text(value))
      case tag.bytes:
        if (value % 2 === 0) return this.take(value / 2)
        this.references.push({ owner, key, source: (value - 1) / 2 })
        return undefined
      default:
        return value % 2 === 0 ? this.list(value / 2) : this.record((value - 1) / 2)
    }
  }

  private list(length: number): unknown[] {
    const list: unknown[] = []
    for (let at = 0; at < length; at++) this.value(list as never, at)
    return list
  }

  private record(number: number): object {
    const { keys, prototype } = this.shapes.all[number]!
    const record = Object.create(prototype) as Record<string, unknown>
    for (const key of keys) this.value(record, key)
    return record
  }

  private float(): number {
    const { buffer, byteOffset } = this.take(8)
    return new DataView(buffer, byteOffset).getFloat64(0)
  }

  private text(length: number): string {
    let text = ''
    for (let at = 0; at < length; at++) text += String.fromCharCode(this.number())
    return text
  }
}
