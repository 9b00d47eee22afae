/** What is left of a frame after the payload of its link layer, distinguished as in Wireshark. */
import { hex, unsigned, type Schema } from '../schema/index.ts'
import type { Layers } from './layers.ts'
import { entries } from './registry/index.ts'

/** What a definition names of what follows the payload of a protocol, which is not a field of it. */
export type TrailerPart = (typeof parts)[number]
const parts = ['padding', 'trailer', 'checksum', 'tagged'] as const

/** The parts that a definition declares, by display-filter name. */
export const trailerNames = ({ trailer }: Schema): readonly (readonly [name: string, part: TrailerPart])[] =>
  trailer === undefined ? [] : parts.map((part) => [trailer[part], part])

/** Where a part begins and ends. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

const checksumLength = 4

/**
 * A part of what follows the payload of layer `index`, as far as it was captured; undefined where there
 * is none.
 */
export function trailerPart(layers: Layers, index: number, part: TrailerPart): Stretch | undefined {
  const payload = payloadEnd(layers, index)
  const { trailer } = entries[layers.protocol[index]!]!.schema
  if (payload === undefined || trailer === undefined) return undefined
  const { shortest } = trailer
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
 * Where what a layer carries ends, if that, or what it carries in turn, says so itself, and whether there is a tag in
 * between.
 */
function payloadEnd(layers: Layers, index: number): { readonly start: number; readonly tagged: boolean } | undefined {
  let tagged = false
  for (let at = index; at < layers.count; at++) {
    const view = layers.view(at)
    if (!view.headed) return undefined
    const { carries, shim, isMeasured } = view.schema
    tagged ||= shim === 'tag'
    const carried = carries === undefined ? 0 : carries.length?.(view as never)
    const isPassed = at === index || shim !== undefined
    if (isPassed && carried === undefined) continue
    if (carried === undefined || !(isPassed || isMeasured)) return undefined
    const start = view.start + view.extent + carried
    return start < layers.end[index]! ? { start, tagged } : undefined
  }
  return undefined
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false
  return true
}
