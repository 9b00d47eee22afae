/** What follows the conversations of the packets, where something shown or asked depends on them. */
import { nodeCryptography } from '../../capture/node-cryptography.ts'
import type { ConversationsPlan } from '../arguments/plans/parts/conversations.ts'
import type { ObservesCarried } from '../../conversations/carried/carried-role.ts'
import type { ConversationFollower, FollowOptions } from '../../conversations/follower.ts'
import { provideCryptography } from '../../cryptography/index.ts'
import { counted } from '../../text/amounts.ts'
import { say } from '../say.ts'
import { openKeys } from './keys.ts'

/** What may depend on conversations: a filter, an output. */
export type Dependent =
  | {
      readonly needsConversations?: boolean
      readonly showsContent?: boolean
      readonly facts?: ReadonlySet<string> | undefined
      readonly observe?: ObservesCarried | undefined
    }
  | undefined

/** Undefined where nothing depends on conversations, so that nobody pays for them. */
export async function chosenFollower(
  { twoPass = false, reassemble, secrets }: ConversationsPlan & { readonly twoPass?: boolean },
  ...dependents: readonly Dependent[]
): Promise<ConversationFollower | undefined> {
  // Also where nothing depends on them, files that are named have to be there.
  const decryption = await openKeys(secrets)
  const needing = dependents.filter((each) => each?.needsConversations)
  if (needing.length === 0) return undefined
  const content = needing.some((each) => each?.showsContent !== false)
  if (content) await provideBodyDecoders()
  const observe = needing.find((each) => each?.observe !== undefined)?.observe
  return openFollower({ reassemble, facts: factsOf(needing), content, observe, ...decryption }, twoPass)
}

/** How to follow one conversation, whatever is looked at. */
export async function followOptions({ reassemble, secrets }: ConversationsPlan): Promise<FollowOptions> {
  provideCryptography(nodeCryptography)
  return { reassemble, ...(await openKeys(secrets)) }
}

/** The facts that dependents look at; undefined for all. */
function factsOf(dependents: readonly Dependent[]): ReadonlySet<string> | undefined {
  const all = dependents.map((each) => each?.facts)
  return all.includes(undefined) ? undefined : new Set(all.flatMap((facts) => [...facts!]))
}

/** With `again`, a second pass may follow. */
export async function openFollower(options?: FollowOptions, again = false): Promise<ConversationFollower> {
  provideCryptography(nodeCryptography)
  return new (await import('../../conversations/follower.ts')).ConversationFollower({ ...options, again })
}

/** Says what was given up for lack of room; nothing where nothing was. */
export function sayLeft(follower: Pick<ConversationFollower, 'left'> | undefined): void {
  if (follower === undefined) return
  const { conversations, fragments, questions, facts, announced } = follower.left
  const lines = [
    conversations > 0 && `forgot ${counted(conversations, 'conversation')}: one that goes on later counts as another`,
    fragments > 0 && `gave up ${counted(fragments, 'fragmented packet')} that waited for further fragments`,
    questions > 0 && `forgot ${counted(questions, 'request')} without a response: a later response finds none`,
    announced > 0 && `forgot ${counted(announced, 'announced conversation')}: what is spoken there is not known`,
    facts > 0 && `the second pass leaves out what later packets tell of ${counted(facts, 'packet')}`,
  ]
  say(lines.flatMap((line) => (line === false ? [] : `onwire: limit of memory: ${line}\n`)).join(''))
}

/** Lets bodies be decompressed by what only Node.js has: loaded only where they are shown. */
async function provideBodyDecoders(): Promise<void> {
  const { provideDecoders } = await import('../../protocols/index.ts')
  provideDecoders((await import('../body-decoders.ts')).bodyDecoders)
}
