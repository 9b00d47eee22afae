/** Sets of fields of which one applies, as an earlier field says. */
import type { Field, ValueOf } from './field.ts'
import type { Schema } from './schema.ts'
import type { View } from './view.ts'

type KeyOf<T> = T extends unknown ? keyof T : never
export type PropertiesOf<F> = F extends Schema<infer V> ? V : { readonly [K in keyof F]: ValueOf<F[K]> }
/** Properties of all sets of a choice, each there or undefined. */
export type Chosen<P> = { readonly [K in KeyOf<P>]: (P extends Readonly<Record<K, infer T>> ? T : never) | undefined }
/** Properties of two sets of which one is always there. */
export type Either<P, Q> = Chosen<P | Q> & { readonly [K in keyof P & keyof Q]: P[K] | Q[K] }

/** The field that stands for a choice: its value is a view of the set that applies. */
export function choiceOf(key: (self: never) => number, schemas: ReadonlyMap<number, Schema>): Field<View | undefined> {
  const field: Field<View | undefined> = {
    filter: '',
    also: [],
    label: '',
    type: 'none',
    elastic: true,
    size: (self: View, at) => sizeOf(chosen(self, at), self),
    bind: () => (_bytes, at, self) => ((set) => (set?.headed ? set : undefined))(chosen(self, at)),
    show: () => '',
    parts: { kind: 'choice', schemas: [...schemas.values()], views: (view) => (view === undefined ? [] : [view]) },
  }
  /** The view of the set that applies, whether or not it is whole. */
  const chosen = (self: View, at: number) =>
    self.once(field, () =>
      schemas.get(key(self as never))?.part(self.bytes, at, self.end, self.origin, self.isShort ? Infinity : self.end),
    )
  return field
}

/** What follows a set that is cut is not known to follow it, unless the record around it is whole and has no room for the set. */
function sizeOf(set: View | undefined, around: View): number {
  if (set === undefined) return 0
  return set.headed ? set.extent : around.isDeclaredWhole ? 0 : Infinity
}

/** The properties that a schema gives its views, those of choices included. */
export const propertiesOf = ({ slots }: Schema): readonly string[] =>
  slots.flatMap(({ key, field: { parts } }) => (parts?.kind === 'choice' ? parts.schemas.flatMap(propertiesOf) : [key]))
