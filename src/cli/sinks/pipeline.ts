/** Passes the frames of a source to sinks. */
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import type { Batch } from '../../files/batch.ts'
import type { Limits } from '../arguments/plans/parts/selection.ts'

/** Takes frames: to show, write or count them, or to show progress. */
export interface PacketSink {
  /** No sink is to get more packets: those this one refused are no longer in the batch for the sinks after it. */
  readonly full?: boolean
  /** Takes all frames of a batch, which is valid only until this returns, or until its promise resolves. */
  take(batch: Batch): void | Promise<void>
  /** There are no more frames, or none that can be read. */
  end(): void | Promise<void>
}

/** Follows the conversations of the frames, in their order. */
export interface Follower {
  follow(batch: Batch): void
}

/** Whether a frame is kept. */
export type FramePredicate = (batch: Batch, index: number) => boolean

/**
 * Passes the frames of a source that pass a filter to sinks, one after the other, until it ends, the limit is reached
 * or a sink is full. With a follower, filter and sinks see what the conversations tell. At damage the sinks get what
 * was read before it, and are ended, before it rejects.
 */
export async function runPipeline(
  source: FrameStream,
  sinks: readonly PacketSink[],
  { packets: limit, snapLength }: Limits,
  keeps?: FramePredicate,
  follower?: Follower,
): Promise<void> {
  let frames = 0
  try {
    for await (const batch of source) {
      follower?.follow(batch)
      if (keeps) batch.keep(keeps)
      if (frames + batch.length > limit) batch.length = limit - frames
      if (snapLength > 0) cut(batch, snapLength)
      for (const sink of sinks) {
        const taken = sink.take(batch)
        if (taken) await taken
      }
      frames += batch.length
      if (frames >= limit || sinks.some(({ full }) => full)) break
    }
  } finally {
    // Each is ended, also where another one fails.
    await Promise.all(sinks.map(async (sink) => sink.end()))
  }
}

function cut({ capturedLength, length }: Batch, snapLength: number): void {
  for (let index = 0; index < length; index++)
    if (capturedLength[index]! > snapLength) capturedLength[index] = snapLength
}
