/** Adds layers for the bytes that a layer holds in another form, such as compressed. */
import { registry } from '../packet/registry/index.ts'
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
  const derived = view.schema.derivation!.derive(view, room)
  if (derived === undefined || (derived.bytes.length === 0 && !derived.isCut)) return
  const { table, key, bytes, isCut, label } = derived
  budget.left -= bytes.length
  frame.change({
    at: Infinity,
    added: {
      protocol: registry.find(table, key),
      parent: at,
      source: {
        bytes,
        label,
        frames: layers.source(at)?.frames ?? [frame.number],
        recipe: { kind: 'derived', layer: at, room },
      },
      from: 0,
      to: bytes.length,
      originalTo: bytes.length + (isCut ? 1 : 0),
    },
  })
}

/** Small inputs may claim large outputs, in many frames. */
const mostDerived = 64 << 20
