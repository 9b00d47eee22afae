import { Layers } from '../packet/layers.ts'
import { entries } from '../packet/registry/index.ts'
import type { Edit } from './edit.ts'
import { OwnFrames } from './own-frames.ts'

/**
 * Removes the headers of a tunnel: what it carries takes the place of the outer packet. `protocol` is the display-filter
 * name of the innermost header that is removed, such as `vxlan` or `gre`; with `ip`, that of a packet in a packet. An
 * Ethernet frame takes the place of an Ethernet frame, and a packet of IP goes after the link-layer header that the outer
 * packet has. Other frames stay as they are. Throws a TypeError for a name that no protocol has.
 */
export function stripTunnel(protocol: string): Edit {
  if (!entries.some(({ schema }) => schema.name === protocol)) throw new TypeError(`there is no protocol ${protocol}`)
  const own = new OwnFrames()
  const layers = new Layers()
  return {
    take(batch) {
      own.begin(batch)
      for (let index = 0; index < batch.length; index++) {
        layers.decode(batch, index)
        const start = batch.start[index]!
        const { from, to, type } = removedFrom(layers, protocol, start, batch.linkType[index]!)
        const end = start + batch.capturedLength[index]!
        const { memory } = own.batch
        memory.set(batch.memory.subarray(start, from), own.place)
        memory.set(batch.memory.subarray(to, end), own.place + from - start)
        if (type !== undefined) {
          memory[own.place + from - start - 2] = type >> 8
          memory[own.place + from - start - 1] = type
        }
        own.add(batch, index, end - start - (to - from))
        own.batch.originalLength[own.batch.length - 1]! -= to - from
      }
      return own.batch
    },
  }
}

/** Which bytes of a frame are removed, and the type that the header in front of them then has. */
interface Removed {
  readonly from: number
  readonly to: number
  readonly type?: number
}

function removedFrom(layers: Layers, protocol: string, start: number, linkType: number): Removed {
  const nothing = { from: start, to: start }
  const names = Array.from({ length: layers.count }, (_, index) => entries[layers.protocol[index]!]!.schema.name)
  const inner = names.indexOf(protocol) + 1
  const carried = names[inner]
  if (inner === 0 || carried === undefined || layers.end[inner]! <= layers.start[inner]!) return nothing
  const to = layers.start[inner]!
  if (carried === 'eth') return linkType === ethernet ? { from: start, to } : nothing
  const outer = names.findIndex((name) => name in etherTypes)
  const type = etherTypes[carried]
  if (type === undefined || outer < 0 || outer >= inner) return nothing
  const from = layers.start[outer]!
  // Without a header in front, as of raw IP, nothing says the type.
  if (from === start) return { from, to }
  const { bytes } = layers
  const known = ((bytes[from - 2]! << 8) | bytes[from - 1]!) === etherTypes[names[outer]!]
  return known ? { from, to, type } : nothing
}

const ethernet = 1
const etherTypes: Readonly<Record<string, number>> = { ip: 0x0800, ipv6: 0x86dd }
