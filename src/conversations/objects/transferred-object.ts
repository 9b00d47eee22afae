/** A file that was transferred in a conversation. */
import type { Layers } from '../../packet/layers.ts'

export interface TransferredObject {
  /** The protocol that transferred it. */
  readonly kind: string
  /** The number of the frame in which it ends. */
  readonly frame: number
  /** What the protocol calls it, such as a path: any text. */
  readonly path: string
  readonly host: string | undefined
  readonly contentType: string | undefined
  /** Memory of its own. */
  readonly bytes: Uint8Array
  /** Whether these are not all of its bytes. */
  readonly isCut: boolean
  /** The codings that the bytes still are in, such as a compression that is not known. */
  readonly encodings: readonly string[]
}

/** Whether the objects that end in the frame are wanted. */
export type IsKept = () => boolean

/** Finds the objects of one kind of protocol. */
export interface ObjectReader {
  /** The objects that end in layer `at` of a frame that was followed; layers are those of its protocols, in order. */
  objectsIn(layers: Layers, at: number, frame: number, isKept: IsKept): readonly TransferredObject[]
  /** Those that have not ended when the capture does: they are cut. */
  finish?(): readonly TransferredObject[]
}
