/** Shows the layers of conversations that were announced, before anything else looks at their segments or datagrams. */
import { registry } from '../../packet/registry/index.ts'
import type { Announced } from '../../schema/index.ts'
import type { FollowedFrame, Role } from '../followed-frame.ts'
import { LiveConversations } from '../live-conversations.ts'
import type { Announcement, Announcements } from './announcements.ts'

interface Known {
  /** The version of the announcements when they were searched. */
  version: number
  announcement: Announcement | undefined
}

export class AnnouncedRole implements Role {
  private readonly conversations: LiveConversations<Known>

  /** `next` is what is done at the layers of the transport then. */
  constructor(
    private readonly announcements: Announcements,
    private readonly transport: Announced['transport'],
    readonly next: Role,
  ) {
    this.conversations = new LiveConversations(numbers[transport])
  }

  follow(frame: FollowedFrame, at: number): void {
    // Nothing costs as long as nothing was announced.
    if (this.announcements.version > 0 && frame.address >= 0 && !frame.isQuoted) this.show(frame, at)
    this.next.follow(frame, at)
  }

  private show(frame: FollowedFrame, at: number): void {
    const { layers } = frame
    const carried = at + 1
    if (carried >= layers.count || !layers.isHeaded(at)) return
    const announcement = this.of(frame, at)
    if (announcement === undefined) return
    const id = announcement.protocols.find((each) => isAccepted(frame, carried, each))
    if (id === undefined) return
    if (layers.protocol[carried] !== id) replace(frame, carried, id)
    if (announcement.facts !== undefined) frame.tellMore(carried, announcement.facts)
  }

  /** What was announced of the conversation of a frame, also after it has begun. */
  private of(frame: FollowedFrame, at: number): Announcement | undefined {
    const { announcements, conversations } = this
    let known = conversations.find(frame.layers, frame.address, at)
    if (known === undefined) conversations.add((known = { version: 0, announcement: undefined }))
    if (known.version !== announcements.version) {
      known.version = announcements.version
      known.announcement = announcements.find(this.transport, frame, at) ?? known.announcement
    }
    return known.announcement
  }
}

/** Whether the bytes of a layer may be a protocol's, as that says. */
function isAccepted({ layers }: FollowedFrame, layer: number, id: number): boolean {
  const { schema } = registry.entries[id]!
  const bytes = layers.bytesOf(layer).subarray(layers.start[layer]!, layers.end[layer]!)
  return schema.trusted === undefined || schema.trusted(bytes, 0, bytes.length) > 0
}

/** Lets another protocol be in the place of a layer. */
function replace(frame: FollowedFrame, layer: number, protocol: number): void {
  const { layers } = frame
  const source = layers.source(layer)
  // Places in the memory of the frame count from its first byte.
  const base = source === undefined ? layers.start[0]! : 0
  const added = {
    protocol,
    parent: layer - 1,
    source,
    from: layers.start[layer]! - base,
    to: layers.end[layer]! - base,
    originalTo: layers.originalEnd[layer]! - base,
  }
  frame.change({ at: layer })
  frame.change({ at: Infinity, added })
}

/** IP protocol numbers. */
const numbers = { tcp: 6, udp: 17 } as const
