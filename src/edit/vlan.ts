import { Layers } from '../packet/layers.ts'
import { entries } from '../packet/registry/index.ts'
import type { Edit } from './edit.ts'
import { OwnFrames } from './own-frames.ts'

/**
 * Removes the tags of virtual LANs (IEEE 802.1Q) and of providers (802.1ad) that follow a link-layer header, which then
 * says what the last of them said of what comes next. Tags inside of tunnels stay.
 */
export function stripVlan(): Edit {
  const own = new OwnFrames()
  const layers = new Layers()
  return {
    take(batch) {
      own.begin(batch)
      for (let index = 0; index < batch.length; index++) {
        layers.decode(batch, index)
        const { first, last } = tagsOf(layers)
        // The type of the header stands in its last two bytes, and so it does in the tags.
        const from = first < 0 ? 0 : layers.start[first]! - typeLength
        const to = first < 0 ? 0 : layers.start[last + 1]! - typeLength
        const start = batch.start[index]!
        const end = start + batch.capturedLength[index]!
        const { memory } = batch
        own.batch.memory.set(memory.subarray(start, first < 0 ? end : from), own.place)
        if (first >= 0) own.batch.memory.set(memory.subarray(to, end), own.place + from - start)
        own.add(batch, index, end - start - (to - from))
        own.batch.originalLength[own.batch.length - 1]! -= to - from
      }
      return own.batch
    },
  }
}

const typeLength = 2
const tags: ReadonlySet<string> = new Set(['vlan', 'ieee8021ad'])

/** The first and the last of the tags that follow the link layer, if another layer follows them; -1 without any. */
function tagsOf(layers: Layers): { readonly first: number; readonly last: number } {
  const { count, protocol } = layers
  const isTag = (index: number) => tags.has(entries[protocol[index]!]!.schema.name)
  const first = Array.from({ length: count }, (_, index) => index).find(isTag) ?? -1
  let last = first
  while (first >= 0 && last + 1 < count && isTag(last + 1)) last++
  const isFollowed = first === 1 && last + 1 < count && isTagType(layers.bytes, layers.start[first]! - typeLength)
  return isFollowed ? { first, last } : { first: -1, last: -1 }
}

/** Whether the header in front of a tag ends with the type of one: that of Linux cooked captures 2 has it elsewhere. */
function isTagType(bytes: Uint8Array, at: number): boolean {
  const type = (bytes[at]! << 8) | bytes[at + 1]!
  return type === 0x8100 || type === 0x88a8 || type === 0x9100
}
