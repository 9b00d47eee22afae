import { entries } from '../packet/registry/index.ts'
import type { Layers } from '../packet/layers.ts'
import type { Schema } from '../schema/index.ts'
import type { Edit } from './edit.ts'
import { removing, typeOf, type Removal } from './removal.ts'

/**
 * Removes the headers of a tunnel: what it carries takes the place of the outer packet. `protocol` is the display-filter
 * name of the innermost header that is removed, such as `vxlan` or `gre`; with `ip`, that of a packet in a packet. A
 * frame takes the place of a frame of the same link type, and a packet goes after the link-layer header that the outer
 * packet has. Other frames stay as they are. Throws a TypeError for a name that no protocol has.
 */
export function stripTunnel(protocol: string): Edit {
  if (!entries.some(({ schema }) => schema.name === protocol)) throw new TypeError(`there is no protocol ${protocol}`)
  return removing((layers, batch, index) => removedFrom(layers, protocol, batch.start[index]!, batch.linkType[index]!))
}

function removedFrom(layers: Layers, protocol: string, start: number, linkType: number): Removal | undefined {
  const schemas = Array.from({ length: layers.count }, (_, index) => entries[layers.protocol[index]!]!.schema)
  const inner = schemas.findIndex(({ name }) => name === protocol) + 1
  const carried = schemas[inner]
  if (inner === 0 || carried === undefined || layers.end[inner]! <= layers.start[inner]!) return undefined
  const to = layers.start[inner]!
  if (keysIn(carried, 'linktype').includes(linkType)) return { from: start, to }
  const outer = schemas.findIndex(({ ends }) => ends?.kind === 'address')
  if (carried.ends?.kind !== 'address' || outer < 0 || outer >= inner) return undefined
  const from = layers.start[outer]!
  // Without a header in front, as of raw IP, nothing says the type.
  if (from === start)
    return outer > 0 && schemas[0]!.carries!.tables.some(([table]) => keysIn(carried, table).length > 0)
      ? { from, to }
      : undefined
  const type = typeOf(layers.view(outer - 1), schemas[outer]!)
  const value = type && keysIn(carried, type.table).find((key) => typeof key === 'number')
  return type === undefined || typeof value !== 'number' ? undefined : { from, to, type: { ...type, value } }
}

const keysIn = ({ over }: Schema, table: string): readonly (number | string)[] => over[table] ?? []
