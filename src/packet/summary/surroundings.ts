/** What a packet travels in: the tags and headers of its link, and the tunnels around it. */
import type { Batch } from '../../files/batch.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { kindsOfEnds, writePlace, type Endpoints } from '../endpoints.ts'
import type { AddressNames } from '../names/address-names.ts'
import { directionOf } from '../frame-fields.ts'
import type { Layers } from '../layers.ts'
import { displayNames, entries } from '../registry/index.ts'

/** A packet, its ends, and names for them. */
interface Surrounded {
  readonly layers: Layers
  readonly ends: Endpoints
  readonly names?: AddressNames | undefined
}

/** Where a frame was captured, of several interfaces, and which way it went: `eth0 out`; empty if neither is known. */
export function captureWords(batch: Batch, index: number): string {
  const id = batch.interfaceId[index]!
  const { interfaces } = batch.capture
  const place = interfaces.length > 1 ? printable(interfaces[id]?.name ?? `interface ${id}`) : ''
  const direction = batch.optionsEnd[index] === 0 ? undefined : directionOf(batch, index)
  return [place, ...(direction === undefined ? [] : [direction === 'inbound' ? 'in' : 'out'])].join(' ').trim()
}

/** Appends the addresses of the link that a network packet travels on. */
export function writeLinkAddresses({ layers, ends, names }: Surrounded, text: TextBuffer): void {
  const link = outermostLink(layers, ends)
  if (link >= 0) writePair(layers, link, -1, text, names)
}

/** The outermost layer of link addresses, unless they are those of the packet itself; -1 for none. */
export function outermostLink(layers: Layers, ends: Endpoints): number {
  const end = ends.outer >= 0 ? ends.outer : ends.address
  for (let index = 0; index < end; index++) if (kindsOfEnds[layers.protocol[index]!] === 'link') return index
  return -1
}

/** Appends what the headers of the link and its tags say, separated by commas: `VLAN 100, VLAN 5`. */
export function writeTags(layers: Layers, ends: Endpoints, text: TextBuffer): void {
  const end = ends.outer >= 0 ? ends.outer : ends.address >= 0 ? ends.address : ends.last
  let before = ''
  for (let index = 0; index < end; index++) {
    if (kindsOfEnds[layers.protocol[index]!] === 'link' || !isTold(layers, index)) continue
    writeWords(layers, index, before, text)
    before = ', '
  }
}

/**
 * Appends the tunnels around a packet, outermost first: ` (in 192.0.2.1 > 192.0.2.2 GRE, key 0x5)`. With `link`,
 * the addresses of frames inside them too.
 */
export function writeTunnels({ layers, ends, names }: Surrounded, link: boolean, text: TextBuffer): void {
  const end = ends.address >= 0 ? ends.address : ends.link
  text.text(' (in ')
  for (let index = ends.outer; index < end; index++) {
    const kind = kindsOfEnds[layers.protocol[index]!]
    if (kind === 'address') {
      if (index > ends.outer) text.text(' in ')
      writePair(layers, index, portAfter(layers, index, end), text, names)
    } else if (kind === 'link' && link) {
      text.text(', ')
      writePair(layers, index, -1, text, names)
    } else if (kind === undefined && isTold(layers, index)) writeWords(layers, index, ' ', text)
  }
  text.text(')')
}

function writePair(layers: Layers, index: number, port: number, text: TextBuffer, names?: AddressNames): void {
  writePlace(layers, index, port, 'source', text, names)
  text.text(' > ')
  writePlace(layers, index, port, 'destination', text, names)
}

/** The layer of ports that belongs to a layer of addresses, or -1. */
function portAfter(layers: Layers, address: number, end: number): number {
  for (let index = address + 1; index < end; index++) {
    const kind = kindsOfEnds[layers.protocol[index]!]
    if (kind !== undefined) return kind === 'port' ? index : -1
  }
  return -1
}

/** Layers that only choose another one say nothing. */
function isTold(layers: Layers, index: number): boolean {
  const { schema } = entries[layers.protocol[index]!]!
  return schema.summary !== undefined && !schema.isChoice
}

/** Appends the words of a layer, with its name unless they begin with that or with another acronym. */
function writeWords(layers: Layers, index: number, before: string, text: TextBuffer): void {
  const protocol = layers.protocol[index]!
  const words = entries[protocol]!.schema.summary!(layers.view(index) as never)
  const name = displayNames[protocol]!
  const named = words.toLowerCase().startsWith(name.toLowerCase()) || acronym.test(words) ? words : `${name} ${words}`
  text.text(`${before}${printable(named)}`)
}

const acronym = /^[A-Z]{2}/
