/** Batches whose conversations are followed, for outputs that show what those tell. */
import { ConversationFollower } from '../../conversations/follower.ts'
import type { Batch } from '../../files/batch.ts'
import type { Output } from '../output.ts'

/** Returns a function that follows the conversations of a batch as an output needs it, unless that was done before. */
export function following({ facts, showsContent }: Partial<Output> = {}): (batch: Batch) => void {
  let follower: ConversationFollower | undefined
  const options = { again: false, facts, content: showsContent }
  return (batch) => {
    if (batch.gains === undefined) (follower ??= new ConversationFollower(options)).follow(batch)
  }
}

/** The same where the output needs it. */
export const followingIf = (output: Partial<Output>): ((batch: Batch) => void) =>
  output.needsConversations ? following(output) : () => {}
