/** The protocol of messages that a segment carries. */
import { portAt } from '../../../packet/endpoints.ts'
import { registry, type Entry } from '../../../packet/registry/index.ts'
import type { FollowedFrame } from '../../followed-frame.ts'
import { Spoken, type SharedMemory } from '../../spoken/spoken.ts'

/** What segment `at` carries by itself, if that is a protocol of messages. */
export function entryIn({ layers }: FollowedFrame, at: number): Entry | undefined {
  if (at + 1 >= layers.count) return undefined
  const entry = registry.entries[layers.protocol[at + 1]!]!
  return entry.schema.messages === undefined ? undefined : entry
}

/** That a protocol is spoken in the connection of segment `at`. */
export function spokenIn(entry: Entry, { layers }: FollowedFrame, at: number, shared: SharedMemory): Spoken {
  const ports = [portAt(layers, at, 'source'), portAt(layers, at, 'destination')]
  return new Spoken(entry, { ...shared, ports })
}
