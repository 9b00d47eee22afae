/** What splitting a frame into layers does at each protocol. */
import { bounded, point, type Schema, type View } from '../schema/index.ts'
import { copyOf } from './specialize.ts'
import { withoutGuesses, type Reach } from './decode-plan.ts'
import { data, entries, tableNamed, type Entry, type Table } from './tables.ts'

/** The layers found so far, as columns of numbers. */
export interface LayerColumns {
  readonly bytes: Uint8Array
  readonly protocol: Int32Array
  readonly start: Int32Array
  readonly end: Int32Array
  readonly originalEnd: Int32Array
}

/** Looks at layer `index` and notes which is behind it, and from where to where; false if there is none, or none that is wanted. */
export type Step = (layers: LayerColumns, index: number, reach: Reach | undefined) => boolean

/** The step of each protocol, in the order of `entries`. Until a protocol is met for the first time, what makes its step. */
export const steps: Step[] = entries.map((entry) => (layers, index, reach) => {
  const step = stepOf(entry)
  steps[entry.id] = step
  return step(layers, index, reach)
})

function stepOf(entry: Entry): Step {
  const { schema } = entry
  const { carries } = schema
  const [first, second, ...more] = carries?.tables ?? []
  if (more.length > 0) throw new TypeError(`${schema.name} looks in more than two tables`)
  return copyOf(step, schema.name)(
    {
      id: entry.id,
      fixedLength: entry.fixedLength,
      carrying: carries !== undefined,
      cursor: schema.cursor,
      trusted: schema.trusted,
      headerLength: headerLengthOf(schema),
      carriedLength: carries?.length?.bind(carries) as Work<number | undefined> | undefined,
      table: tableNamed(first?.[0] ?? ''),
      key: (first?.[1] ?? none) as Work<number>,
      otherTable: tableNamed(second?.[0] ?? ''),
      otherKey: second?.[1] as Work<number> | undefined,
      guesses: entry.guesses,
    },
    { point, bounded, guessed, unknown: data.id, withoutGuesses, margin, guessMargin },
  )
}

/**
 * How far, in bytes, what a protocol declares may look beyond the header it declares without looking where the layer ends: to see
 * the version of what it carries, say. A layer that ends before that is looked at in memory that ends with it, where what is absent
 * reads as that. Making such memory takes half as long as all layers of a packet, so the others do without.
 */
const margin = 16
/** The same for guesses, beyond the start of what they look at. */
const guessMargin = 64

type Work<T> = (layer: View) => T
const none = () => -1

/** A protocol, as its step needs it. */
interface Facts {
  readonly id: number
  /** Bytes without which nothing more can be said. */
  readonly fixedLength: number
  readonly carrying: boolean
  readonly cursor: View
  readonly trusted: Schema['trusted']
  /** Bytes of header where that varies, from the byte `start` on, else undefined. */
  readonly headerLength: ((layer: View, start: number) => number) | undefined
  readonly carriedLength: Work<number | undefined> | undefined
  readonly table: Table
  readonly key: Work<number>
  readonly otherTable: Table
  readonly otherKey: Work<number> | undefined
  readonly guesses: readonly Entry[]
}

/** What all steps use. It is given to them, since they are copies of a text. */
interface Means {
  readonly point: typeof point
  readonly bounded: typeof bounded
  readonly guessed: typeof guessed
  readonly unknown: number
  readonly withoutGuesses: number
  readonly margin: number
  readonly guessMargin: number
}

function step(
  {
    id,
    fixedLength,
    carrying,
    cursor,
    trusted,
    headerLength,
    carriedLength,
    table,
    key,
    otherTable,
    otherKey,
    guesses,
  }: Facts,
  { point, bounded, guessed, unknown, withoutGuesses, margin, guessMargin }: Means,
): Step {
  return (layers, index, reach) => {
    const { bytes, protocol, start, end, originalEnd } = layers
    const at = start[index]!
    let to = end[index]!
    if (trusted !== undefined) {
      const trustedTo = trusted(to - at < fixedLength + margin ? bounded(bytes, to) : bytes, at, to)
      if (trustedTo <= at) {
        protocol[index] = unknown
        return false
      }
      if (trustedTo < to) end[index] = to = trustedTo
    }
    if (!carrying || to - at < fixedLength || (reach !== undefined && reach[id] === 0)) return false
    let originalTo = originalEnd[index]!
    const room = to - at
    point(bytes, at, to, originalTo)
    let header = headerLength === undefined ? fixedLength : headerLength(cursor, at)
    if (header === room) return false
    if (!(header + margin <= room)) {
      const known = bounded(bytes, to)
      if (headerLength !== undefined) {
        point(known, at, to, originalTo)
        header = headerLength(cursor, at)
        // And as if the layer went on: a header that ends with what was captured may go on from there.
        point(known, at, originalTo > to + margin ? to + margin : originalTo, originalTo)
        header = Math.max(header, headerLength(cursor, at))
      }
      // A header that goes on beyond the end, perhaps without end, leaves nothing to carry; nor does one that cannot be told.
      if (!(header < room)) return false
      point(known, at, to, originalTo)
    }
    let found = table[key(cursor)]
    if (!found && otherKey !== undefined) found = otherTable[otherKey(cursor)]
    const length = carriedLength === undefined ? undefined : carriedLength(cursor)
    const next = at + header
    if (length !== undefined) {
      const stated = next + Math.max(0, length)
      if (stated < originalTo) originalTo = stated
      if (stated < to) to = stated
    }
    if (next >= to) return false
    if (!found && guesses.length > 0 && !(reach !== undefined && reach[id] === withoutGuesses))
      found = guessed(guesses, to - next < guessMargin ? bounded(bytes, to) : bytes, next, to)
    protocol[index + 1] = found ?? unknown
    start[index + 1] = next
    end[index + 1] = to
    originalEnd[index + 1] = originalTo
    return true
  }
}

function guessed(guesses: readonly Entry[], bytes: Uint8Array, at: number, end: number): number {
  for (let index = 0; index < guesses.length; index++)
    if (guesses[index]!.guess!(bytes, at, end)) return guesses[index]!.id
  return data.id
}

/** The header as one number, or as one function, wherever it can be had for that. */
function headerLengthOf({ slots, fixed, declared, fixedLength, cursor }: Schema): Facts['headerLength'] {
  if (declared !== undefined) return declared as Work<number>
  const sized = slots.filter(({ field }) => !field.computed)
  if (sized.every((slot) => typeof slot.field.size === 'number')) return undefined
  const size = sized[fixed.length - 1]?.field.size
  if (fixed.length === sized.length && typeof size === 'function') {
    const measure = size as (self: View, at: number) => number
    return (layer, start) => fixedLength + Math.max(0, measure(layer, start + fixedLength))
  }
  return () => Math.ceil(cursor.offsetOf() / 8)
}
