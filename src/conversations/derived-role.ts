/** Adds layers for the bytes that a layer holds in another form, such as compressed. */
import type { Recipe } from '../packet/gain.ts'
import { registry } from '../packet/registry/index.ts'
import type { Derived, TableKey } from '../schema/index.ts'
import type { FollowedFrame } from './followed-frame.ts'

/** Bytes that may be made for the frames of a batch, which are kept as long as that is. */
export interface DerivedBudget {
  left: number
}

export const derivedBudget = (): DerivedBudget => ({ left: mostDerived })

/** Looks at layer `at`, of a protocol that says what it holds so. */
export function derive(frame: FollowedFrame, at: number, budget: DerivedBudget): void {
  const { layers } = frame
  const view = layers.view(at)
  if (frame.isQuoted || !view.headed) return
  const facts = frame.factsOf(at)
  if (facts !== undefined) view.facts = facts
  const room = budget.left
  for (const [index, derived] of view.schema.derivation!.derive(view, room).entries()) {
    budget.left -= derived.bytes.length
    add(frame, at, derived, derived.isOfFacts ? { kind: 'kept' } : { kind: 'derived', layer: at, index, room })
  }
}

/** Adds the layers of bytes that are none of a stream. */
function add(frame: FollowedFrame, at: number, derived: Derived, recipe: Recipe): void {
  const { speaks, bytes, isCut, label, facts } = derived
  if (bytes.length === 0 && !isCut) return
  const { layers } = frame
  const next = layers.count
  const source = { bytes, label, frames: layers.source(at)?.frames ?? [frame.number], recipe }
  frame.change({
    at: Infinity,
    added: {
      protocol: protocolOf(speaks),
      parent: at,
      source,
      from: 0,
      to: bytes.length,
      originalTo: bytes.length + (isCut ? 1 : 0),
    },
  })
  frame.tellMore(next, facts)
}

/** The place in the entries of the registry of the first protocol that a key leads to; 0 for unknown bytes. */
export const protocolOf = (speaks: readonly TableKey[]): number => {
  for (const [table, key] of speaks) {
    const id = registry.find(table, key)
    if (id !== 0) return id
  }
  return 0
}

/** Small inputs may claim large outputs, in many frames. */
const mostDerived = 64 << 20
