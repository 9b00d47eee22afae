/** What follows the conversations of the packets, where something shown or asked depends on them. */
import type { ConversationsPlan } from '../arguments/plans/parts/conversations.ts'
import { provideDecoders } from '../../protocols/index.ts'
import type { ConversationFollower } from '../../conversations/follower.ts'

/** What may depend on conversations: a filter, an output. */
export type Dependent = { readonly needsConversations?: boolean } | undefined

/** Undefined where nothing depends on conversations, so that nobody pays for them. */
export async function chosenFollower(
  { twoPass = false, ...plan }: ConversationsPlan & { readonly twoPass?: boolean },
  ...dependents: readonly Dependent[]
): Promise<ConversationFollower | undefined> {
  return dependents.some((each) => each?.needsConversations) ? openFollower(plan, twoPass) : undefined
}

/** With `again`, a second pass may follow. */
export async function openFollower(plan?: ConversationsPlan, again = false): Promise<ConversationFollower> {
  provideDecoders((await import('../body-decoders.ts')).bodyDecoders)
  return new (await import('../../conversations/follower.ts')).ConversationFollower({ ...plan, again })
}
