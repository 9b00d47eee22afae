/** Which layers of a frame say who talks to whom, and the text of their addresses. */
import type { Layers } from './layers.ts'
import { registry } from './registry/index.ts'
import { writeAddress } from './address-text.ts'
import type { TextBuffer } from '../text/buffer.ts'

const endsOf = registry.column(({ schema }) => schema.ends)
const kindOf = registry.column(({ schema }) => schema.ends?.kind)
export const quotes: readonly boolean[] = registry.column(({ schema }) => schema.carries?.quoted === true)

export type End = 'source' | 'destination'

/** The layers of a frame that a line about it speaks of, as indices; -1 where there is none. */
export class Endpoints {
  link = -1
  address = -1
  port = -1
  /** The innermost layer that is whole enough to be told of, and is part of the conversation itself. */
  last = -1
  /** The layer whose header is cut, if any. */
  cut = -1

  /** Looks from layer `from` on, up to one that quotes another packet. */
  find(layers: Layers, from = 0): void {
    this.link = this.address = this.port = this.last = this.cut = -1
    for (let index = from; index < layers.count; index++) {
      const id = layers.protocol[index]!
      if (id === 0) return
      if (!layers.isHeaded(index)) {
        this.cut = index
        // The ports come first: they are there in nearly every header that is cut.
        if (kindOf[id] === 'port' && layers.end[index]! - layers.start[index]! >= portsLength) this.port = index
        return
      }
      this.last = index
      const kind = kindOf[id]
      if (kind === 'address') {
        this.address = index
        this.port = -1
      } else if (kind === 'port') this.port = index
      else if (kind === 'link') this.link = index
      if (quotes[id]) return
    }
  }

  /** Appends the address of one end, with its port where there is one. */
  write(layers: Layers, end: End, text: TextBuffer): void {
    const address = this.address >= 0 ? this.address : this.link
    if (address < 0) return
    if (this.port < 0) return writeEnd(layers, address, end, text)
    const wide = endsOf[layers.protocol[address]!]!.type === 'ipv6'
    if (wide) text.byte(openingBracket)
    writeEnd(layers, address, end, text)
    if (wide) text.byte(closingBracket)
    text.byte(colon)
    const at = placeOf(layers, this.port, end)
    text.integer((layers.bytes[at]! << 8) | layers.bytes[at + 1]!)
  }
}

/** Where in the bytes a layer has the address or port of one end. */
export function placeOf(layers: Layers, index: number, end: End): number {
  return layers.start[index]! + endsOf[layers.protocol[index]!]![end]
}

/** How many bytes an address of a layer has. */
export function sizeOf(layers: Layers, index: number): number {
  return endsOf[layers.protocol[index]!]!.length
}

/** Appends the address a layer gives for one end. */
export function writeEnd(layers: Layers, index: number, end: End, text: TextBuffer): void {
  writeAddress(endsOf[layers.protocol[index]!]!.type, layers.bytes, placeOf(layers, index, end), text)
}

const portsLength = 4
const openingBracket = 91
const closingBracket = 93
const colon = 58
