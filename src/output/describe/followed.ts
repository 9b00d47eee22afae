/** Batches whose conversations are followed, for outputs that show what those tell. */
import { ConversationFollower } from '../../conversations/follower.ts'
import type { Batch } from '../../files/batch.ts'

/** Returns a function that follows the conversations of a batch, unless that was done before it got here. */
export function following(): (batch: Batch) => void {
  let follower: ConversationFollower | undefined
  return (batch) => {
    if (batch.gains === undefined) (follower ??= new ConversationFollower()).follow(batch)
  }
}

/** The same where it is wanted. */
export const followingIf = (wanted: boolean): ((batch: Batch) => void) => (wanted ? following() : () => {})
