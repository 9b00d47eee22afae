/** Where the fields of a record were put, and the values that follow from others. */
import { limitsOf } from './kinds/numbers.ts'
import type { Slot } from '../engine/layout.ts'
import type { Schema } from '../schema.ts'
import type { View } from '../view.ts'
import type { Wire } from '../wire.ts'
import type { Output } from './output.ts'
import { readable } from './readable.ts'

type Values = Readonly<Record<string, unknown>>

interface Placed {
  readonly slot: Slot
  readonly at: number
  /** Whether it has its value from what is changed. */
  readonly isKept: boolean
}

export class Places {
  private readonly placed = new Map<string, Placed>()
  /** Values that follow from others, by path. */
  private readonly derived = new Map<string, unknown>()
  private isChanged = false
  private released = new Set<string>()

  constructor(
    private readonly schema: Schema,
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly output: Output,
  ) {}

  /** A new pass over the fields begins. */
  begin(): void {
    this.placed.clear()
    this.isChanged = false
  }

  put(slot: Slot, at: number, isKept: boolean): void {
    this.placed.set(slot.key, { slot, at, isKept })
  }

  /** Whether the field of a path was put by now. */
  isPut(path: string): boolean {
    return this.locate(path) !== undefined
  }

  /** What was put so far, to go back to. */
  marked(): ReadonlyMap<string, Placed> {
    return new Map(this.placed)
  }

  backTo(placed: ReadonlyMap<string, Placed>): void {
    this.placed.clear()
    for (const [key, value] of placed) this.placed.set(key, value)
  }

  /** Whether what follows from others became something else, of another size, so that all is written again. */
  haveChanged(): boolean {
    return this.isChanged
  }

  /** The value of a field: what is given, what follows from others, or what the definition says. */
  valueOf({ key, field: { wire } }: Slot): unknown {
    const { values, derived, schema } = this
    const given = (wire?.kind === 'replaced' ? values[wire.by] : undefined) ?? values[key]
    return given ?? derived.get(key) ?? (wire?.kind === 'group' ? undefined : schema.initial[key])
  }

  /** What the fields of a group hold where no value is given. */
  initialOf(key: string, base: View | undefined): unknown {
    const kept = base && readable((base as unknown as Readonly<Record<string, object>>)[key] ?? {})
    const derived = [...this.derived].filter(([path]) => path.startsWith(`${key}.`))
    return {
      ...(kept ?? (this.schema.initial[key] as object)),
      ...Object.fromEntries(derived.map(([path, value]) => [path.slice(key.length + 1), value])),
    }
  }

  /** Whether the bits of a field were given a value, under this name or another. */
  isGiven(path: string): boolean {
    const own = this.locate(path)
    if (own === undefined) return true
    return [...this.placed].some(([key, { slot, at, isKept }]) => {
      const width = widthOf(slot)
      const isThere = width === 0 ? key === path : at < own.at + own.size && own.at < at + width
      if (!isThere) return false
      const value = this.values[key]
      const isPart = slot.field.parts?.kind === 'group' && path.startsWith(`${key}.`)
      return (
        (isKept && !this.released.has(path)) ||
        (isPart ? (value as Values | undefined)?.[path.slice(key.length + 1)] : value) !== undefined
      )
    })
  }

  /** Lets a field that has its value from what is changed follow from others. */
  release(path: string): void {
    this.released.add(path)
  }

  /** Gives a field the value that follows from others; false, and nothing is done, if it cannot hold that. */
  derive(path: string, value: number | bigint | boolean): boolean {
    const own = this.locate(path)
    if (own === undefined) return false
    const { wire, at, size } = own
    const bits = bitsFor(wire, value)
    if (bits === undefined) return false
    const before = this.derived.get(path)
    this.derived.set(path, value)
    if (wire.kind === 'number' || wire.kind === 'flag' || wire.kind === 'ahead') {
      if (wire.order === 'little') this.output.putLittleBits(at, size, bits)
      else this.output.putBits(at, size, bits)
    } else if (before !== value) this.isChanged = true
    return true
  }

  /** Does what may turn out wrong; then the field of a path has its bits again. */
  attempt(path: string, work: () => boolean): boolean {
    const own = this.locate(path)
    if (own === undefined) return false
    const before = this.derived.get(path)
    const [first, end] = [own.at >> 3, (own.at + own.size + 7) >> 3]
    const bytes = this.output.bytes.slice(first, end)
    if (work()) return true
    if (before === undefined) this.derived.delete(path)
    else this.derived.set(path, before)
    this.output.putBytes(first, bytes)
    return false
  }

  derivedValue(path: string): unknown {
    return this.derived.get(path)
  }

  /** The paths of number fields and flags that are in the record, those in groups included, the largest first. */
  numberPaths(): readonly { readonly path: string; readonly size: number; readonly names: object }[] {
    const all = [...this.placed].flatMap(([key, { slot }]) => {
      const inner = slot.field.parts?.schemaAt?.(slot.bit).slots.map((part) => [`${key}.${part.key}`, part] as const)
      return inner ?? [[key, slot] as const]
    })
    return all
      .filter(([, { field }]) => field.wire?.kind === 'number' || field.wire?.kind === 'flag')
      .map(([path, { field }]) => ({ path, size: Number(field.size), names: field.names ?? {} }))
      .sort((a, b) => Number(b.size >= 8) - Number(a.size >= 8))
  }

  /** Where the field of a path lies. */
  private locate(path: string): { readonly at: number; readonly size: number; readonly wire: Wire } | undefined {
    const [first, second] = path.split('.')
    const outer = this.placed.get(first!)
    if (outer === undefined) return undefined
    if (second === undefined) {
      const { wire } = outer.slot.field
      return wire && { at: outer.at, size: widthOf(outer.slot), wire }
    }
    const inner = outer.slot.field.parts?.schemaAt?.(outer.at & 7).slots.find(({ key }) => key === second)
    if (inner?.field.wire === undefined) return undefined
    return { at: (outer.at & ~7) + (inner.fixed ?? 0), size: Number(inner.field.size), wire: inner.field.wire }
  }
}

/** Bits of a field of a fixed size, also where it is not always there. */
function widthOf({ field: { wire, size } }: Slot): number {
  if (wire?.kind === 'number' || wire?.kind === 'ahead') return wire.size
  return typeof size === 'number' ? size : 0
}

/** What is on the wire for a value; undefined if it does not fit. */
function bitsFor(wire: Wire, value: number | bigint | boolean): number | bigint | undefined {
  if (wire.kind === 'flag') return value === true || value === 1 ? 1 : value === false || value === 0 ? 0 : undefined
  if (wire.kind === 'varint' || wire.kind === 'uint' || wire.kind === 'delimited text' || wire.kind === 'large number')
    return Number.isInteger(Number(value)) && Number(value) >= 0 ? Number(value) : undefined
  if (wire.kind !== 'number' && wire.kind !== 'ahead') return undefined
  const times = wire.kind === 'number' ? wire.times : 1
  const { least, most } = limitsOf(wire.kind === 'number' ? wire : { ...wire, signed: false })
  const units = Number(value) / times
  if (!Number.isInteger(units) || units < least || units > most) return undefined
  return BigInt.asUintN(wire.size, BigInt(units))
}
