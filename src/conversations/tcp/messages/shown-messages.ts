/** The messages that end in one segment, as layers of its frame in place of those the frame alone would have. */
import type { AddedLayers, Source, SourcePart } from '../../../packet/gain.ts'
import type { FactValues } from '../../../schema/index.ts'
import type { FollowedFrame } from '../../followed-frame.ts'
import type { Payload } from './payload.ts'
import type { Segment } from '../segment.ts'

interface Shown extends AddedLayers {
  /** What is known of the layer. */
  readonly told: FactValues | undefined
}

interface Showing {
  readonly joins?: boolean | undefined
  /** What is known of the layer, after what is known of the messages before it there. */
  told?(earlier: FactValues | undefined): FactValues | undefined
}

export class ShownMessages {
  private readonly added: Shown[] = []

  constructor(
    private readonly frame: FollowedFrame,
    private readonly payload: Payload,
    private readonly segment: Segment,
    /** That of the messages that are shown next. */
    public protocol: number,
  ) {}

  /** A message that lies in one piece; with `joins` in one layer with the message right before it. */
  alone(piece: Payload, from: number, to: number, originalTo: number, { joins, told }: Showing = noShowing): void {
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
      told: told?.(isNext ? last.told : undefined),
    })
  }

  /** A message that was put together. */
  joined(bytes: Uint8Array, parts: readonly SourcePart[], told?: FactValues, originalTo = bytes.length): void {
    const { frame, payload, segment, added, protocol } = this
    const frames = parts.map((part) => part.frame)
    for (const { frame: number, layer } of parts)
      if (number !== frame.number) frame.tellEarlier(number, layer, { reassembledIn: frame.number })
    segment.segments = frames
    segment.reassembledLength = bytes.length
    segment.reassembledData = bytes
    const source: Source = { bytes, label: 'Reassembled TCP', frames, recipe: { kind: 'joined', parts } }
    added.push({ protocol, parent: payload.layer, source, from: 0, to: bytes.length, originalTo, told })
  }

  /** Says why a message is not put together. */
  givenUp(reason: string): void {
    this.segment.reassemblyGivenUp ??= reason
  }

  apply(): void {
    const { added, frame } = this
    const next = this.payload.layer + 1
    if (this.isAsAlone()) {
      frame.tellMore(next, added[0]?.told)
      return
    }
    frame.change({ at: next })
    for (const { told, ...layers } of added) {
      const at = frame.layers.count
      frame.change({ at: Infinity, added: layers })
      frame.tellMore(at, told)
    }
  }

  /** Whether the layers are those that the frame alone has. */
  private isAsAlone(): boolean {
    const { added, frame, payload } = this
    const { layers } = frame
    const next = payload.layer + 1
    const [only] = added
    return (
      added.length === 1 &&
      only !== undefined &&
      only.source === layers.source(payload.layer) &&
      next < layers.count &&
      layers.protocol[next] === only.protocol &&
      only.from === layers.start[next]! - (only.source === undefined ? layers.start[0]! : 0) &&
      only.to - only.from === payload.to - payload.from &&
      layers.end[next] === payload.to
    )
  }
}

const noShowing: Showing = {}

const sourceOf = ({ bytes, offset, frame, layer }: Payload): Source => ({
  bytes,
  label: 'Segment',
  frames: [frame],
  recipe: { kind: 'joined', parts: [{ frame, layer, from: offset, length: bytes.length }] },
})
