/** What follows the conversations of the packets, where something shown or asked depends on them. */
import type { Filters } from '../filters.ts'
import type { Output } from '../../output/output.ts'
import type { ConversationsPlan } from '../arguments/plans/parts/conversations.ts'
import type { ConversationFollower } from '../../conversations/follower.ts'

/** Undefined where nothing depends on conversations, so that nobody pays for them. */
export async function chosenFollower(
  { display }: Filters,
  output: Output | undefined,
  plan: ConversationsPlan,
): Promise<ConversationFollower | undefined> {
  return display?.needsConversations || output?.needsConversations ? openFollower(plan) : undefined
}

export async function openFollower(plan?: ConversationsPlan): Promise<ConversationFollower> {
  return new (await import('../../conversations/follower.ts')).ConversationFollower(plan)
}
