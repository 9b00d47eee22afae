/** What packets are built from, outermost first: layers and bytes. */
import { refusal } from '../../schema/writing/index.ts'
import { View } from '../../schema/index.ts'
import { Layer, nameOf } from './layer.ts'

/** A layer, a layer of a decoded packet as it is, bytes, text in UTF-8, or several of them. */
export type Content = Layer | View | Uint8Array | string | readonly Content[]

/** One layer to write. */
export interface LayerPart {
  readonly layer: Layer
  /** What it is taken from: what has no other value stays as it is there. */
  readonly base?: View | undefined
  /** Bytes between its header and what it carries. */
  readonly gap?: Uint8Array
  /** Bytes after what it carries, such as padding. */
  readonly tail?: Uint8Array
  /** Bytes that it carried and that were not captured. */
  readonly missing?: number
  /** Fields that follow from others although they have a value in `base`. */
  readonly released?: readonly string[]
}

export type Part = LayerPart | Uint8Array

/** The parts of contents. Throws a TypeError for what is none. */
export function partsOf(contents: readonly Content[]): readonly Part[] {
  return contents.flatMap((content): readonly Part[] => {
    if (content instanceof Layer) return [{ layer: content }]
    if (content instanceof View)
      return [{ layer: new Layer(content.schema, {}, nameOf(content.schema)), base: content }]
    if (Array.isArray(content)) return partsOf(content as readonly Content[])
    return [bytesOf(content as string | Uint8Array, 'build()')]
  })
}

/** The bytes of a payload. */
export function bytesOf(content: unknown, path: string): Uint8Array {
  if (typeof content === 'string') return utf8.encode(content)
  if (content instanceof Uint8Array) return content
  throw refusal(path, 'a layer, a Uint8Array, or text', content)
}

const utf8 = new TextEncoder()
