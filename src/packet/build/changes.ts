/** Changes of a packet, as they are given, by layer: of protocols by property, of single fields by filter name. */
import type { Schema, View } from '../../schema/index.ts'
import type { ValuesOf } from '../../schema/values.ts'
import { refusal } from '../../schema/writing/index.ts'
import { suggestion } from '../../text/suggestion.ts'
import type { Protocols } from '../protocols.ts'
import { entries } from '../registry/index.ts'

/** New values of fields, and of all that the layer carries. */
export type LayerChanges<S> =
  S extends Schema<infer V> ? ValuesOf<V> & { readonly payload?: string | Uint8Array | undefined } : never

/** The new value of one field, as its getter gives it. */
export type FieldChange = string | number | bigint | boolean | Uint8Array | undefined

/**
 * Changes by protocol, as a property of `Packet`, and of fields by display-filter name, such as `ip.ttl`; of what
 * occurs
 * in several layers, an array from the outermost on.
 */
export type Changes = ProtocolChanges | FieldChanges
type ProtocolChanges = {
  readonly [K in keyof Protocols]?:
    LayerChanges<Protocols[K]> | readonly (LayerChanges<Protocols[K]> | undefined)[] | undefined
}
interface FieldChanges {
  readonly [name: `${string}.${string}`]: FieldChange | readonly FieldChange[]
}

export type Change = Readonly<Record<string, unknown>>

/** The change of each layer, in their order. Throws a TypeError for what there is no layer for. */
export function changesOf(layers: readonly View[], changes: Change): readonly (Change | undefined)[] {
  const wanted: (Change | undefined)[] = layers.map(() => undefined)
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) continue
    const targets = name.includes('.') ? fieldTargets(layers, name) : layerTargets(layers, name)
    for (const [occurrence, one] of (Array.isArray(change) ? change : [change]).entries()) {
      const target = targets[occurrence]
      if (one === undefined) continue
      if (target === undefined)
        throw new TypeError(`edit(): the packet has ${targets.length === 0 ? 'no' : `only ${targets.length}`} ${name}`)
      wanted[target.index] = merged(wanted[target.index], target.changeTo(one), name)
    }
  }
  return wanted
}

/** A layer that has what is changed, and the change of it that a value stands for. */
interface Target {
  readonly index: number
  changeTo(value: unknown): Change
}

function layerTargets(layers: readonly View[], property: string): readonly Target[] {
  const entry = entries.find((each) => each.property === property)
  if (entry === undefined)
    throw new TypeError(`edit(): no protocol is called ${property}${advice(property, propertyNames())}`)
  const changeTo = (value: unknown) => {
    if (typeof value !== 'object' || value === null) throw refusal(property, 'an object of values by field', value)
    return value as Change
  }
  return layers.flatMap(({ schema }, index) => (schema.name === entry.schema.name ? [{ index, changeTo }] : []))
}

const propertyNames = () => entries.map(({ property }) => property)

function fieldTargets(layers: readonly View[], name: string): readonly Target[] {
  if (!entries.some(({ schema }) => pathsTo(schema, name).length > 0)) {
    const names = layers.flatMap(({ schema }) => namesIn(schema))
    throw new TypeError(`edit(): no field that can be given as a whole is called ${name}${advice(name, names)}`)
  }
  return layers.flatMap((view, index) => {
    const paths = pathsTo(view.schema, name)
    // Of the sets of a choice, the one that applies.
    const path = paths.find((each) => valueAt(view, each) !== undefined) ?? paths[0]
    return path === undefined ? [] : [{ index, changeTo: (value) => changeAt(path, value) }]
  })
}

type Path = readonly string[]

/** Where a field of this name is, in a layer or in a group of it: not in a list, whose members are several. */
const pathsTo = ({ slots }: Schema, name: string): readonly Path[] =>
  slots.flatMap(({ key, field: { filter, parts } }): readonly Path[] => {
    if (filter === name) return [[key]]
    if (parts?.kind === 'choice') return parts.schemas.flatMap((set) => pathsTo(set, name))
    if (parts?.kind !== 'group') return []
    return parts.schemas.flatMap((group) => pathsTo(group, name)).map((path) => [key, ...path])
  })

const namesIn = ({ slots }: Schema): readonly string[] =>
  slots.flatMap(({ field: { filter, parts } }) => [
    ...(filter === '' ? [] : [filter]),
    ...(parts?.kind === 'choice' || parts?.kind === 'group' ? parts.schemas.flatMap(namesIn) : []),
  ])

const valueAt = (view: View, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Change | undefined)?.[key], view)

const changeAt = ([key, ...rest]: Path, value: unknown): Change => ({
  [key!]: rest.length === 0 ? value : changeAt(rest, value),
})

/** Two changes of one layer. Throws a TypeError where both change the same field. */
function merged(one: Change | undefined, other: Change, name: string): Change {
  if (one === undefined) return other
  const all: Record<string, unknown> = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const before = all[key]
    if (before === undefined) all[key] = value
    else if (isObject(before) && isObject(value)) all[key] = merged(before, value, name)
    else throw new TypeError(`edit(): ${name} changes ${key}, which is changed already`)
  }
  return all
}

const isObject = (value: unknown): value is Change =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

function advice(name: string, names: readonly string[]): string {
  const meant = suggestion(name, names)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}
