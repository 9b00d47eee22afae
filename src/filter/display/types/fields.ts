/** Fields as filters look at them: found by name, their values appended to a column. */
import {
  fieldsNamed,
  fieldNamed,
  type FieldDescription,
  type FieldSource,
  type LayerSource,
} from '../../../packet/fields.ts'
import { visit, type Finder, type Visitor } from '../../../packet/field-accessors.ts'
import { entries } from '../../../packet/tables.ts'
import { trailerPart } from '../../../packet/trailer.ts'
import { Column, type Scalar } from '../compile/value-buffer.ts'
import { kindOf, type Kind } from './value-types.ts'
import { hasLayer } from '../syntax/ranges.ts'
import type { Scope } from '../compile/context.ts'
import type { Range } from '../syntax/tree.ts'
import { bytesTaker, extentTaker, takers, wordAt, type Taker } from '../compile/value-readers.ts'

/** A field that a filter names. */
export interface NamedField {
  readonly source: FieldSource
  readonly kind: Kind
  /** Of numbers: how many bits there are, rounded up to those of a whole type. */
  readonly bits: number
  readonly names: readonly (readonly [value: number, name: string])[]
  /** Of numbers, whether they can be negative. */
  readonly signed: boolean
  /** Whether some of its values lie in packets: others are worked out. */
  readonly stored: boolean
  /** Whether one layer has it more than once under this name, as it has two ports. */
  readonly several: boolean
}

/** The field of a name, if there is one. */
export function findField(name: string): NamedField | undefined {
  let field = found.get(name)
  if (field === undefined && (field = describedField(name)) !== undefined) found.set(name, field)
  return field
}

/** The fields asked for so far: at most one for each name that exists, so that a long list of conditions describes its field once. */
const found = new Map<string, NamedField>()

function describedField(name: string): NamedField | undefined {
  const same = fieldsNamed(name)
  const [first] = same
  if (first === undefined) return hexadecimalNames.has(name) ? absent(name) : undefined
  const source = fieldNamed(name)
  const kind = kindOf(name, first.type)
  const bits = Math.max(...same.map((field) => field.bits ?? 32))
  const names = kind === 'boolean' ? flagNames : same.flatMap((field) => namesOf(field))
  const several =
    source.kind === 'layers' && source.finders.some((finders) => finders !== undefined && finders.length > 1)
  const stored = same.some((field) => field.bits !== undefined)
  return {
    source,
    kind,
    bits: bits <= 32 ? Math.ceil(bits / 8) * 8 : 64,
    names,
    signed: same.some((field) => field.signed === true),
    stored,
    several,
  }
}

/** Protocols of Wireshark's that are not decoded here, but whose names would otherwise be bytes: `eth.dst[0] == ff` asks for Foundation Fieldbus. */
export const hexadecimalNames: ReadonlySet<string> = new Set([
  'a11',
  'a21',
  'a615a',
  'aaf',
  'acf',
  'adb',
  'bfd',
  'c1222',
  'c15',
  'dc',
  'dcc',
  'e100',
  'e164',
  'e212',
  'fc',
  'fc00',
  'fefd',
  'ff',
])

const absent = (name: string): NamedField => ({
  source: { kind: 'layers', name, type: 'protocol', finders: [], collect: () => {} },
  kind: 'protocol',
  bits: 32,
  names: [],
  signed: false,
  stored: false,
  several: false,
})

const namesOf = ({ names = {} }: FieldDescription) =>
  Object.entries(names).map(([value, text]) => [Number(value), text] as const)
const flagNames = [
  [1, 'Set'],
  [0, 'Not set'],
] as const

/** Appends what an operand is in the packet of a scope. */
export type Filling = (column: Column) => void

/** What to take of a field: its values, the bytes they lie in, or of a protocol the bytes without what it carries. */
export type Part = 'values' | 'bytes' | 'extents'

/** How to take a part of a field from the layers of its protocol that are wanted: from all of them if none are named. */
export function fillingOf(
  { source, kind }: NamedField,
  layers: readonly Range[] | undefined,
  part: Part,
  scope: Scope,
): Filling {
  if (source.kind === 'layers') {
    for (const [id, finders] of source.finders.entries()) if (finders !== undefined) scope.wanted.add(id)
    // What lies behind a layer is known from what it carries.
    if (source.finders.some((finders) => finders?.some((finder) => finder.kind === 'trailer'))) scope.wantsAll = true
    const taker = part === 'values' ? takers[kind] : part === 'bytes' ? bytesTaker : extentTaker
    return layers === undefined
      ? (column) => {
          fill(source, taker, scope, column)
        }
      : (column) => {
          fillLayers(source, layers, taker, scope, column)
        }
  }
  if (layers !== undefined && !layers.some((range) => hasLayer(range, 1, 1))) return () => {}
  return frameFilling(source, kind, scope)
}

function frameFilling(source: Exclude<FieldSource, LayerSource>, kind: Kind, scope: Scope): Filling {
  if (source.layered) scope.wantsAll = true
  if (kind === 'protocol')
    return (column) => {
      const {
        batch: { memory, start, capturedLength },
        index,
      } = scope
      column.addBytes(memory, start[index]!, start[index]! + capturedLength[index]!)
    }
  const { addTo } = source
  if (addTo !== undefined)
    return (column) => {
      addTo(scope.batch, scope.index, column)
    }
  return (column) => {
    const value = source.read(scope.batch, scope.index, scope.layers)
    if (value !== undefined) column.add(value as Scalar)
  }
}

function fill({ finders }: LayerSource, taker: Taker, { layers }: Scope, column: Column): void {
  const { count, protocol } = layers
  for (let index = 0; index < count; index++) {
    const found = finders[protocol[index]!]
    if (found !== undefined)
      for (let at = 0; at < found.length; at++) takeFrom(found[at]!, taker, layers, index, column)
  }
}

/** As `fill`, but only of some of the layers of a protocol. */
function fillLayers(
  { finders }: LayerSource,
  ranges: readonly Range[],
  taker: Taker,
  { layers }: Scope,
  column: Column,
): void {
  for (let index = 0; index < layers.count; index++) {
    const found = finders[layers.protocol[index]!]
    if (found === undefined) continue
    const { name } = entries[layers.protocol[index]!]!.schema
    let [number, count] = [0, 0]
    for (let other = 0; other < layers.count; other++) {
      if (entries[layers.protocol[other]!]!.schema.name !== name) continue
      count++
      if (other <= index) number++
    }
    if (ranges.some((range) => hasLayer(range, number, count)))
      for (const finder of found) takeFrom(finder, taker, layers, index, column)
  }
}

function takeFrom(finder: Finder, taker: Taker, layers: Scope['layers'], index: number, column: Column): void {
  const { bytes } = layers
  const start = layers.start[index]!
  const end = layers.end[index]!
  switch (finder.kind) {
    case 'fixed':
      if (start + finder.needed <= end) taker.fixed(column, finder, bytes, start, end)
      return
    case 'layer':
      column.addBytes(bytes, start, taker === extentTaker ? layers.extentEnd(index) : layers.capturedEnd(index))
      return
    case 'payload': {
      const { extent } = layers.view(index)
      if (start + extent < end) column.addBytes(bytes, start + extent, end)
      return
    }
    case 'trailer': {
      const stretch = trailerPart(layers, index, finder.part)
      if (stretch === undefined) return
      if (finder.part === 'checksum' && taker !== bytesTaker) column.add(wordAt(bytes, stretch.from))
      else column.addBytes(bytes, stretch.from, stretch.to)
      return
    }
    case 'view':
      visitor.column = column
      visitor.taker = taker
      visit(layers.view(index), finder.name, visitor)
  }
}

const visitor: Visitor & { column: Column; taker: Taker } = {
  column: new Column(),
  taker: bytesTaker,
  found(field, value, bytes, at, end, bit) {
    this.taker.found(this.column, field, value, bytes, at, end, bit)
  },
}
