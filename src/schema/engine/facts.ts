/** What a schema may say of a layer besides its fields. */
import type { FieldType } from '../field.ts'
import type { Layout } from './layout.ts'
import type { StatedPayload } from '../payload.ts'
import type { View } from '../view.ts'

/** What a layer carries: where to look the next protocol up, and how many bytes it has. */
export interface Payload<in V> {
  /**
   * Tables and the key to look up in each, in the order to try them; a key of -1 is in no table. Keys are numbers, or
   * texts such as media types.
   */
  readonly tables: readonly (readonly [table: string, key: (layer: View & V) => number | string])[]
  /** The display-filter name of what is carried, as bytes: `tcp.payload`. */
  readonly filter?: string
  /** The table of its type field, where `frame.protocols` names that before what the type leads to. */
  readonly typedBy?: string
  /** The table whose guesses are asked when no key is known: protocols that know themselves by their first bytes. */
  readonly guesses?: string
  /** What the definition stated of tables and length. */
  readonly stated: StatedPayload
  /** What follows is not part of this conversation but told about, as in an ICMP error. */
  readonly quoted?: boolean
  /** What follows is only a part of a message, as in a fragment. */
  partial?(layer: View & V): boolean
  /** Bytes of payload, if the layer says so itself; undefined is all there is. */
  length?(layer: View & V): number | undefined
}

/** Where a layer says who talks to whom: byte offsets from its start, `length` bytes each. */
export interface Ends {
  readonly kind: 'link' | 'address' | 'port'
  readonly source: number
  readonly destination: number
  readonly type: FieldType
  readonly length: number
  /** Where they are instead, in the layer that begins at `start`: for protocols whose addresses change places. */
  varied?(bytes: Uint8Array, start: number): VariedEnds
}

/** Byte offsets from the start of a layer; -1 for an end that it does not name. */
export type VariedEnds = Pick<Ends, 'source' | 'destination'>

/** A checksum: where it is, and what it covers. */
export interface Checksum<in V = never> {
  /** The field that holds it. */
  readonly key: string
  /** Bytes from the start of the layer. */
  readonly offset: number
  /** How it is made: `internet` (default), 16 bits (RFC 1071); `crc32c`, 32 bits (RFC 9260, appendix A). */
  readonly algorithm?: 'internet' | 'crc32c'
  /** `header`: the fields of the layer; `message`: also all that it carries. */
  readonly covers: 'header' | 'message'
  /** The protocol number in the pseudo-header, where there is one. */
  readonly pseudo?: number
  /** The pseudo-header is only there over addresses of this type. */
  readonly pseudoOver?: 'ipv4' | 'ipv6'
  /** 0 says that there is none. */
  readonly optional?: boolean
  /** Where it covers only the header, of those that otherwise cover the message. */
  headerWhen?(layer: View & V): boolean
  /** Where the field holds a checksum, if it does not everywhere. */
  when?(layer: View & V): boolean
}

/** What may follow the payload of a layer to the end of its frame: display-filter names, and where it ends. */
export interface Trailer {
  /** Zeros up to `shortest` bytes of the frame, counted from its start. */
  readonly padding: string
  readonly shortest: number
  /** What else follows. */
  readonly trailer: string
  /** The same where there is a tag in front of the payload. */
  readonly tagged: string
  /** The last 4 bytes, where the frame is long enough to have them. */
  readonly checksum: string
}

/** Something in a layer that contradicts itself, under a stable name that filters and reports can use. */
export interface Note<in V = never> {
  readonly name: string
  readonly severity: 'chat' | 'note' | 'warning' | 'error'
  readonly text: string
  /** How many bytes of the layer it judges by; default: all plain fields. */
  readonly within?: number
  when(layer: View & V): boolean
}

/** Tells whether the bytes from `start` to `end` are this protocol's, where no port says so. */
export type Guess = (bytes: Uint8Array, start: number, end: number) => boolean

/**
 * Tells up to where the bytes from `start` to `end` can be trusted: to `end` if nothing speaks against them, less far
 * where they contradict themselves, to `start` if they cannot be this protocol's at all.
 */
export type Trust = (bytes: Uint8Array, start: number, end: number) => number

/** How many bytes from byte `start` on a layer takes, or would if they were all there. */
export type Taken = (bytes: Uint8Array, start: number) => number

type Named = Pick<Layout, 'label' | 'slots'>

/**
 * The byte where a field at a fixed place begins, also one in the sets of a choice that have it at the same place.
 * Throws a TypeError if it has none.
 */
export function offsetOf({ label, slots }: Named, key: string): number {
  const fixed = fixedPlace(slots, key)
  if (fixed === undefined) throw new TypeError(`${label}: ${key} must be at a fixed place`)
  return fixed >> 3
}

function fixedPlace(slots: Named['slots'], key: string): number | undefined {
  const own = slots.find((slot) => slot.key === key)
  if (own !== undefined) return own.fixed
  for (const { field, fixed } of slots) {
    if (field.parts?.kind !== 'choice' || fixed === undefined) continue
    const inside = field.parts.schemas.flatMap((set) => set.slots.filter((slot) => slot.key === key))
    const places = new Set(inside.map((slot) => slot.fixed))
    const [place] = places
    if (places.size === 1 && place !== undefined) return fixed + place
  }
  return undefined
}

/** Which two fields say who talks to whom. */
export function endsOf(layout: Named, kind: Ends['kind'], source: string, destination: string): Ends {
  const { field } = layout.slots.find((slot) => slot.key === source)!
  return {
    kind,
    source: offsetOf(layout, source),
    destination: offsetOf(layout, destination),
    type: field.type,
    length: Number(field.size) >> 3,
  }
}
