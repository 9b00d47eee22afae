/** Writes a record from values: its fields in wire order, and the lengths and counts that follow from others. */
import type { Field } from '../field.ts'
import type { Slot } from '../engine/layout.ts'
import type { Schema } from '../schema.ts'
import { isAbsent, View } from '../view.ts'
import { Choices } from './choices.ts'
import { Decisions } from './decisions.ts'
import { viewOf, type Frame } from './frame.ts'
import { writeValue } from './kinds/index.ts'
import { checkedValues, impliedBy, type Values } from './given.ts'
import { Lengths } from './lengths.ts'
import type { Output } from './output.ts'
import { Places } from './places.ts'
import { holdsNames, putRecord, rawBits, rawTail } from './raw.ts'
import { refusal } from './refusal.ts'

const nothing = { from: 0, to: 0, reach: 0 }
/** A contradiction that did not come to rest by then does not. */
const mostPasses = 8

export class RecordWriter {
  /** Where the next field begins, in bits. */
  at: number
  readonly places: Places
  private readonly lengths: Lengths
  private readonly choices: Choices
  readonly values: Readonly<Record<string, unknown>>
  private readonly base: View | undefined
  private readonly implied: ReadonlySet<string>
  private readonly origin: number
  readonly decisions: Decisions
  private root: Frame
  /** From where to where bits were written ahead of the fields they belong to. */
  private written = nothing

  /**
   * `values` is an object of values by property, a view, or, with `base`, changes of a view. Throws a TypeError for
   * properties that there are not.
   */
  constructor(
    readonly schema: Schema,
    values: unknown,
    readonly output: Output,
    readonly start: number,
    readonly path: string,
    { base, origin }: { readonly base?: View | undefined; readonly origin?: number } = {},
  ) {
    this.base = values instanceof View ? values : base
    this.values = checkedValues(schema, values, path)
    this.origin = origin ?? start + schema.lead
    this.at = 8 * start
    this.places = new Places(schema, this.values, output)
    this.decisions = new Decisions(path)
    this.lengths = new Lengths(this, this.places)
    this.choices = new Choices(this)
    this.implied = impliedBy(schema, this.values)
    this.root = this.frame(schema, undefined, this.base)
  }

  /** Whether it is a view as it is, without a change. */
  private get isKept(): boolean {
    return this.base !== undefined && Object.keys(this.values).length === 0
  }

  /** The byte where it ends so far. */
  get end(): number {
    return (this.at + 7) >> 3
  }

  /** Writes it, and gives the byte where it ends. */
  write(): number {
    for (let pass = 0; pass < mostPasses; pass++) {
      this.output.truncate(this.start)
      this.at = 8 * this.start
      this.decisions.begin()
      this.written = nothing
      this.root = this.frame(this.schema, undefined, this.base)
      this.places.begin()
      this.slots(this.root)
      this.at = Math.max(this.at, this.written.reach)
      this.copyTail()
      this.lengths.ofRecord(this.root, this.base)
      // What stays as it is may contradict itself.
      if (this.isKept) return putRecord(this.base!, this.start, this.origin, this.output) ?? this.end
      if (this.decisions.areSettled(this.values) && !this.places.haveChanged()) return this.end
    }
    throw new TypeError(`${this.path}: these values contradict each other`)
  }

  /** Writes another record, a set of this one with a scope of its own. */
  record(schema: Schema, values: object, base: View | undefined): void {
    const { output, path, origin } = this
    this.at = 8 * new RecordWriter(schema, values, output, this.end, path, { base, origin }).write()
  }

  /** The record as far as it is written. */
  view(frame = this.root, until = 0): View {
    const end = Math.max(this.end, (Math.max(until, this.written.to, this.written.reach) + 7) >> 3)
    this.output.reserve(end)
    return viewOf(frame, this.output.bytes.subarray(0, end), this.start, this.end, this.origin)
  }

  /** Whether a field has a value that was given, under this name or another of the same bits. */
  isGiven(path: string): boolean {
    return this.places.isGiven(path)
  }

  /** Gives a field what follows from others; false if it cannot hold that. */
  derive(path: string, value: number | bigint | boolean): boolean {
    return this.places.derive(path, value)
  }

  frame(schema: Schema, parent: Frame | undefined, base: View | undefined): Frame {
    return { schema, parent, place: this.end, offsets: [], base }
  }

  /** Writes the fields of a record or set. */
  slots(frame: Frame): void {
    const { slots } = frame.schema
    for (const [index, slot] of slots.entries()) {
      frame.offsets[index] = this.at - 8 * this.start
      if (slot.field.parts?.kind === 'choice') this.choices.write(frame, slot, index)
      else if (slot.field.computed) this.computed(frame, slot)
      else this.slot(frame, slot, index)
    }
    frame.offsets[slots.length] = this.at - 8 * this.start
  }

  /** Does what may turn out wrong; then nothing of it stays. */
  attempt(work: () => boolean): boolean {
    const [at, count, written, placed] = [this.at, this.decisions.count, this.written, this.places.marked()]
    let isRight = false
    try {
      isRight = work()
    } finally {
      if (!isRight) {
        this.at = at
        this.decisions.backTo(count)
        this.places.backTo(placed)
        this.written = written
        // Bits that were written ahead stay.
        this.output.truncate((Math.max(at, written.to) + 7) >> 3)
      }
    }
    return isRight
  }

  /** Copies what a field was. */
  copy(frame: Frame, index: number): void {
    const raw = rawBits(frame.base, index, this.at, this.origin, this.output)
    if (raw?.bytes === undefined) return
    this.output.copyBits(this.at, raw.size, raw.bytes, raw.from)
    this.at += raw.size
  }

  private slot(frame: Frame, slot: Slot, index: number): void {
    const { key, field } = slot
    const raw =
      this.values[key] === undefined ? rawBits(frame.base, index, this.at, this.origin, this.output) : undefined
    if (!this.isThere(frame, slot, (raw?.size ?? 0) > 0)) return
    const before = this.at
    this.places.put(slot, before, raw !== undefined)
    if (raw?.bytes !== undefined) {
      this.output.copyBits(before, raw.size, raw.bytes, raw.from)
      this.at += raw.size
      return
    }
    const value = raw === undefined ? this.places.valueOf(slot) : (frame.base as unknown as Values)[key]
    if (value === undefined && !this.lengths.haveRoom(frame, field)) return
    if (frame.base !== undefined && holdsNames(field)) this.output.hasNewNames = true
    this.at += this.valueBits(frame, slot, value)
    this.lengths.ofSlot(frame, slot, before, value, index)
  }

  private isThere(frame: Frame, slot: Slot, wasThere: boolean): boolean {
    const { presence } = slot.field
    if (presence === undefined) return true
    const { at } = this
    const isGiven = this.values[slot.key] !== undefined || this.implied.has(slot.key)
    const holds = () => presence.holds(this.view(frame), at >> 3)
    if (isGiven && !holds()) this.choices.infer(presence.stated)
    const guess = () => (frame.base === undefined ? holds() : wasThere)
    const was = isGiven || (this.decisions.haveFound(slot) ? this.decisions.found(slot) === true : guess())
    // Whether the record goes on is no condition that a value could contradict.
    const isCondition = presence.stated !== undefined
    return isCondition || !isGiven ? this.decisions.make(slot, isGiven ? slot.key : undefined, was, holds) : was
  }

  /** A field that takes no bytes of its own: bits that fields after it have, or what is only worked out. */
  private computed(frame: Frame, slot: Slot): void {
    const { key, field } = slot
    const { wire } = field
    const given = this.values[key]
    if (wire === undefined && given !== undefined)
      throw refusal(`${this.path}.${key}`, 'no value, since it is worked out from other fields', given)
    if (wire === undefined || wire.kind === 'elsewhere') return
    const kept = frame.base && wire.kind === 'ahead' ? (frame.base as unknown as Values)[key] : undefined
    const value = this.places.valueOf(slot) ?? (isAbsent(kept) ? undefined : kept)
    const skipped = wire.kind === 'ahead' ? wire.skip : 0
    this.places.put(slot, this.at + skipped, false)
    if (value === undefined) return
    const at = this.at + skipped
    const number = wire.kind === 'ahead' ? ({ ...wire, kind: 'number', times: 1, signed: false } as const) : wire
    const size = writeValue(value, this.placeOf(frame, slot, at), number)
    this.written = { from: at, to: at + size, reach: wire.kind === 'ahead' ? this.written.reach : at + size }
  }

  private valueBits(frame: Frame, slot: Slot, value: unknown): number {
    const { field, key } = slot
    const { wire } = field
    // What was written ahead stays where nothing else is given.
    const isWritten = this.at < this.written.to && this.at >= this.written.from
    if (value === undefined && typeof field.size === 'number' && (isWritten || wire === undefined)) {
      this.output.reserve((this.at + field.size + 7) >> 3)
      return field.size
    }
    if (wire === undefined) {
      if (value === undefined) return 0
      throw refusal(`${this.path}.${key}`, 'no value, since it can only be read', value)
    }
    return writeValue(value, this.placeOf(frame, slot, this.at), wire.kind === 'replaced' ? wire.of : wire)
  }

  private placeOf(frame: Frame, { key, field }: Slot, at: number) {
    const { output, origin } = this
    return {
      output,
      at,
      origin,
      field: field as Field,
      path: `${this.path}.${key}`,
      initial: this.places.initialOf(key, frame.base),
      view: (until?: number) => this.view(frame, until),
      room: () => this.lengths.room(frame),
      write: writeValue,
      record: (schema: Schema, values: unknown, start: number, path: string) =>
        new RecordWriter(schema, values, output, start, path, { origin }).write(),
    }
  }

  /** What is changed may have bytes after its fields. */
  private copyTail(): void {
    const tail = this.base === undefined ? undefined : rawTail(this.base)
    if (tail === undefined) return
    this.output.putBytes(this.end, tail)
    this.at += 8 * tail.length
  }
}
