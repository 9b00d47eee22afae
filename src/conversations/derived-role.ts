/** Adds layers for the bytes that a layer holds in another form, such as compressed. */
import { registry } from '../packet/registry/index.ts'
import type { FollowedFrame } from './followed-frame.ts'

/** Looks at layer `at`, of a protocol that says what it holds so. */
export function derive(frame: FollowedFrame, at: number): void {
  const { layers } = frame
  const view = layers.view(at)
  if (frame.isQuoted || !view.headed) return
  const facts = frame.factsOf(at)
  if (facts !== undefined) view.facts = facts
  const derived = view.schema.derivation!.derive(view)
  if (derived === undefined || derived.bytes.length === 0) return
  const { table, key, bytes, label } = derived
  frame.change({
    at: Infinity,
    added: {
      protocol: registry.find(table, key),
      parent: at,
      source: { bytes, label, frames: layers.source(at)?.frames ?? [frame.number] },
      from: 0,
      to: bytes.length,
      originalTo: bytes.length,
    },
  })
}
