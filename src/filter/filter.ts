import { Batch } from '../files/batch.ts'
import { Frame } from '../files/frame.ts'
import type { Packet } from '../packet/packet.ts'

/** A compiled filter, of either language. */
export interface Filter {
  readonly text: string
  /** What may surprise about it. */
  readonly hints: readonly FilterHint[]
  /** The filter as it was understood, in one line, with what is implied. */
  readonly explanation: string
  /**
   * Whether it is about conversations, or about messages that may lie in several frames: the batches it is given should
   * have been followed. Without that, it sees each frame alone.
   */
  readonly needsConversations: boolean
  /** The facts of conversations that it looks at, by filter name, for `FollowOptions`. */
  readonly facts: ReadonlySet<string>
  /** Whether it is about what messages hold in another form, such as decompressed bodies. */
  readonly showsContent: boolean
  /**
   * How many frames could not be decided so far, because a regular expression (`matches`) takes too much work on them;
   * they do not pass.
   */
  readonly undecided: number
  /** Whether the frame at `index` of a batch passes. May be called for any frame, in any order. */
  matches(batch: Batch, index: number): boolean
  /** Whether a packet or frame passes; fields of the packets before it, such as `frame.time_delta`, are absent. */
  matches(packet: Packet | Frame): boolean
}

/** Decides about frame `index` of a batch. */
export type FrameTest = (batch: Batch, index: number) => boolean

/** Decides about a single packet. Throws a TypeError for what is not one. */
export function matchesAlone(test: FrameTest, given: Packet | Frame | Batch): boolean {
  const frame = given instanceof Frame ? given : (given as Partial<Packet> | undefined)?.frame
  if (!(frame instanceof Frame)) throw new TypeError('matches() expected a batch and an index, a packet or a frame')
  return test((single ??= new Batch()).hold(frame), 0)
}

let single: Batch | undefined

/** Something about a place in a filter's text that surprises people. */
export interface FilterHint {
  readonly start: number
  readonly end: number
  readonly text: string
}
