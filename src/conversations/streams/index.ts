/** The bytes of one conversation, both sides joined. */
import type { Batch } from '../../files/batch.ts'
import type { FollowOptions } from '../follower.ts'
import type { CarriedFollower } from './carried-follower.ts'
import { isCarriedName, type StreamChunk, type StreamName } from './chunk.ts'
import { StreamFollower, type ChoosesStream, type ConversationName } from './stream-follower.ts'

export type { CarriedFollower } from './carried-follower.ts'
export {
  carriedProtocols,
  isCarriedName,
  type Side,
  type StreamChunk,
  type StreamEnd,
  type StreamEnds,
  type StreamName,
  type StreamProtocol,
} from './chunk.ts'
export { StreamFollower, type ChoosesStream, type ConversationName } from './stream-follower.ts'

/** What follows a conversation, or a stream inside one, which takes far more code. */
export async function openStreamFollower(
  wanted: StreamName | ChoosesStream,
  options: FollowOptions = {},
): Promise<StreamFollower | CarriedFollower> {
  if (typeof wanted === 'function') return new StreamFollower(wanted)
  if (isCarriedName(wanted)) return new (await import('./carried-follower.ts')).CarriedFollower(wanted, options)
  return new StreamFollower(wanted as ConversationName)
}

/**
 * The bytes of one conversation, in the order in which they were captured: one that is named, such as `{ protocol:
 * 'tcp', stream: 3 }`, or what is decrypted in one, `{ protocol: 'tls', stream: 3 }`; or the first one with a frame of which a function is true, from that frame on.
 */
export async function* followStream(
  source: AsyncIterable<Batch>,
  wanted: StreamName | ChoosesStream,
  options: FollowOptions = {},
): AsyncGenerator<StreamChunk, void, undefined> {
  const follower = await openStreamFollower(wanted, options)
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
): Promise<ConversationName | undefined> {
  const follower = new StreamFollower(chooses)
  for await (const batch of source) {
    follower.take(batch)
    if (follower.name !== undefined) return follower.name
  }
  return undefined
}
