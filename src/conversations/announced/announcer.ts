/** Takes note of the conversations that the messages of a frame announce. */
import { kindsOfEnds } from '../../packet/endpoints.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import type { Announcements } from './announcements.ts'

export class Announcer {
  /** What messages left for later ones of their conversation. */
  private readonly memories = new Map<string, Record<string, unknown>>()

  constructor(private readonly announcements: Announcements) {}

  /** Looks at layer `at`, of a protocol that says what it announces. */
  look(frame: FollowedFrame, at: number): void {
    const view = frame.layers.view(at)
    if (frame.isQuoted || !view.headed) return
    const facts = frame.factsOf(at)
    if (facts !== undefined) view.facts = facts
    const ports = portsAbove(frame, at)
    const { announcing } = view.schema
    const announced = announcing!.conversations(view, frame.number, this.memoryOf(frame.conversation))
    for (const each of announced.slice(0, mostOfOne)) this.announcements.add(each, frame, ports)
  }

  private memoryOf(conversation: string): Record<string, unknown> {
    const { memories } = this
    const memory = memories.get(conversation) ?? {}
    memories.delete(conversation)
    memories.set(conversation, memory)
    if (memories.size > mostMemories) memories.delete(memories.keys().next().value!)
    return memory
  }
}

/** The layer with the ports that a layer travels between; -1 if there is none. */
function portsAbove({ layers }: FollowedFrame, at: number): number {
  for (let above = layers.parent(at); above >= 0; above = layers.parent(above))
    if (kindsOfEnds[layers.protocol[above]!] === 'port') return above
  return -1
}

/** Limits: of what one layer announces, and of conversations whose messages leave something. */
const mostOfOne = 64
const mostMemories = 1 << 14
