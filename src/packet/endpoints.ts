/** Which layers of a frame say who talks to whom, and the text of their addresses. */
import type { Ends, VariedEnds } from '../schema/index.ts'
import type { Layers } from './layers.ts'
import type { AddressNames } from './names/address-names.ts'
import { entries, registry } from './registry/index.ts'
import { writeAddress } from './address-text.ts'
import type { TextBuffer } from '../text/buffer.ts'

/** The ends of each protocol, once they were asked for: a definition is built for that. */
const known = registry.column((): Ends | undefined => undefined) as (Ends | undefined)[]

function endsOf({ protocol }: Layers, index: number): Ends {
  const id = protocol[index]!
  return (known[id] ??= entries[id]!.schema.ends!)
}

const kindOf = registry.column(({ schema }) => schema.kindOfEnds)
const isContent = registry.column(({ schema }) => schema.holdsContent)
/** What kind of ends a protocol has; undefined for one without, such as a tag or the header of a tunnel. */
export const kindsOfEnds = kindOf
export const quotes: readonly boolean[] = registry.column(({ schema }) => schema.payloadStated?.quoted === true)

export type End = 'source' | 'destination'

/** The layers of a frame that a line about it speaks of, as indices; -1 where there is none. */
export class Endpoints {
  link = -1
  address = -1
  port = -1
  /** The layer of addresses of the outermost tunnel, if the packet described travels in one. */
  outer = -1
  /** The innermost layer that is whole enough to be told of, and is part of the conversation itself. */
  last = -1
  /** The layer whose header is cut, if any. */
  cut = -1

  /** Looks from layer `from` on, up to one that quotes another packet. */
  find(layers: Layers, from = 0): void {
    this.link = this.address = this.port = this.outer = this.last = this.cut = -1
    for (let index = from; index < layers.count; index++) {
      const id = layers.protocol[index]!
      if (id === 0 || isContent[id]) return
      if (!layers.isHeaded(index)) {
        this.cut = index
        // The ports come first: they are there in nearly every header that is cut.
        if (kindOf[id] === 'port' && layers.end[index]! - layers.start[index]! >= portsLength) this.port = index
        return
      }
      this.last = index
      const kind = kindOf[id]
      if (kind === 'address') {
        if (this.address >= 0 && this.outer < 0) this.outer = this.address
        this.address = index
        this.port = -1
      } else if (kind === 'port') this.port = index
      else if (kind === 'link') {
        this.link = index
        if (this.address >= 0) this.enter()
      }
      if (quotes[id]) return
    }
  }

  /** What follows is a frame inside a tunnel, with addresses of its own or none. */
  private enter(): void {
    if (this.outer < 0) this.outer = this.address
    this.address = this.port = -1
  }

  /** Appends the address of one end, with its port where there is one. */
  write(layers: Layers, end: End, text: TextBuffer, names?: AddressNames): void {
    const address = this.address >= 0 ? this.address : this.link
    if (address >= 0) writePlace(layers, address, this.port, end, text, names)
  }
}

/** Appends the address that a layer gives for one end, with the port of another layer; -1 for none. */
export function writePlace(
  layers: Layers,
  address: number,
  port: number,
  end: End,
  text: TextBuffer,
  names?: AddressNames,
): void {
  if (names !== undefined) return writeNamed(layers, address, port, end, text, names)
  if (port < 0) return writeEnd(layers, address, end, text)
  const wide = endsOf(layers, address).type === 'ipv6'
  if (wide) text.byte(openingBracket)
  writeEnd(layers, address, end, text)
  if (wide) text.byte(closingBracket)
  text.byte(colon)
  text.integer(portAt(layers, port, end))
}

/** The same with names, as far as they are known; a name needs no brackets. */
function writeNamed(
  layers: Layers,
  address: number,
  port: number,
  end: End,
  text: TextBuffer,
  names: AddressNames,
): void {
  const { type, varied } = endsOf(layers, address)
  const name =
    varied === undefined ? names.address(type, layers.bytesOf(address), placeOf(layers, address, end)) : undefined
  const brackets = name === undefined && port >= 0 && type === 'ipv6'
  if (brackets) text.byte(openingBracket)
  if (name === undefined) writeEnd(layers, address, end, text)
  else text.text(name)
  if (brackets) text.byte(closingBracket)
  if (port < 0) return
  const number = portAt(layers, port, end)
  text.text(`:${names.port(entries[layers.protocol[port]!]!.schema.name, number) ?? number}`)
}

/** Where in its bytes a layer has the address or port of one end. */
export function placeOf(layers: Layers, index: number, end: End): number {
  const { source, destination } = endsOf(layers, index)
  return layers.start[index]! + (end === 'source' ? source : destination)
}

/** The port that a layer gives for one end. */
export function portAt(layers: Layers, index: number, end: End): number {
  const bytes = layers.bytesOf(index)
  const at = placeOf(layers, index, end)
  return (bytes[at]! << 8) | bytes[at + 1]!
}

/** How many bytes an address of a layer has. */
export function sizeOf(layers: Layers, index: number): number {
  return endsOf(layers, index).length
}

/** Appends the address a layer gives for one end. */
function writeEnd(layers: Layers, index: number, end: End, text: TextBuffer): void {
  const { type, varied } = endsOf(layers, index)
  if (varied !== undefined)
    return writeVaried(layers, index, varied(layers.bytesOf(index), layers.start[index]!), end, text)
  writeAddress(type, layers.bytesOf(index), placeOf(layers, index, end), text)
}

/** Appends an address whose place depends on the layer, or a dash where it names none or it was not captured. */
function writeVaried(layers: Layers, index: number, places: VariedEnds, end: End, text: TextBuffer): void {
  const { type, length } = endsOf(layers, index)
  const at = layers.start[index]! + places[end]
  if (places[end] >= 0 && at + length <= layers.end[index]!) writeAddress(type, layers.bytesOf(index), at, text)
  else text.byte(dash)
}

const portsLength = 4
const openingBracket = 91
const closingBracket = 93
const colon = 58
const dash = 45
