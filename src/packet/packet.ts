/** A frame as layers, decoded when it is asked. */
import { Frame } from '../files/frame.ts'
import { protocols } from '../protocols/index.ts'
import type { Schema, View, ViewOf } from '../schema/index.ts'
import { Layers } from './layers.ts'
import { entries, idOf } from './tables.ts'

type Decoded = { readonly [K in keyof typeof protocols]: ViewOf<(typeof protocols)[K]> | undefined }

/** The first layer of each protocol, undefined where there is none or its header is not whole. */
export interface Packet extends Decoded {}

export class Packet {
  private readonly views: View[] = []

  constructor(readonly frame: Frame) {}

  /** A packet from bytes at hand; `linkType` is a LINKTYPE_ number, 1 for Ethernet. */
  static of(bytes: Uint8Array, linkType = 1): Packet {
    return new Packet(Frame.of(bytes, { linkType }))
  }

  /** The layers, outermost first; the last may be cut. */
  layers(): readonly View[] {
    const { count } = this.split()
    for (let at = 0; at < count; at++) this.viewAt(at)
    return this.views
  }

  /** The first layer of a protocol, if its header is whole. */
  layer<V>(schema: Schema<V>): (View & V) | undefined {
    return this.first(idOf(schema)) as (View & V) | undefined
  }

  private first(protocol: number): View | undefined {
    const { count } = this.split()
    // By name: a protocol framed in two ways, as DNS is over UDP and TCP, has two sheets of one name.
    const name = entries[protocol]?.schema.name
    for (let at = 0; at < count; at++)
      if (entries[index.protocol[at]!]!.schema.name === name) {
        const view = this.viewAt(at)
        if (view.headed) return view
      }
    return undefined
  }

  /** Splits the frame into layers, unless that is what was done last. */
  private split(): Layers {
    if (split === this) return index
    const { memory, start, end, originalLength, linkType } = this.frame
    index.split(memory, start, end, start + originalLength, linkType)
    split = this
    return index
  }

  private viewAt(at: number): View {
    return (this.views[at] ??= index.view(at))
  }
}

/** One index for all packets, and the packet it is of: a packet itself keeps only the views somebody asked for. */
const index = new Layers()
let split: Packet | undefined

for (const [key, schema] of Object.entries<Schema>(protocols)) {
  const id = idOf(schema)
  Object.defineProperty(Packet.prototype, key, {
    get(this: Packet) {
      return this['first'](id)
    },
    enumerable: true,
  })
}
