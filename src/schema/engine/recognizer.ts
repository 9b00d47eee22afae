/** Plain fields read straight from bytes, without a view: to look for a record in places where there may be none. */
import { matchOf, type Matches } from '../condition.ts'
import type { PlainReader } from '../field.ts'
import { generated } from './generated-code.ts'
import type { Layout, Slot } from './layout.ts'

/**
 * A field at a fixed place: how it is read from the byte `at` where its record begins, and how many bytes of that it
 * takes.
 */
interface Place {
  readonly read: PlainReader<unknown>
  readonly needed: number
}

/** Tells whether a record begins at byte `start`, all of the fields looked at before byte `end`. */
export type Recognizer = (bytes: Uint8Array, start: number, end: number) => boolean

/**
 * The place of a field, or of one in a group. Throws a TypeError if it may lie at several, or depends on other fields.
 */
export function placeOf({ label, slots }: Pick<Layout, 'label' | 'slots'>, path: string): Place {
  const [first, second] = path.split('.')
  const outer = slots.find((slot) => slot.key === first)
  const inner = outer?.field.parts?.schemaAt?.(outer.bit).slots.find((slot) => slot.key === second)
  const slot = second === undefined ? outer : inner
  if (slot === undefined || outer?.fixed === undefined || slot.fixed === undefined || !isPlain(slot))
    throw new TypeError(`${label}: ${path} is no plain field at a fixed place`)
  const before = slot === outer ? 0 : outer.fixed - outer.bit
  const offset = (before + slot.fixed) >> 3
  const read = (slot.field.number?.(slot.bit) ?? slot.read) as PlainReader<unknown>
  return {
    read: offset === 0 ? read : (bytes, at) => read(bytes, at + offset),
    needed: Math.ceil((before + slot.fixed + Number(slot.field.size)) / 8),
  }
}

const isPlain = ({ field }: Slot) =>
  typeof field.size === 'number' && !field.computed && (!field.relative || field.number !== undefined)

/** A field and what its value must be. */
interface Test extends Place {
  readonly holds: (value: unknown) => boolean
}

/**
 * Whether the fields have these values. It is made when it is asked first; the fields are looked for then too if they
 * wait for their definition to be used, else at once.
 */
export function recognizerOf(layout: Pick<Layout, 'label' | 'slots'>, values: Matches<string>, waits: boolean) {
  const testsOf = () =>
    Object.entries(values).map(([path, match]): Test => ({ ...placeOf(layout, path), holds: matchOf(match) }))
  const known = waits ? undefined : testsOf()
  let run: Recognizer = (bytes, start, end) => {
    const tests = known ?? testsOf()
    run = unrolled(tests) ?? looped(tests)
    return run(bytes, start, end)
  }
  const recognizer: Recognizer = (bytes, start, end) => run(bytes, start, end)
  return recognizer
}

const neededBy = (tests: readonly Test[]) => Math.max(...tests.map((test) => test.needed))

/**
 * The tests one by one in code of their own, of which an engine makes one function; undefined where code may not be
 * made at run time. As one loop for all recognizers it takes longer (docs/decisions.md).
 */
function unrolled(tests: readonly Test[]): Recognizer | undefined {
  const conditions = tests.map((_, index) => `holds${index}(read${index}(bytes, start))`)
  const body = `return (bytes, start, end) => end - start >= ${neededBy(tests)} && ${conditions.join(' && ')}`
  const parameters = tests.flatMap((_, index) => [`read${index}`, `holds${index}`])
  const make = generated<(...given: readonly unknown[]) => Recognizer>(parameters, body)
  return make?.(...tests.flatMap(({ read, holds }) => [read, holds]))
}

function looped(tests: readonly Test[]): Recognizer {
  const needed = neededBy(tests)
  return (bytes, start, end) => {
    if (end - start < needed) return false
    for (let index = 0; index < tests.length; index++) {
      const { read, holds } = tests[index]!
      if (!holds(read(bytes, start))) return false
    }
    return true
  }
}
