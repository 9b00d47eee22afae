import { entries } from '../packet/registry/index.ts'
import type { Layers } from '../packet/layers.ts'
import type { Edit } from './edit.ts'
import { keyIn, removing, typeOf, type Removal } from './removal.ts'

/**
 * Removes the tags of virtual LANs (IEEE 802.1Q) and of providers (802.1ad) that follow a link-layer header, which then
 * says what the last of them said of what comes next. Tags inside of tunnels stay.
 */
export const stripVlan = (): Edit => removing(tagsOf)

/** The tags after the first header, if another layer follows them. */
function tagsOf(layers: Layers): Removal | undefined {
  const { count, protocol } = layers
  let next = 1
  while (next < count && entries[protocol[next]!]!.schema.shim === 'tag') next++
  if (next === 1 || next >= count) return undefined
  const type = typeOf(layers.view(0), layers.view(1).schema)
  const value = type && keyIn(layers.view(next - 1), type.table)
  if (typeof value !== 'number') return undefined
  // What a tag ends with is the type of what follows it: the bytes left out are as many, and begin after the header.
  return { from: layers.start[1]!, to: layers.start[next]!, type: { ...type!, value } }
}
