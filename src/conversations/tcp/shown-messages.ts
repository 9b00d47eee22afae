/** The messages that end in one segment, as layers of its frame in place of those the frame alone would have. */
import type { AddedLayers, Source } from '../../packet/gain.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import type { Part } from './pending-message.ts'
import type { Piece } from './piece.ts'
import type { Segment } from './segment.ts'

export class ShownMessages {
  private readonly added: AddedLayers[] = []

  constructor(
    private readonly frame: FollowedFrame,
    private readonly payload: Piece,
    private readonly segment: Segment,
    private readonly protocol: number,
  ) {}

  /** A message that lies in one piece; with `joins` in one layer with the message right before it. */
  alone(piece: Piece, from: number, to: number, originalTo: number, joins = false): void {
    const { frame, payload, added, protocol } = this
    const source = piece.isOwn ? sourceOf(piece) : frame.layers.source(payload.layer)
    // Places in the memory of the frame count from its first byte.
    const base = source === undefined ? frame.layers.start[0]! : 0
    const last = added.at(-1)
    const isNext = joins && last !== undefined && last.source === source && last.to === from - base
    if (isNext) added.pop()
    added.push({
      protocol,
      parent: payload.layer,
      source,
      from: isNext ? last.from : from - base,
      to: to - base,
      originalTo: originalTo - base,
    })
  }

  /** A message that was put together. */
  joined(bytes: Uint8Array, parts: readonly Part[]): void {
    const { frame, payload, segment, added, protocol } = this
    const frames = parts.map((part) => part.frame)
    for (const { frame: number, layer } of parts)
      if (number !== frame.number) frame.tellEarlier(number, layer, { reassembledIn: frame.number })
    segment.segments = frames
    segment.reassembledLength = bytes.length
    segment.reassembledData = bytes
    const source = { bytes, label: 'Reassembled TCP', frames }
    added.push({ protocol, parent: payload.layer, source, from: 0, to: bytes.length, originalTo: bytes.length })
  }

  apply(): void {
    const { added, frame } = this
    if (this.isAsAlone()) return
    frame.change({ at: this.payload.layer + 1 })
    for (const layers of added) frame.change({ at: Infinity, added: layers })
  }

  /** Whether the layers are those that the frame alone has. */
  private isAsAlone(): boolean {
    const { added, frame, payload, protocol } = this
    const { layers } = frame
    const next = payload.layer + 1
    const [only] = added
    return (
      added.length === 1 &&
      only !== undefined &&
      only.source === layers.source(payload.layer) &&
      next < layers.count &&
      layers.protocol[next] === protocol &&
      only.from === layers.start[next]! - (only.source === undefined ? layers.start[0]! : 0) &&
      only.to - only.from === payload.to - payload.from &&
      layers.end[next] === payload.to
    )
  }
}

const sourceOf = ({ bytes, frame }: Piece): Source => ({ bytes, label: 'Segment', frames: [frame] })
