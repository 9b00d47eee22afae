/** Layers of a decoded packet as they are, to be written again. */
import { conditionOf, type AnyCondition } from '../../schema/condition.ts'
import type { View } from '../../schema/index.ts'
import { solved } from '../../schema/writing/index.ts'
import { Layer, nameOf, type LayerPart } from './layer.ts'

type Values = Readonly<Record<string, unknown>>

/** A layer and what lies around what it carries; `next` is the layer that it carries. */
export function keptLayer(view: View, next: View | undefined, values: Values = {}): LayerPart {
  const { schema, bytes, start, extent, limit } = view
  const header = start + extent
  return {
    layer: new Layer(schema, values, nameOf(schema)),
    base: view,
    gap: bytes.slice(header, next?.start ?? header),
    tail: bytes.slice(next?.limit ?? header, limit),
    missing: next === undefined ? 0 : next.originalEnd - next.limit,
  }
}

/** The parts of a packet as it is; a layer whose header is cut is bytes, with all that it carries. */
export function keptParts(layers: readonly View[]): readonly (LayerPart | Uint8Array)[] {
  const cut = layers.findIndex(({ headed }) => !headed)
  const whole = cut < 0 ? layers : layers.slice(0, cut)
  const parts = whole.map((view, index) => keptLayer(view, layers[index + 1]))
  return cut < 0 ? parts : [...parts, layers[cut]!.bytes.slice(layers[cut]!.start, layers[cut]!.limit)]
}

/** The fields that say how many bytes a layer carries, if what they say is right, or wherever they are. */
export function carriedLengths(view: View, next: View | undefined, which: 'right' | 'all'): readonly string[] {
  const { carries, slots } = view.schema
  const stated = carries?.stated.length
  const header = view.start + view.extent
  const carried = (next?.originalEnd ?? header) - header
  if (stated === undefined || typeof stated === 'number' || carries?.length === undefined) return []
  if (typeof stated === 'function') {
    const isRight = which === 'all' || carries.length(view as never) === carried
    return isRight ? slots.flatMap(({ key }) => (/length$/i.test(key) ? [key] : [])) : []
  }
  const path = typeof stated === 'string' ? stated : stated.length
  const when = typeof stated === 'object' && 'when' in stated ? (stated.when as AnyCondition | undefined) : undefined
  if (when !== undefined && !conditionOf(when)(view)) return []
  const found = Number((view as unknown as Values)[path])
  const isRight = found === solved(stated as never, carried, view) && !standsForRest(view, path)
  return which === 'all' || isRight ? [path] : []
}

/** Whether a length is 0 on the wire and stands for all there is. */
function standsForRest(view: View, path: string): boolean {
  const index = view.schema.slots.findIndex(({ key }) => key === path)
  const [from, to] = [view.offsetOf(index), view.offsetOf(index + 1)].map((bits) => view.start + (bits >> 3))
  if (from === to) return false
  return (view as unknown as Values)[path] !== 0 && view.bytes.subarray(from, to).every((byte) => byte === 0)
}
