/**
 * What a definition states as data, names of fields and arithmetic on them, compiled to code for the steps that every
 * packet takes: a field at a fixed place is read straight from the bytes.
 */
import type { View } from '../view.ts'
import type { Layout } from './layout.ts'
import { generated, sourceUrl } from './generated-code.ts'

/** A field that is named, as an expression of `bytes`, `at`, `end` and `self`. */
export interface Term {
  readonly text: string
  /** Whether it is always there, as a number or flag: never undefined or a bigint. */
  readonly isPlain: boolean
}
/** Gives the expression for a path such as `length` or `flags.keyPresent`. */
export type Terms = (path: string) => Term
/** An expression, given those of the fields that it names. */
export type Source = (terms: Terms) => string

/**
 * A function of a layer: its cursor, and the memory it lies in, from byte `at` to byte `end`. Its plain fields are
 * known to be there.
 */
export type Work<T> = (layer: View, bytes: Uint8Array, at: number, end: number) => T

/** The expressions of functions of a view, by the function that does the same for any name. */
const sources = new WeakMap<object, Source>()

/** Remembers the expression that a function of a view stands for. */
export function withSource<F extends (self: View) => unknown>(work: F, source: Source): F {
  sources.set(work, source)
  return work
}

/** The expression that a function stands for; undefined for one that was written by hand. */
export const sourceOf = (work: object): Source | undefined => sources.get(work)

/**
 * The function compiled for the layers of one schema. Falls back to the function itself where it was written by hand,
 * or where code may not be made at run time.
 */
export function compiled<T>(work: (self: never) => T, layout: Layout): Work<T> {
  const source = sources.get(work)
  if (source === undefined) return work as unknown as Work<T>
  const body = `return ${source(termsOf(layout))}\n//# sourceURL=${sourceUrl(layout.label)}`
  return generated<Work<T>>(['self', 'bytes', 'at', 'end'], body) ?? (work as unknown as Work<T>)
}

/** Whether a function was stated as data, and reads no field but those of the fixed part of a layer. */
export const isOfFixedPart = (work: (self: never) => unknown, layout: Layout): boolean =>
  reads(work, layout, /\bself\b/)

/** Whether it goes by where the layer ends. */
export const isOfEnd = (work: (self: never) => unknown, layout: Layout): boolean => !reads(work, layout, /\bend\b/)

function reads(work: (self: never) => unknown, layout: Layout, other: RegExp): boolean {
  const source = sources.get(work)
  return source !== undefined && !other.test(source(termsOf(layout)))
}

/** Reads fields of the fixed part of a layer from its bytes, and all others through its cursor. */
const termsOf =
  ({ slots, fixedLength }: Layout): Terms =>
  (path) => {
    const [first, second] = path.split('.')
    const outer = slots.find(({ key }) => key === first)
    const inner = outer?.field.parts?.schemaAt?.(outer.bit).slots.find(({ key }) => key === second)
    const slot = second === undefined ? outer : inner
    if (slot?.field.source !== undefined && outer?.fixed !== undefined && slot.fixed !== undefined) {
      const first = slot === outer ? slot.fixed : outer.fixed - outer.bit + slot.fixed
      const source = slot.field.source(slot.bit, first >> 3)
      if (source.needed <= fixedLength) return { text: `(${source.text})`, isPlain: true }
    }
    return { text: `self.${path.replace('.', '?.')}`, isPlain: false }
  }

/** A term as a number: absent is 0, and of the few whose value is a bigint it is converted. */
export const numberTerm = ({ text, isPlain }: Term): string =>
  isPlain ? text : `(typeof ${text} === 'number' ? ${text} : Number(${text} ?? 0))`
