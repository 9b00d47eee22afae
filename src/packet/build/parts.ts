/** What packets are built from, outermost first: layers and bytes. */
import { refusal } from '../../schema/writing/index.ts'
import { View } from '../../schema/index.ts'
import { Packet } from '../packet.ts'
import { keptParts } from './kept-layer.ts'
import { Layer, nameOf, type LayerPart } from './layer.ts'

/** A layer, a decoded packet or a layer of one as it is, bytes, text in UTF-8, or several of them. */
export type Content = Layer | Packet | View | Uint8Array | string | readonly Content[]

export type Part = LayerPart | Uint8Array

/** The parts of contents. Throws a TypeError for what is none. */
export function partsOf(contents: readonly Content[]): readonly Part[] {
  return contents.flatMap((content): readonly Part[] => {
    if (content instanceof Layer) return [{ layer: content }]
    if (content instanceof Packet) return keptParts(content.layers())
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
