/**
 * What a frame gains from its conversations: facts about its layers, and layers that lie in bytes made of several
 * frames. The conversations make it once, in the order of the frames; from then on every look at the frame shows it.
 */
import { factValuesOf, type FactPlace, type FactValues } from '../schema/index.ts'

/** What one frame gained; never changed once its batch is passed on. */
export interface Gain {
  /** By layer; undefined where its conversation tells nothing of it. */
  readonly facts: readonly (FactValues | undefined)[]
  /** How its layers differ from those of the frame alone: what is to be done, in this order. */
  readonly changes: readonly LayerChange[]
  /**
   * Messages that end in a later frame and are in no layer yet: once their head is all there, the first of a stream at
   * once.
   */
  readonly begun?: readonly BegunMessage[]
}

/** A message that goes on in later frames. */
export interface BegunMessage {
  /** The place of its protocol in the entries of the registry. */
  readonly protocol: number
  /** Undefined as long as it is not all there. */
  readonly head: Uint8Array | undefined
  /** How many of its bytes are there by now, and which, as long as it is not shown. */
  readonly soFar: { readonly length: number; bytes(): Uint8Array }
}

/** Layers from `at` on are no more, and others may follow in their place. */
export interface LayerChange {
  readonly at: number
  readonly added?: AddedLayers
}

/** A layer and those it carries: the bytes from `from` to `to`, that went on to `originalTo` on the wire. */
export interface AddedLayers {
  /** The place of the protocol in the entries of the registry. */
  readonly protocol: number
  /** The layer that carries it. */
  readonly parent: number
  /** The bytes it lies in; undefined for those of the frame, where `from` counts from its first byte. */
  readonly source: Source | undefined
  readonly from: number
  readonly to: number
  readonly originalTo: number
}

/** Bytes made of those of several frames. */
export interface Source {
  readonly bytes: Uint8Array
  /** Such as `Reassembled TCP`. */
  readonly label: string
  /** The numbers of the frames it was made of, in the order of the bytes. */
  readonly frames: readonly number[]
  /** How it was made, so that it can be made again from the frames. */
  readonly recipe: Recipe
}

/**
 * Bytes of layers, one after the other, as many as there are in the source; or what layer `layer` of the frame holds in
 * another form, the one at `index` of these, at most `room` bytes; or bytes that cannot be made again, such as
 * decrypted ones.
 */
export type Recipe =
  | { readonly kind: 'joined'; readonly parts: readonly SourcePart[] }
  | { readonly kind: 'derived'; readonly layer: number; readonly index: number; readonly room: number }
  | { readonly kind: 'kept' }

export interface SourcePart {
  readonly frame: number
  readonly layer: number
  /** The first byte, counted from where the layer begins. */
  readonly from: number
  readonly length: number
}

/** The values of a fact, as outputs have them, appended to `into`. */
export function collectFact(
  facts: FactValues | undefined,
  place: FactPlace,
  into: (number | bigint | boolean | string)[],
): void {
  if (facts !== undefined) for (const value of factValuesOf(facts, place)) into.push(place.fact.plain(value))
}
