/** Which port the messages of one direction of a stream come from. */
import type { StreamMemory } from '../../schema/index.ts'

/** The ports of a conversation are those of the first message that is read in it, the source first. */
export function sourcePort({ own, both, ports }: StreamMemory): number | undefined {
  both.firstSender ??= own
  return both.firstSender === own ? ports[0] : ports[1]
}
