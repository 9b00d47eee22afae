import type { References } from './amount.ts'
import type { TimeTarget } from './kinds/times.ts'
import type { Schema } from './schema.ts'
import type { View } from './view.ts'
import type { Presence, Wire } from './wire.ts'

/**
 * What kind of value a field has, for filters, columns and JSON. `none` is only there or not, as a list of options is;
 * `protocol` is a layer as a whole; `time` is since 1970, `duration` in seconds.
 */
export type FieldType =
  | 'number'
  | 'float'
  | 'boolean'
  | 'ether'
  | 'ipv4'
  | 'ipv6'
  | 'bytes'
  | 'text'
  | 'time'
  | 'duration'
  | 'protocol'
  | 'none'

/**
 * Reads a value whose first bit lies in byte `at` of `bytes`; which bit of that byte was settled when the reader was
 * made.
 */
export type Reader<out T, in Self = never> = (bytes: Uint8Array, at: number, self: View & Self) => T

/** An expression of `bytes`, `at` and `end`, true of a layer from its byte `at` on that has `needed` bytes. */
export interface FieldSource {
  readonly text: string
  readonly needed: number
}

/** A reader that needs nothing but the bytes. */
export type PlainReader<out T> = (bytes: Uint8Array, at: number) => T

/**
 * Tells where the bytes of an address are, for the field that begins at byte `at` of a layer that ends at byte `end`.
 */
export type Placer = (bytes: Uint8Array, at: number, end: number) => number

/**
 * How one value is found in a view and shown to a person. `Self` is what its functions are given: all fields declared
 * before it. `Needs` is what it names: fields that must be declared before it, if only in the same literal.
 */
export interface Field<out T = unknown, in Self = never, out Needs = unknown> {
  /** The display-filter name, as in Wireshark; empty where it has none. */
  readonly filter: string
  /** Names shared with other fields: `tcp.port` finds either port. */
  readonly also: readonly string[]
  readonly label: string
  readonly type: FieldType
  /**
   * Bits, where it is always the same; else a function that gives bytes from byte `at` on, Infinity where they never
   * end.
   */
  readonly size: number | ((self: View & Self, at: number) => number)
  /** The reader for a place that begins `bit` (0 to 7) bits into its byte: all arithmetic is settled here, once. */
  bind(bit: number): Reader<T, Self>
  /** The same as an expression, for numbers and flags that need nothing but the bytes of the layer. */
  readonly source?: (bit: number, offset: number) => FieldSource
  /** `self` is what it was read from, for values whose words depend on a field before. */
  show(value: T, self?: View & Self): string
  /** Still of use when cut short, as bytes and lists are; numbers and addresses are not. */
  readonly elastic?: boolean
  /** Its reader looks at the layer around it, so it is always read through a view. */
  readonly relative?: boolean
  /** Worked out, not on the wire: of no size, and shown in brackets. */
  readonly computed?: boolean
  /** How many bytes it has at the end of its layer, after what that carries. */
  readonly atEnd?: number
  /** Only for other fields to name: not in the tree, nor in the JSON. */
  readonly hidden?: boolean
  /** What a filter compares where that is not what a program reads: the number of a group of flags. */
  readonly number?: (bit: number) => PlainReader<number>
  /** Where the bytes of an address are: to write it without making text first. */
  readonly place?: Placer
  /** Of times: what its text stands for, added to `into` unless there is none. */
  readonly addTimeTo?: (bytes: Uint8Array, at: number, into: TimeTarget) => void
  /** The number or numbers a person sees beside a name table; for completion and "did you mean". */
  readonly names?: Names
  /** Whether a number can be negative. */
  readonly signed?: boolean
  /** The fields that it names, for its size or its condition. */
  readonly references?: References<Needs>
  /** The same field ending after an amount of bytes: for fields that otherwise take all there are. */
  readonly within?: (size: (self: View) => number) => Field<T, Self, Needs>
  /** A length that stands before the value, and is a field of its own; only for the compiler. */
  readonly prefix?: Field<number | undefined, never>
  /** The fields it is made of, for one that is several: see `vector`. `key` is its property. */
  readonly expand?: (key: string) => readonly (readonly [key: string, field: Field])[]
  /** The same with its bits counted from the lowest, for groups in little-endian order. */
  readonly little?: () => Field<T, Self, Needs>
  /** What the value is made of: the schemas it may have, and the views in one value. */
  readonly parts?: Parts<T>
  /** What its value tells of people and machines. Default: see `Holding`. */
  readonly holds?: Holding | ((value: never) => Holding | undefined)
  /** Bytes in front of a text that are its length. */
  readonly lead?: number | ((bytes: Uint8Array, at: number, end: number) => number)
  /** How the value lies on the wire, for what writes it; undefined for what can only be read. */
  readonly wire?: Wire | undefined
  /** When it is there, if that is not always. */
  readonly presence?: Presence
  /** What filters and columns find in the same bits besides; it is not in the tree. */
  readonly aspects?: readonly Aspect[]
}

/**
 * What a value tells of people and machines, for edits that make captures anonymous: an address, of a kind or
 * (`address`) of one that its length says; a domain name as DNS writes it; or nothing, since it is of the `vocabulary`
 * of its protocol, or a number in `digits`, after which text may follow. By default, numbers, flags and times are
 * vocabulary, while text and bytes may tell anything.
 */
export type Holding = 'ipv4' | 'ipv6' | 'ether' | 'address' | 'domain-name' | 'digits' | 'vocabulary'

/** A number or flag that begins `bit` bits after the start of a field, and may reach beyond its end. */
export interface Aspect {
  readonly bit: number
  readonly field: Field<number | boolean | string, unknown>
}

/** How a field holds other fields: `group` and `choice` at its own place, `list` one record after another. */
export interface Parts<T> {
  readonly kind: 'group' | 'list' | 'choice'
  readonly schemas: readonly Schema[]
  /** The schema at its place, for a group that begins `bit` bits into its byte. */
  schemaAt?(bit: number): Schema
  views(value: T): readonly View[]
}

/** What numbers are called: `{ 0: 'Reserved', '1..9': 'Assigned' }`; a number of its own goes before a range. */
export interface Names {
  readonly [value: number]: string
  readonly [range: `${number}..${number}`]: string
}

/** What views of a set use themselves, besides what all views do. */
type OwnOfSets = 'outer' | 'place' | 'places'
/** Fields by property name, in wire order; a name that views use themselves is refused. */
export type Fields<Self> = Readonly<Record<string, Field<unknown, Self>>> & {
  readonly [K in keyof View | OwnOfSets]?: never
}
export type ValueOf<F> = F extends Field<infer T> ? T : never

/** A field after a length of its own: see `vector`. */
export type Prefixed<F extends Field<unknown, never>, L extends number | undefined> = F & {
  readonly prefix: Field<L, never>
}

/**
 * The properties that a literal of fields gives: one each, and `<name>Length` for each that has its length before it.
 */
export type PropertiesOfFields<F> = { readonly [K in keyof F]: ValueOf<F[K]> } & {
  readonly [K in keyof F & string as F[K] extends { readonly prefix: object } ? `${K}Length` : never]: F[K] extends {
    readonly prefix: Field<infer L>
  }
    ? L
    : never
}

/** The names of the fields of `V`, and of those in its groups: `length`, `flags.keyPresent`. */
export type PathsOf<V> = {
  [K in keyof V & string]: V[K] extends View ? K | `${K}.${Exclude<keyof V[K], keyof View> & string}` : K
}[keyof V & string]

/** The value at a path such as `length` or `flags.keyPresent`; `Missing` where there is none. */
type At<V, P> = P extends keyof V
  ? V[P]
  : P extends `${infer Group}.${infer Name}`
    ? Group extends keyof V
      ? Name extends keyof NonNullable<V[Group]>
        ? NonNullable<V[Group]>[Name]
        : Missing
      : Missing
    : Missing
declare const missing: unique symbol
interface Missing {
  readonly [missing]: true
}

/** The names among `Needs` that `V` has not, or has with a value of another type. */
type Wrong<V, Needs> = {
  [P in keyof Needs]: At<V, P> extends Missing ? P : At<V, P> extends Needs[P] ? never : P
}[keyof Needs]
type NeedsOf<F> = F extends { readonly references?: References<infer N> } ? (unknown extends N ? {} : N) : {}
type Check<V, F> = [Wrong<V, NeedsOf<F>>] extends [never]
  ? unknown
  : { readonly 'no field of this name (or none of the right type) before it': Wrong<V, NeedsOf<F>> }

/** Refuses, at the field itself, a name that is neither a property of `V` nor of the same literal. */
export type Checked<V, F> = { readonly [K in keyof F]: Check<V & PropertiesOfFields<F>, F[K]> }
