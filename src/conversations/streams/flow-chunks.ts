/** One direction of a followed TCP connection, as chunks in order. */
import { kept, StreamJoiner, type Piece } from '../messages/stream-joiner.ts'
import type { StreamChunk } from './chunk.ts'

/** What a frame has of the stream. */
export interface StreamSegment extends Piece {
  readonly frame: number
  readonly seconds: number
  readonly nanoseconds: number
}

export type FlowChunk = Omit<StreamChunk, 'side'>

export class FlowChunks {
  private readonly joiner = new StreamJoiner<StreamSegment>(this, { left: mostBytes }, keptAsCaptured)

  constructor(private readonly emit: (chunk: FlowChunk) => void) {}

  /** Takes a segment. One of which nothing was captured is missing. */
  take(segment: StreamSegment): void {
    this.joiner.begin(segment.sequence)
    if (segment.to > segment.from) this.joiner.take(segment)
  }

  /** The other side has received all before a sequence number. */
  acknowledge(acknowledgment: number): void {
    this.joiner.acknowledge(acknowledgment)
    this.joiner.settle()
  }

  /** Emits what still waits. */
  finish(): void {
    this.joiner.finish()
  }

  bytes({ bytes, to, isOwn, frame, seconds, nanoseconds }: StreamSegment, from: number, cut: number): void {
    const { isAcknowledged } = this.joiner
    const own = isOwn ? bytes.subarray(from, to) : bytes.slice(from, to)
    this.emit({ bytes: own, missing: 0, cut, isAcknowledged, frame, seconds, nanoseconds })
  }

  gap(missing: number, { frame, seconds, nanoseconds }: StreamSegment): void {
    const { isAcknowledged } = this.joiner
    this.emit({ bytes: nothing, missing, cut: 0, isAcknowledged, frame, seconds, nanoseconds })
  }
}

/** What a capture cut off one that waits is missing like what was not captured, as in tshark. */
function keptAsCaptured(segment: StreamSegment): StreamSegment {
  const own = kept(segment)
  return { ...own, originalTo: own.to }
}

const nothing = new Uint8Array(0)
/** Limit of what waits in one direction. */
const mostBytes = 64 << 20
