/** What splitting a frame into layers does at each protocol. */
import { bounded, compiled, copyOf, type Work } from '../../schema/engine/index.ts'
import type { Schema, View } from '../../schema/index.ts'
import { headerLengthOf, isToldByFixedPart, layerInOf, type LayerIn } from './headers.ts'
import type { Entry } from './registry.ts'
import { guessed, refusedBy, unknown } from './refused.ts'
import { lookUp, type Key, type Table, type Tables } from './tables.ts'

export { unknown } from './refused.ts'

/** The layers found so far, as columns of numbers. */
export interface LayerColumns {
  readonly bytes: Uint8Array
  readonly protocol: Int32Array
  readonly start: Int32Array
  readonly end: Int32Array
  readonly originalEnd: Int32Array
  /** The first layer of those that are found at the moment: nothing in `bytes` carries it. */
  readonly first: number
}

/**
 * Of each protocol, in the order of the entries: 0 if neither it is wanted nor can one follow that is, 1 if only it is
 * wanted itself, 2 if one can follow by its key only, 3 if perhaps by a guess. What nobody knows is never wanted.
 */
export type Reach = Uint8Array
const byKey = 2
const byGuess = 3

/**
 * Looks at layer `index` and notes which follows it, and from where to where; false if there is none, or none that is
 * wanted.
 */
export type Step = (layers: LayerColumns, index: number, reach: Reach | undefined) => boolean

/** All protocols, and what is made of them. */
export interface Protocols {
  readonly entries: readonly Entry[]
  readonly steps: readonly Step[]
  readonly tables: Tables
  /** Of each protocol, whether it may refuse bytes that a key leads to it. */
  readonly refuses: readonly boolean[]
}

/** The step of a protocol, with the tables as they are now. */
export function stepOf(entry: Entry, { entries, steps, tables, refuses }: Protocols): Step {
  const { schema } = entry
  const { carries } = schema
  const all = (carries?.tables ?? []).map(([name, key]): Lookup => ({
    table: tables.named(name),
    key: compiled(key, schema),
  }))
  const direct = all.slice(0, 2).every(({ table }) => table.others === undefined) ? 2 : 0
  const [first, second] = all.slice(0, direct)
  return copyOf(step, schema.name)(
    {
      id: entry.id,
      fixedLength: entry.fixedLength,
      carrying: carries !== undefined,
      layerIn: layerInOf(schema),
      trusted: schema.trusted,
      headerLength: headerLengthOf(schema),
      carriedLength: carries?.length && compiled(carries.length, schema),
      numbers: first?.table.numbers ?? new Uint16Array(0),
      key: first?.key ?? none,
      otherNumbers: second?.table.numbers ?? new Uint16Array(0),
      otherKey: second?.key,
      lookups: all.slice(direct),
      guesses: entry.guesses,
      looksFurther: !isToldByFixedPart(schema),
    },
    {
      bounded,
      guessed,
      lookedUp,
      refused: refusedBy(entries, steps, tables),
      refuses,
      byKey,
      byGuess,
      margin,
      unknown,
    },
  )
}

/**
 * How far, in bytes, what a protocol declares may look beyond the header it declares, and a guess beyond the start of
 * what it looks at, without looking where the layer ends: to see the version of what it carries, say. A layer that ends
 * before that is looked at in memory that ends with it, where what is absent reads as that. Making such memory takes a
 * fifth as long as all layers of a packet, so the others do without.
 */
const margin = 16
const none = () => -1

/** A table, and the key of a layer in it. */
interface Lookup {
  readonly table: Table
  readonly key: Work<Key>
}

/** A protocol, as its step needs it. */
interface Facts {
  readonly id: number
  /** Bytes without which nothing more can be said. */
  readonly fixedLength: number
  readonly carrying: boolean
  readonly layerIn: LayerIn
  readonly trusted: Schema['trusted']
  /** Bytes of header where that varies, else undefined. */
  readonly headerLength: Work<number> | undefined
  readonly carriedLength: Work<number | undefined> | undefined
  /**
   * The first two tables that it looks in, where keys of both are small numbers: nearly all protocols have no others.
   */
  readonly numbers: Uint16Array
  readonly key: Work<Key>
  readonly otherNumbers: Uint16Array
  readonly otherKey: Work<Key> | undefined
  /** All further ones, in the order to try them. */
  readonly lookups: readonly Lookup[]
  readonly guesses: readonly Entry[]
  /** Whether any of these functions may look beyond the fixed part of the header, or needs a view. */
  readonly looksFurther: boolean
}

/** What all steps use. It is given to them, since they are copies of a text. */
interface Means {
  readonly bounded: typeof bounded
  readonly guessed: typeof guessed
  readonly lookedUp: typeof lookedUp
  readonly refused: Step
  /** Of each protocol, whether it may refuse bytes that a key leads to it. */
  readonly refuses: readonly boolean[]
  readonly unknown: number
  readonly byKey: number
  readonly byGuess: number
  readonly margin: number
}

function step(
  {
    id,
    fixedLength,
    carrying,
    layerIn,
    trusted,
    headerLength,
    carriedLength,
    numbers,
    key,
    otherNumbers,
    otherKey,
    lookups,
    guesses,
    looksFurther,
  }: Facts,
  { bounded, guessed, lookedUp, refused, refuses, byKey, byGuess, margin, unknown }: Means,
): Step {
  return (layers, index, reach) => {
    const { bytes, protocol, start, end, originalEnd } = layers
    const at = start[index]!
    let to = end[index]!
    if (trusted !== undefined) {
      const trustedTo = trusted(to - at < fixedLength + margin ? bounded(bytes, to) : bytes, at, to)
      if (trustedTo <= at) return refused(layers, index, reach)
      if (trustedTo < to) end[index] = to = trustedTo
    }
    if (!carrying || to - at < fixedLength || (reach !== undefined && reach[id]! < byKey)) return false
    let originalTo = originalEnd[index]!
    const room = to - at
    let layer = layerIn(bytes, at, to, originalTo)
    let header = headerLength === undefined ? fixedLength : headerLength(layer, bytes, at, to)
    if (header === room || (!looksFurther && !(header < room))) return false
    if (looksFurther && !(header + margin <= room)) {
      const known = bounded(bytes, to)
      if (headerLength !== undefined) {
        header = headerLength(layerIn(known, at, to, originalTo), known, at, to)
        // And as if the layer went on: a header that ends with what was captured may go on from there.
        const further = originalTo > to + margin ? to + margin : originalTo
        header = Math.max(header, headerLength(layerIn(known, at, further, originalTo), known, at, further))
      }
      // A header that goes on beyond the end, or that cannot be told, leaves nothing to carry.
      if (!(header < room)) return false
      layer = layerIn(known, at, to, originalTo)
    }
    const wanted = key(layer, bytes, at, to)
    let found = typeof wanted === 'number' ? numbers[wanted] : 0
    if (!found && otherKey !== undefined) {
      const other = otherKey(layer, bytes, at, to)
      if (typeof other === 'number') found = otherNumbers[other]
    }
    if (!found && lookups.length > 0) found = lookedUp(lookups, layer, bytes, at, to)
    // What a key leads to may refuse the bytes, to which then another key leads, or which are guessed.
    if (reach !== undefined && !(found && reach[found]! > 0)) {
      const isGuessed = guesses.length > 0 && reach[id]! >= byGuess
      if (found ? !refuses[found]! || (otherKey === undefined && !isGuessed) : !isGuessed) return false
    }
    const length = carriedLength === undefined ? undefined : carriedLength(layer, bytes, at, to)
    const next = at + header
    if (length !== undefined) {
      const stated = next + Math.max(0, length)
      if (stated < originalTo) originalTo = stated
      if (stated < to) to = stated
    }
    if (next >= to) return false
    if (!found && guesses.length > 0)
      found = guessed(guesses, to - next < margin ? bounded(bytes, to) : bytes, next, to)
    protocol[index + 1] = found || unknown
    start[index + 1] = next
    end[index + 1] = to
    originalEnd[index + 1] = originalTo
    return true
  }
}

function lookedUp(lookups: readonly Lookup[], layer: View, bytes: Uint8Array, at: number, end: number): number {
  for (let index = 0; index < lookups.length; index++) {
    const { table, key } = lookups[index]!
    const found = lookUp(table, key(layer, bytes, at, end))
    if (found !== 0) return found
  }
  return unknown
}
