/** Packets with some of their fields changed. */
import type { View } from '../../schema/index.ts'
import { refusal } from '../../schema/writing/index.ts'
import { Frame } from '../../files/frame.ts'
import { verifyChecksums } from '../checksums/index.ts'
import { Packet } from '../packet.ts'
import { assemble } from './assemble.ts'
import { changesOf, type Change, type Changes } from './changes.ts'
import { carriedLengths, keptLayer } from './kept-layer.ts'
import { nameOf } from './layer.ts'
import { bytesOf, type Part } from './parts.ts'

export interface EditOptions {
  /** `right`: only checksums and lengths that were right are mended (default); `all`: also those that were wrong. */
  readonly mend?: 'right' | 'all'
}

const nothing = new Uint8Array(0)

/**
 * The packet with fields changed: `edit(packet, { ipv4: { timeToLive: 1 }, tcp: { payload: 'text' } })`, or by
 * display-filter name, `edit(packet, { 'ip.ttl': 1 })`. Lengths and
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
