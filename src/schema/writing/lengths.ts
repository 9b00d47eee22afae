/** Lengths and counts that were not given: what they must be, so that the record reads as it was written. */
import { readerOf, statedAmount, type AnyAmount } from '../amount.ts'
import type { Slot } from '../engine/layout.ts'
import type { Field } from '../field.ts'
import type { View } from '../view.ts'
import type { Frame } from './frame.ts'
import type { Places } from './places.ts'
import { refusal } from './refusal.ts'

/** What lengths are fitted to: the record, as far as it is written. */
interface Written {
  at: number
  readonly start: number
  readonly path: string
  readonly schema: Frame['schema']
  readonly values: Readonly<Record<string, unknown>>
  readonly output: { reserve(end: number): void }
  view(frame?: Frame): View
}

type Named = Exclude<AnyAmount, number | ((self: never) => number | undefined)>

/** The fields that say how long a field is, or how many records it has. */
export function amountsOf(field: Field): readonly string[] {
  return [sizeAmount(field), countAmount(field)].flatMap((amount) => (amount === undefined ? [] : [pathOf(amount)]))
}

const pathOf = (amount: Named): string => (typeof amount === 'string' ? amount : amount.length)

const named = (amount: AnyAmount | undefined): Named | undefined =>
  typeof amount === 'string' || typeof amount === 'object' ? amount : undefined

const sizeAmount = ({ size, wire }: Field): Named | undefined =>
  named(statedAmount(wire?.kind === 'uint' ? wire.measure : size)?.amount)

const countAmount = ({ wire }: Field): Named | undefined => (wire?.kind === 'list' ? named(wire.count) : undefined)

export class Lengths {
  constructor(
    private readonly written: Written,
    private readonly places: Places,
  ) {}

  /** Fits what says how long a field is, which was just written from bit `before` on. */
  ofSlot(frame: Frame, { field, key }: Slot, before: number, value: unknown, index: number): void {
    const size = sizeAmount(field)
    const count = countAmount(field)
    const isGiven = this.written.values[key] !== undefined
    if (size !== undefined) {
      if (frame.base !== undefined)
        this.release(size, frame.base, (frame.base.offsetOf(index + 1) - frame.base.offsetOf(index)) / 8)
      this.fit(frame, size, (this.written.at - before) / 8, true, isGiven)
    }
    if (count === undefined) return
    const items = (value as readonly unknown[] | undefined) ?? []
    if (frame.base !== undefined)
      this.release(count, frame.base, ((frame.base as never)[key] as readonly unknown[] | undefined)?.length ?? 0)
    this.fit(frame, count, items.length, false, isGiven)
  }

  /** Whether a field without a value still fits in a record whose length is given. */
  haveRoom(frame: Frame, { size }: Field): boolean {
    const room = typeof size === 'number' ? this.room(frame) : undefined
    return room === undefined || Number(size) <= 8 * room
  }

  /** Bytes up to where the record ends, if its length is given. */
  room(frame: Frame): number | undefined {
    const { at, start, schema, view } = this.written
    const amount = named(statedAmount(schema.declared)?.amount)
    if (amount === undefined || !this.places.isPut(pathOf(amount)) || !this.places.isGiven(pathOf(amount)))
      return undefined
    return Math.max(0, start + schema.declared!(view.call(this.written, frame) as never) - at / 8)
  }

  /** Fits what says how long the record is. */
  ofRecord(frame: Frame, base: View | undefined): void {
    const { schema, start } = this.written
    const { declared } = schema
    if (declared === undefined) return
    const stated = statedAmount(declared)
    const amount = named(stated?.amount)
    const from = stated === undefined ? 0 : Math.ceil(frame.offsets[stated.from]! / 8)
    const length = Math.ceil(this.written.at / 8) - start - from
    if (amount === undefined) return this.fitByTrial(frame, (view) => declared(view as never), length)
    if (base !== undefined)
      this.release(amount, base, base.end - base.start - Math.ceil(base.offsetOf(stated!.from) / 8))
    this.fit(frame, amount, length, true, true)
  }

  /** Lets a length of what is changed follow from the rest again, if it was right. */
  private release(amount: Named, base: View, was: number): void {
    const path = pathOf(amount)
    if (Number(readerOf(path)(base) ?? NaN) === solved(amount, was, base)) this.places.release(path)
  }

  /** Lets the field that an amount names say `wanted`; what is too short for its units is padded with zeros. */
  private fit(frame: Frame, amount: Named, wanted: number, isPadded: boolean, isGiven: boolean): void {
    const path = pathOf(amount)
    const { places, written } = this
    if (places.isGiven(path)) return
    // Of two fields of one length, the one that has a value counts.
    if (!isGiven && (places.derivedValue(path) !== undefined || written.schema.initial[path] !== undefined)) return
    const view = written.view(frame)
    for (let padding = 0; padding <= (isPadded ? mostPadding : 0); padding++) {
      if (!places.derive(path, solved(amount, wanted + padding, view))) continue
      written.at += 8 * padding
      written.output.reserve(written.at >> 3)
      return
    }
    throw refusal(`${written.path}.${path}`, 'a length that it can hold', wanted)
  }

  private fitByTrial(frame: Frame, work: (view: View) => number | undefined, wanted: number): void {
    fitByTrial(this.places, () => work(this.written.view(frame)), wanted)
  }
}

/**
 * Lets a function give `wanted`, by changing one number that has no value of its own. Where none does that, all stays
 * as it is, and the answer is false.
 */
export function fitByTrial(places: Places, work: () => number | undefined, wanted: number): boolean {
  const now = work()
  // Where a function says nothing, any length will do.
  if (now === wanted || now === undefined) return true
  return places.numberPaths().some(({ path, size }) => {
    if (size < 8 || places.isGiven(path) || places.derivedValue(path) !== undefined) return false
    return places.attempt(path, () => {
      if (!places.derive(path, wanted)) return false
      const found = work()
      return found === wanted || (found !== undefined && places.derive(path, 2 * wanted - found) && work() === wanted)
    })
  })
}

const mostPadding = 64

/** What the field that an amount names must be, for the amount to be `wanted`. */
export function solved(amount: Named, wanted: number, view: View): number {
  const { times = 1, plus = 0, minus = 0 } = typeof amount === 'string' ? {} : amount
  const operand = (value: number | string) => (typeof value === 'number' ? value : Number(readerOf(value)(view) ?? 0))
  return (wanted + operand(minus) - operand(plus)) / times
}
