/** What is left of an Ethernet frame after its payload, distinguished as in Wireshark. */
import { hex, unsigned, type View } from '../schema/index.ts'
import type { Layers } from './layers.ts'

/** Names of what follows the payload of a protocol, which is not a field of it. */
export const trailers = {
  'eth.padding': 'padding',
  'eth.trailer': 'trailer',
  'eth.fcs': 'checksum',
  'vlan.trailer': 'tagged',
} as const
export type TrailerPart = (typeof trailers)[keyof typeof trailers]

/** Where a part begins and ends. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Smaller frames are padded; the checksum counts only beyond. */
const shortest = 60
const checksumLength = 4

/**
 * A part of what follows the payload of the Ethernet layer `index`, as far as it was captured; undefined where there
 * is none.
 */
export function trailerPart(layers: Layers, index: number, part: TrailerPart): Stretch | undefined {
  const payload = payloadEnd(layers, index)
  if (payload === undefined) return undefined
  const { start, tagged } = payload
  if (part === 'tagged' ? !tagged : tagged && part !== 'padding') return undefined
  const end = layers.originalEnd[index]!
  const captured = layers.end[index]!
  const isWhole = layers.originalEnd[0]! - layers.start[0]! >= shortest
  const padded = Math.min(end, layers.start[0]! + shortest)
  // Only zeros are padding: other bytes may be somebody's trailer.
  const from =
    isWhole && padded > start && isZero(layers.bytesOf(index), start, Math.min(padded, captured)) ? padded : start
  const hasChecksum = !tagged && end - layers.start[index]! >= shortest + checksumLength && end - from >= checksumLength
  const to = hasChecksum ? end - checksumLength : end
  const stretch =
    part === 'padding' ? { from: start, to: from } : part === 'checksum' ? { from: to, to: end } : { from, to }
  return stretch.to > stretch.from && stretch.from < captured && (part !== 'checksum' || stretch.to <= captured)
    ? { from: stretch.from, to: Math.min(stretch.to, captured) }
    : undefined
}

/** The same as a value, appended to `into` if it is there. */
export function collectTrailer(
  layers: Layers,
  index: number,
  part: TrailerPart,
  into: (string | number | bigint | boolean)[],
): void {
  const stretch = trailerPart(layers, index, part)
  if (stretch !== undefined)
    into.push(
      part === 'checksum'
        ? checksumAt(layers.bytesOf(index), stretch.from)
        : hex(layers.bytesOf(index).subarray(stretch.from, stretch.to)),
    )
}
const checksumAt = unsigned(32, 0)

/**
 * Where what an Ethernet layer carries ends, if that says so itself, and whether it has a tag of a virtual LAN in
 * front.
 */
function payloadEnd(layers: Layers, index: number): { readonly start: number; readonly tagged: boolean } | undefined {
  const within = (end: number) => (end < layers.end[index]! ? { start: end, tagged } : undefined)
  let tagged = false
  for (let at = index; at < layers.count; at++) {
    const view = layers.view(at) as View & { readonly length?: number }
    if (!view.headed) return undefined
    const { name } = view.schema
    tagged ||= tags.has(name)
    if (at === index || tags.has(name)) {
      if (typeof view.length === 'number') return within(view.start + view.extent + view.length)
    } else if (name !== 'mpls') {
      const length = lengthOf(name, view)
      return length === undefined ? undefined : within(view.start + length)
    }
  }
  return undefined
}

const tags: ReadonlySet<string> = new Set(['vlan', 'ieee8021ad'])

/** Bytes of a packet that tells its own length. */
function lengthOf(name: string, view: View): number | undefined {
  if (name === 'arp') return view.extent
  if (!measured.has(name)) return undefined
  const carried = view.schema.carries?.length?.(view as never)
  return carried === undefined ? undefined : view.extent + carried
}

const measured: ReadonlySet<string> = new Set(['ip', 'ipv6'])

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false
  return true
}
