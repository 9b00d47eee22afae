/** A frame as layers, decoded when it is asked. */
import { Frame } from '../files/frame.ts'
import type { Schema, View, ViewOf } from '../schema/index.ts'
import { printable } from '../text/escape.ts'
import { Layers } from './layers.ts'
import type { Protocols } from './protocols.ts'
import { entries, idOf, registry } from './registry/index.ts'
import { packetObject, type PacketJson } from './summary/packet-json.ts'
import { packetLine } from './summary/packet-line.ts'

type Decoded = { readonly [K in keyof Protocols]: ViewOf<Protocols[K]> | undefined }

/** The first layer of each protocol, undefined where there is none or its header is not whole. */
export interface Packet extends Decoded {}

/** With a symbol as key, views are not part of what `structuredClone` takes. */
const viewsKey = Symbol('views')
/** What console.log calls; https://nodejs.org/api/util.html#custom-inspection-functions-on-objects. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom')

export class Packet {
  private [viewsKey]: View[] = []
  /** The version of the registry that `views` are of. */
  private version = registry.version

  constructor(readonly frame: Frame) {}

  /** A packet from bytes at hand; `linkType` is a LINKTYPE_ number, 1 for Ethernet. */
  static of(bytes: Uint8Array, linkType = 1): Packet {
    return new Packet(Frame.of(bytes, { linkType }))
  }

  /** The layers, outermost first; the last may be cut. */
  layers(): readonly View[] {
    const { count } = this.split()
    for (let at = 0; at < count; at++) this.viewAt(at)
    return this[viewsKey]
  }

  /** The first layer of a protocol, if its header is whole. `TypeError` for a protocol that is not registered. */
  layer<V>(schema: Schema<V>): (View & V) | undefined {
    const id = idOf(schema)
    if (id < 0) throw new TypeError(`${schema.name || schema.label} is no registered protocol; see registerProtocols`)
    return this.first(id) as (View & V) | undefined
  }

  /**
   * One line, as `onwire read` prints it without a time: addresses, protocol, length on the wire, a description. TCP
   * sequence numbers are relative where its conversation was followed. Control characters are escaped.
   */
  toString(): string {
    return packetLine(this.frame)
  }

  /**
   * The frame and each layer, by the property of this object, with its fields by property: numbers, texts, booleans,
   * lists and objects; bytes as hexadecimal text, numbers beyond 2^53 as text. Of a protocol that occurs several times
   * it is an array, outermost first. What is missing of a layer is `cut`, contradictions are named in `notes`.
   */
  toJSON(): PacketJson {
    return packetObject(this.frame, this.layers())
  }

  /** The line and the layers, for `console.log`. */
  [inspectKey](depth: number, options: object, inspect?: (value: unknown, options: object) => string): string {
    const line = `Packet ${this.frame.number} ${this.toString()}`
    if (inspect === undefined || depth < 0) return `[${line}]`
    const { frame: _, ...layers } = packetObject(this.frame, this.layers(), printable)
    return `${line} ${inspect(layers, options)}`
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
    const { version } = registry
    if (split === this && this.version === version) return index
    if (this.version !== version) {
      this[viewsKey] = []
      this.version = version
    }
    const { memory, start, end, originalLength, linkType } = this.frame
    index.split(memory, start, end, start + originalLength, linkType)
    index.take(this.frame.gain)
    split = this
    return index
  }

  private viewAt(at: number): View {
    return (this[viewsKey][at] ??= index.view(at))
  }
}

/** One index for all packets, and the packet it is of: a packet itself keeps only the views somebody asked for. */
const index = new Layers()
let split: Packet | undefined

/** The getters of protocols there are now. */
const getters = new Set<string>()

registry.onChange(() => {
  for (const property of getters) if (!entries.some((entry) => entry.property === property)) removeGetter(property)
  for (const { property, id } of entries)
    if (!getters.has(property)) {
      getters.add(property)
      Object.defineProperty(Packet.prototype, property, {
        get(this: Packet) {
          return this['first'](id)
        },
        enumerable: true,
        configurable: true,
      })
    }
})

function removeGetter(property: string): void {
  getters.delete(property)
  delete (Packet.prototype as unknown as Record<string, unknown>)[property]
}
