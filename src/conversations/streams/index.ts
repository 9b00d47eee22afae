/** The bytes of one conversation, both sides joined. */
import type { Batch } from '../../files/batch.ts'
import type { StreamChunk, StreamName } from './chunk.ts'
import { StreamFollower, type ChoosesStream } from './stream-follower.ts'

export type { Side, StreamChunk, StreamEnd, StreamEnds, StreamName, StreamProtocol } from './chunk.ts'
export { StreamFollower, type ChoosesStream } from './stream-follower.ts'

/**
 * The bytes of one conversation, in the order in which they were captured: one that is named, such as `{ protocol:
 * 'tcp', stream: 3 }`, or the first one with a frame of which a function is true, from that frame on.
 */
export async function* followStream(
  source: AsyncIterable<Batch>,
  wanted: StreamName | ChoosesStream,
): AsyncGenerator<StreamChunk, void, undefined> {
  const follower = new StreamFollower(wanted)
  for await (const batch of source) yield* follower.take(batch)
  yield* follower.finish()
}

/**
 * The first conversation with a frame of which a function is true, to be followed from its beginning in a second pass
 * over the same frames; undefined if there is none.
 */
export async function findStream(
  source: AsyncIterable<Batch>,
  chooses: ChoosesStream,
): Promise<StreamName | undefined> {
  const follower = new StreamFollower(chooses)
  for await (const batch of source) {
    follower.take(batch)
    if (follower.name !== undefined) return follower.name
  }
  return undefined
}
