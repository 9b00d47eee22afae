/** What follows the conversations of the packets, where something shown or asked depends on them. */
import type { ConversationsPlan } from '../arguments/plans/parts/conversations.ts'
import type { ConversationFollower } from '../../conversations/follower.ts'

/** What may depend on conversations: a filter, an output. */
export type Dependent = { readonly needsConversations?: boolean; readonly showsContent?: boolean } | undefined

/** Undefined where nothing depends on conversations, so that nobody pays for them. */
export async function chosenFollower(
  { twoPass = false, ...plan }: ConversationsPlan & { readonly twoPass?: boolean },
  ...dependents: readonly Dependent[]
): Promise<ConversationFollower | undefined> {
  const needing = dependents.filter((each) => each?.needsConversations)
  if (needing.length === 0) return undefined
  if (needing.some((each) => each?.showsContent !== false)) await provideBodyDecoders()
  return openFollower(plan, twoPass)
}

/** With `again`, a second pass may follow. */
export async function openFollower(plan?: ConversationsPlan, again = false): Promise<ConversationFollower> {
  return new (await import('../../conversations/follower.ts')).ConversationFollower({ ...plan, again })
}

/** Lets bodies be decompressed by what only Node.js has: loaded only where they are shown. */
async function provideBodyDecoders(): Promise<void> {
  const { provideDecoders } = await import('../../protocols/index.ts')
  provideDecoders((await import('../body-decoders.ts')).bodyDecoders)
}
