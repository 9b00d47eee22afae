/**
 * Values as bytes, in few of them: what conversations tell of a frame. A value begins with a number whose lowest three
 * bits are its tag; numbers have seven bits a byte, the lowest first.
 */
import { tag, type Shapes } from './shapes.ts'

export class ValueWriter {
  private bytes = new Uint8Array(1 << 12)
  private view = new DataView(this.bytes.buffer)
  private length = 0
  /** Values that are undefined and not written yet. */
  private gap = 0
  /** Bytes that are made again with the frame, and written as a reference. */
  private sources: readonly Uint8Array[] = []

  constructor(private readonly shapes: Shapes) {}

  /** Begins again; the bytes of `sources` are written as references to them. */
  begin(sources: readonly Uint8Array[]): void {
    this.length = 0
    this.sources = sources
  }

  /** What was written; valid until the next `begin`. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  /** A whole number from 0 to 2^53. */
  number(value: number): void {
    this.reserve(8)
    let rest = value
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.bytes[this.length++] = rest
  }

  /** A whole number, also one below 0. */
  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** Bytes whose number was written before. */
  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** Any value that facts have; what they do not have, such as a function, is written as undefined. */
  value(value: unknown): void {
    this.add(value)
    this.fill()
  }

  private add(value: unknown): void {
    if (value === undefined) this.gap++
    else if (typeof value === 'number') this.addNumber(value)
    else if (typeof value === 'boolean') this.addTag(tag.constant, value ? constants.true : constants.false)
    else if (typeof value === 'string') this.addText(tag.text, value)
    else if (typeof value === 'bigint') this.addText(tag.bigint, `${value}`)
    else if (value instanceof Uint8Array) this.addBytes(value)
    else if (Array.isArray(value)) this.addList(value)
    else if (typeof value === 'object' && value !== null) this.addRecord(value)
    else this.gap++
  }

  private addNumber(value: number): void {
    if (!Number.isInteger(value) || Math.abs(value) > mostWhole || Object.is(value, -0)) return this.addFloat(value)
    if (value >= 0) this.addTag(tag.number, value)
    else this.addTag(tag.negative, -value)
  }

  private addFloat(value: number): void {
    this.addTag(tag.constant, constants.float)
    this.reserve(8)
    this.view.setFloat64(this.length, value)
    this.length += 8
  }

  private addText(kind: number, text: string): void {
    this.addTag(kind, text.length)
    for (let at = 0; at < text.length; at++) this.number(text.charCodeAt(at))
  }

  private addBytes(bytes: Uint8Array): void {
    const source = this.sources.indexOf(bytes)
    this.addTag(tag.bytes, source < 0 ? bytes.length * 2 : source * 2 + 1)
    if (source < 0) this.raw(bytes)
  }

  private addList(list: readonly unknown[]): void {
    this.addTag(tag.composite, list.length * 2)
    for (const each of list) this.add(each)
    this.fill()
  }

  private addRecord(record: object): void {
    const { keys, number } = this.shapes.of(record)
    this.addTag(tag.composite, number * 2 + 1)
    for (const key of keys) this.add((record as Readonly<Record<string, unknown>>)[key])
    this.fill()
  }

  private addTag(kind: number, value: number): void {
    this.fill()
    this.number(value * 8 + kind)
  }

  private fill(): void {
    const { gap } = this
    if (gap === 0) return
    this.gap = 0
    this.number(gap * 8 + tag.gap)
  }

  private reserve(count: number): void {
    const { bytes, length } = this
    if (length + count <= bytes.length) return
    this.bytes = new Uint8Array(2 * (length + count))
    this.bytes.set(bytes)
    this.view = new DataView(this.bytes.buffer)
  }
}

export const constants = { false: 0, true: 1, float: 2 } as const

/** A tag takes three bits of the 53 that a number has. */
const mostWhole = 2 ** 50
