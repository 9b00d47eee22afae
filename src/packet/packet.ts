/** A frame as layers, decoded when it is asked. */
import { Frame } from '../files/frame.ts'
import { protocols } from '../protocols/index.ts'
import type { Schema, View, ViewOf } from '../schema/index.ts'
import { Layers } from './layers.ts'
import { entries } from './tables.ts'

type Decoded = { readonly [K in keyof typeof protocols]: ViewOf<(typeof protocols)[K]> | undefined }

/** The first layer of each protocol, undefined where there is none or its header is not whole. */
export interface Packet extends Decoded {}

export class Packet {
  private views: View[] | undefined = undefined

  constructor(readonly frame: Frame) {}

  /** A packet from bytes at hand; `linkType` is a LINKTYPE_ number, 1 for Ethernet. */
  static of(bytes: Uint8Array, linkType = 1): Packet {
    return new Packet(Frame.of(bytes, { linkType }))
  }

  /** The layers, outermost first; the last may be cut. */
  layers(): readonly View[] {
    if (this.views !== undefined) return this.views
    const { memory, start, end, linkType } = this.frame
    index.decode(memory, start, end, linkType)
    this.views = []
    for (let at = 0; at < index.count; at++) this.views.push(entries[index.protocol[at]!]!.schema.view(memory, index.start[at]!, index.end[at]!) as View)
    return this.views
  }

  /** The first layer of a protocol, if its header is whole. */
  layer<V>(schema: Schema<V>): (View & V) | undefined {
    for (const layer of this.layers()) if (layer.schema === schema && layer.cut !== 'header') return layer as View & V
    return undefined
  }
}

/** One index for all packets: it holds numbers only until the views are made. */
const index = new Layers()

for (const [key, schema] of Object.entries<Schema>(protocols))
  Object.defineProperty(Packet.prototype, key, { get(this: Packet) { return this.layer(schema) }, enumerable: true })
