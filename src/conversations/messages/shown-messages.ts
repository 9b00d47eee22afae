/** The messages that end in a layer, such as a segment, as layers of its frame. */
import type { AddedLayers, Recipe, Source } from '../../packet/gain.ts'
import type { FactValues } from '../../schema/index.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import type { Payload } from './payload.ts'
import type { PendingMessage } from './pending-message.ts'

interface Shown extends AddedLayers {
  /** What is known of the layer. */
  readonly told: FactValues | undefined
}

interface Showing {
  readonly joins?: boolean | undefined
  /** What is known of the layer, after what is known of the messages before it there. */
  told?(earlier: FactValues | undefined): FactValues | undefined
}

/** What a layer that carries messages is given of them. */
export interface Carrier {
  /** The frames of the last message that was put together, and its bytes. */
  segments?: readonly number[] | undefined
  reassembledLength?: number | undefined
  reassembledData?: Uint8Array | undefined
  /** Why a message is not put together. */
  reassemblyGivenUp?: string | undefined
}

export class ShownMessages {
  private readonly added: Shown[] = []

  constructor(
    private readonly frame: FollowedFrame,
    /** The layer that carries the messages. */
    private readonly parent: number,
    /** The place of the protocol of the messages that are shown next. */
    public protocol: number,
    private readonly carrier?: Carrier,
  ) {}

  /** A message that lies in one piece; with `joins` in one layer with the message right before it. */
  alone(piece: Payload, from: number, to: number, originalTo: number, { joins, told }: Showing = noShowing): void {
    const { frame, parent, added, protocol } = this
    const source = piece.source ?? (piece.isOwn ? sourceOf(piece) : frame.layers.source(parent))
    // Places in the memory of the frame count from its first byte.
    const base = source === undefined ? frame.layers.start[0]! : 0
    const last = added.at(-1)
    const isNext = joins && last !== undefined && last.source === source && last.to === from - base
    if (isNext) added.pop()
    added.push({
      protocol,
      parent,
      source,
      from: isNext ? last.from : from - base,
      to: to - base,
      originalTo: originalTo - base,
      told: told?.(isNext ? last.told : undefined),
    })
  }

  /** A message that was put together: the first `length` bytes, which went on to `originalTo`. */
  joined(pending: PendingMessage, told?: FactValues, length = pending.length, originalTo = length): void {
    const { frame, parent, added, protocol, carrier } = this
    const { parts, isOfLayers } = pending
    const bytes = pending.bytes(length)
    const frames = parts.map((part) => part.frame)
    if (carrier !== undefined) {
      for (const { frame: number, layer } of parts)
        if (number !== frame.number) frame.tellEarlier(number, layer, { reassembledIn: frame.number })
      carrier.segments = frames
      carrier.reassembledLength = bytes.length
      carrier.reassembledData = bytes
    }
    const label = carrier === undefined ? 'Reassembled' : 'Reassembled TCP'
    const recipe: Recipe = isOfLayers ? { kind: 'joined', parts } : { kind: 'kept' }
    const source: Source = { bytes, label, frames, recipe }
    added.push({ protocol, parent, source, from: 0, to: bytes.length, originalTo, told })
  }

  /** Says why a message is not put together. */
  givenUp(reason: string): void {
    if (this.carrier !== undefined) this.carrier.reassemblyGivenUp ??= reason
  }

  /** Shows the messages in place of the layers that what carries them has alone, from `from` to `to`. */
  replace({ from, to }: { readonly from: number; readonly to: number }): void {
    const { added, frame } = this
    const next = this.parent + 1
    if (this.isAsAlone(to - from, to)) {
      frame.tellMore(next, added[0]?.told)
      return
    }
    frame.change({ at: next })
    this.append()
  }

  /** Shows the messages after all other layers, and calls `each` with the place of each. */
  append(each?: (at: number) => void): void {
    const { added, frame } = this
    for (const { told, ...layers } of added) {
      const at = frame.layers.count
      frame.change({ at: Infinity, added: layers })
      frame.tellMore(at, told)
      each?.(at)
    }
  }

  /** Whether the layers are those that the frame alone has, of so many bytes up to `to`. */
  private isAsAlone(length: number, to: number): boolean {
    const { added, frame, parent } = this
    const { layers } = frame
    const next = parent + 1
    const [only] = added
    return (
      added.length === 1 &&
      only !== undefined &&
      only.source === layers.source(parent) &&
      next < layers.count &&
      layers.protocol[next] === only.protocol &&
      only.from === layers.start[next]! - (only.source === undefined ? layers.start[0]! : 0) &&
      only.to - only.from === length &&
      layers.end[next] === to
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
