/** The values that a layer or record is written with: what its getters give, as plain objects, all of them optional. */
import type { Schema } from './schema.ts'
import type { View } from './view.ts'

/** The views of a schema. */
export type ViewOf<S> = S extends Schema<infer V> ? (V extends View ? V : View & V) : never

/** A value as it is given: of a record its values or a view, of a list an array of those. */
export type Given<T> = T extends View
  ? T | ValuesOf<T>
  : T extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : T extends bigint
      ? bigint | number
      : T extends Uint8Array
        ? Uint8Array
        : T

/** Values by property. */
export type ValuesOf<V> = { readonly [K in Exclude<keyof V, keyof View>]?: Given<Exclude<V[K], undefined>> | undefined }
