import type { Batch } from '../../files/batch.ts'
import type { FrameStream } from '../../capture/frame-stream.ts'
import type { Values } from '../arguments/options.ts'

/** Something frames are brought to: what shows them, what writes them, what tells how far it is. */
export interface Receiver {
  /** It wants no more, nor is anybody else to have more: those it refused are no longer in the batch for those that come after it. */
  readonly full?: boolean
  /** Takes all frames of a batch, which is only valid until this is done: a promise where that takes time. */
  take(batch: Batch): void | Promise<void>
  /** There are no more, or none that can be read. */
  end(): void | Promise<void>
}

/** Whether a frame is one of those that are wanted. */
export type Passes = (batch: Batch, index: number) => boolean

/**
 * Brings the frames of a source that pass a filter to receivers, one after the other, until it ends, `--limit` is reached or one is
 * full. At damage the receivers get what was read before it, and are ended, before it rejects.
 */
export async function deliver(
  source: FrameStream,
  receivers: readonly Receiver[],
  values: Values,
  passes?: Passes,
): Promise<void> {
  const { limit = Infinity, 'snapshot-length': snapLength = 0 } = values
  let frames = 0
  try {
    for await (const batch of source) {
      if (passes) batch.keep(passes)
      if (frames + batch.length > limit) batch.length = limit - frames
      if (snapLength > 0) cut(batch, snapLength)
      for (const receiver of receivers) {
        const taken = receiver.take(batch)
        if (taken) await taken
      }
      frames += batch.length
      if (frames >= limit || receivers.some(({ full }) => full)) break
    }
  } finally {
    // Each is ended, also where another one fails.
    await Promise.all(receivers.map(async (receiver) => receiver.end()))
  }
}

function cut({ capturedLength, length }: Batch, snapLength: number): void {
  for (let index = 0; index < length; index++)
    if (capturedLength[index]! > snapLength) capturedLength[index] = snapLength
}
