/** The TCP stream of a layer, or -1. */
import type { Layers } from '../../packet/layers.ts'
import { idOf } from '../../packet/registry/index.ts'
import { protocols } from '../../protocols/index.ts'

export function streamOf(layers: Layers, at: number): number {
  for (let index = layers.parent(at); index >= 0; index = layers.parent(index))
    if (layers.protocol[index] === tcp) return Number(layers.facts[index]?.['stream'] ?? -1)
  return -1
}

const tcp = idOf(protocols.tcp)
