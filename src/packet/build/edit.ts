/** Packets with some of their fields changed. */
import type { Schema, View } from '../../schema/index.ts'
import type { ValuesOf } from '../../schema/values.ts'
import { refusal } from '../../schema/writing/index.ts'
import { Frame } from '../../files/frame.ts'
import { verifyChecksums } from '../checksums/index.ts'
import { Packet } from '../packet.ts'
import type { Protocols } from '../protocols.ts'
import { entries } from '../registry/index.ts'
import { suggestion } from '../../text/suggestion.ts'
import { assemble } from './assemble.ts'
import { carriedLengths, keptLayer } from './kept-layer.ts'
import { nameOf } from './layer.ts'
import { bytesOf, type Part } from './parts.ts'

/** New values of fields, and of all that the layer carries. */
export type LayerChanges<S> =
  S extends Schema<infer V> ? ValuesOf<V> & { readonly payload?: string | Uint8Array | undefined } : never

/** Changes by protocol, as a property of `Packet`; of one that occurs several times, an array from the outermost on. */
export type Changes = {
  readonly [K in keyof Protocols]?:
    LayerChanges<Protocols[K]> | readonly (LayerChanges<Protocols[K]> | undefined)[] | undefined
}

export interface EditOptions {
  /** `right`: only checksums and lengths that were right are mended (default); `all`: also those that were wrong. */
  readonly mend?: 'right' | 'all'
}

type Change = Readonly<Record<string, unknown>>

const nothing = new Uint8Array(0)

/**
 * The packet with fields changed: `edit(packet, { ipv4: { timeToLive: 1 }, tcp: { payload: 'text' } })`. Lengths and
 * checksums that depend on them follow, those of enclosing layers too, if they were right before. All else stays as it
 * is, byte for byte; the packet itself is not changed. Throws a TypeError for a layer that the packet has not, and for
 * values that do not fit.
 */
export function edit(packet: Packet, changes: Changes, { mend = 'right' }: EditOptions = {}): Packet {
  const layers = packet.layers()
  const wanted = changesOf(layers, changes as Change)
  const parts: Part[] = []
  const right = rightChecksums(layers)
  // Inside of the innermost layer that changes, lengths have nothing to follow, and checksums the addresses of that layer.
  const last = mend === 'all' ? layers.length - 1 : wanted.findLastIndex((change) => change !== undefined)
  for (const [index, view] of layers.entries()) {
    const change = wanted[index]
    if (!view.headed) {
      if (change !== undefined) throw refusal(nameOf(view.schema), 'a layer whose header is whole', 'one that is cut')
      parts.push(view.bytes.subarray(view.start, view.limit))
      break
    }
    const { payload, ...values } = change ?? {}
    const next = layers[index + 1]
    const { checksum } = view.schema
    const released = [
      ...(last >= 0 && checksum !== undefined && (mend === 'all' || right.has(view)) ? [checksum.key] : []),
      ...(index <= last ? carriedLengths(view, next, mend) : []),
    ]
    const kept = keptLayer(view, next, values)
    if (payload === undefined) parts.push({ ...kept, released })
    else parts.push({ ...kept, released, gap: nothing, missing: 0 }, bytesOf(payload, `${nameOf(view.schema)}.payload`))
    if (payload !== undefined) break
  }
  return packetOf(packet, padded(packet, parts))
}

/** The layers whose checksums are right, those of quoted packets too. */
function rightChecksums(layers: readonly View[]): ReadonlySet<View> {
  const quoting = layers.findIndex(({ schema }) => schema.carries?.quoted)
  const right = verifyChecksums(layers).flatMap(({ layer, verdict }) => (verdict === 'good' ? [layer] : []))
  return new Set(quoting < 0 ? right : [...right, ...rightChecksums(layers.slice(quoting + 1))])
}

/** The change of each layer, in their order. Throws a TypeError for what there is no layer for. */
function changesOf(layers: readonly View[], changes: Change): readonly (Change | undefined)[] {
  const wanted: (Change | undefined)[] = layers.map(() => undefined)
  for (const [property, change] of Object.entries(changes)) {
    if (change === undefined) continue
    const entry = entries.find((each) => each.property === property)
    if (entry === undefined) throw new TypeError(`edit(): no protocol is called ${property}${advice(property)}`)
    const places = layers.flatMap(({ schema }, index) => (schema.name === entry.schema.name ? [index] : []))
    for (const [occurrence, one] of (Array.isArray(change) ? change : [change]).entries()) {
      const place = places[occurrence]
      if (one === undefined) continue
      if (typeof one !== 'object' || one === null) throw refusal(property, 'an object of values by field', one)
      if (place === undefined)
        throw new TypeError(
          `edit(): the packet has ${places.length === 0 ? 'no' : `only ${places.length}`} ${property}`,
        )
      wanted[place] = one as Change
    }
  }
  return wanted
}

function advice(property: string): string {
  const meant = suggestion(
    property,
    entries.map((each) => each.property),
  )
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

/** Of a frame that was padded to the least that Ethernet carries, the padding follows. */
function padded(packet: Packet, parts: readonly Part[]): Uint8Array {
  const [first] = parts
  const bytes = assemble(parts)
  if (first === undefined || first instanceof Uint8Array || packet.frame.originalLength !== leastEthernet) return bytes
  const { tail = new Uint8Array(0), layer } = first
  if (layer.schema.ends?.kind !== 'link' || tail.length === 0 || tail.some((byte) => byte !== 0)) return bytes
  const length = bytes.length - tail.length
  const whole = new Uint8Array(Math.max(length, leastEthernet))
  whole.set(bytes.subarray(0, length))
  return whole
}

/** Bytes of the shortest frame, without its checksum. */
const leastEthernet = 60

/** The packet of new bytes, with the number and the time of the one it was. */
function packetOf({ frame }: Packet, bytes: Uint8Array): Packet {
  const { linkType, number, seconds, nanoseconds, originalLength, capturedLength } = frame
  const missing = originalLength - capturedLength
  return new Packet(Frame.of(bytes, { linkType, number, seconds, nanoseconds, originalLength: bytes.length + missing }))
}
