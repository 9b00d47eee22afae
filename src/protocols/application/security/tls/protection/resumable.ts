/** Master secrets of sessions that may be resumed, by their identifiers and tickets: RFC 5246 section 7.3, RFC 5077. */
import { hex } from '../../../../../schema/index.ts'

export class Resumable {
  private readonly masters = new Map<string, Uint8Array>()

  remember(name: Uint8Array, master: Uint8Array): void {
    const { masters } = this
    const key = keyOf(name)
    // The one that was remembered last is the last one to be forgotten.
    masters.delete(key)
    masters.set(key, master)
    if (masters.size > mostSessions) masters.delete(masters.keys().next().value!)
  }

  find(name: Uint8Array): Uint8Array | undefined {
    return this.masters.get(keyOf(name))
  }
}

/** Tickets begin with the name of the key that they are encrypted with; those of one server differ after it. */
const keyOf = (name: Uint8Array): string => hex(name.subarray(-longestName))
const longestName = 64
const mostSessions = 4096
