/** Which set of fields of a choice is written: the one that has the values that are given, or that other fields say. */
import type { AnyCondition, Match } from '../condition.ts'
import { propertiesOf } from '../choice.ts'
import type { Slot } from '../engine/layout.ts'
import type { Schema } from '../schema.ts'
import type { View } from '../view.ts'
import type { WireOf } from './place.ts'
import type { Frame } from './frame.ts'
import type { RecordWriter } from './record.ts'
import { refusal } from './refusal.ts'

export class Choices {
  constructor(private readonly writer: RecordWriter) {}

  /** Writes the set that applies. */
  write(frame: Frame, slot: Slot, index: number): void {
    const { writer } = this
    const { schemas } = slot.field.parts!
    const { cases } = slot.field.wire as WireOf<'choice'>
    const asked = Object.keys(writer.values).filter(
      (key) => writer.values[key] !== undefined && schemas.some((schema) => has(schema, key)),
    )
    const select = () => cases.select(writer.view(frame))
    const settle = (chosen: number | undefined) => writer.decisions.make(slot, asked[0], chosen, select)
    if (asked.length > 0) return void settle(this.asked(frame, slot, asked, select))
    if (frame.base === undefined || writer.decisions.haveFound(slot))
      return this.set(frame, slot, settle(this.current(slot, select)))
    const kept = schemas.findIndex((schema) => baseOf(frame, slot, schema) !== undefined)
    if (kept < 0) writer.copy(frame, index)
    else this.set(frame, slot, settle(kept))
  }

  /** What an earlier pass found, or what the fields before say. */
  private current(slot: Slot, select: () => number | undefined): number | undefined {
    return this.writer.decisions.haveFound(slot) ? (this.writer.decisions.found(slot) as number | undefined) : select()
  }

  /** Writes the set that has the values that are given, and gives its place. */
  private asked(frame: Frame, slot: Slot, asked: readonly string[], select: () => number | undefined): number {
    const { writer } = this
    const { schemas } = slot.field.parts!
    const { cases } = slot.field.wire as WireOf<'choice'>
    const fitting = schemas.flatMap((schema, index) => (asked.every((key) => has(schema, key)) ? [index] : []))
    const current = this.current(slot, select)
    let failure: unknown
    for (const index of fitting.toSorted((a, b) => Number(b === current) - Number(a === current))) {
      if (select() !== index) this.infer(cases.stated(index))
      try {
        // Whether a set applies may be seen only once it is written, as where it holds what it is chosen by.
        if (writer.attempt(() => (this.set(frame, slot, index), select() === index))) return index
      } catch (error) {
        failure ??= error
      }
    }
    if (failure !== undefined) throw failure
    if (current !== undefined && fitting.includes(current)) {
      this.set(frame, slot, current)
      return current
    }
    const key = asked.at(-1)!
    const expected =
      fitting.length > 0 ? 'no value, as other fields say that it is not there' : `no value beside ${asked[0]}`
    throw refusal(`${writer.path}.${key}`, expected, writer.values[key])
  }

  /** Gives fields that have no value the one that a condition asks for. */
  infer(condition: AnyCondition | undefined): void {
    if (condition === undefined || typeof condition === 'function') return
    const matches: readonly (readonly [string, Match])[] =
      typeof condition === 'string' ? [[condition, true]] : Object.entries(condition)
    const { places } = this.writer
    for (const [path, match] of matches) {
      const value = firstOf(match)
      if (places.isGiven(path) || typeof value === 'string') continue
      if (!places.derive(path, value)) places.derive(path, Number(value))
    }
  }

  private set(frame: Frame, slot: Slot, index: number | undefined): void {
    const { writer } = this
    const schema = index === undefined ? undefined : slot.field.parts!.schemas[index]
    if (schema === undefined) return
    const base = baseOf(frame, slot, schema)
    if (schema.isSet) {
      writer.slots(writer.frame(schema, frame, base))
      return
    }
    const values = Object.fromEntries(Object.entries(writer.values).filter(([key]) => has(schema, key)))
    writer.record(schema, values, base)
  }
}

/** The view of a set in what is changed, if it is the same set. */
function baseOf({ base }: Frame, { key }: Slot, schema: Schema): View | undefined {
  const set = base && ((base as unknown as Readonly<Record<string, unknown>>)[key] as View | undefined)
  return set?.schema === schema ? set : undefined
}

/** A value that matches. */
function firstOf(match: Match): number | bigint | string | boolean {
  const first = Array.isArray(match) ? (match[0] as Exclude<Match, readonly unknown[]>) : match
  return typeof first === 'object' ? (first as { readonly from: number }).from : (first as number)
}

const properties = new WeakMap<Schema, ReadonlySet<string>>()

function has(schema: Schema, key: string): boolean {
  let known = properties.get(schema)
  if (known === undefined) properties.set(schema, (known = new Set(propertiesOf(schema))))
  return known.has(key)
}
