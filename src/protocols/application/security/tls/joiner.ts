/** Handshake messages over several records of one direction: RFC 8446, section 5.1. */
import { isHandshake, messageLength } from './handshake.ts'

export class HandshakeJoiner {
  /** The beginning of a message that is not all there. */
  private rest: Uint8Array | undefined = undefined

  /** Counts where messages begin again after one that did not end. */
  runs = 0

  /** Whether the next record goes on with a message. */
  get isPending(): boolean {
    return this.rest !== undefined
  }

  /**
   * Takes what a record holds, and gives each message that ends there. Returns where the first message begins that is
   * not all in the record; undefined if there is none.
   */
  take(bytes: Uint8Array, from: number, to: number, each: MessageTaker): number | undefined {
    const { rest } = this
    const all = rest === undefined ? bytes : joined(rest, bytes.subarray(from, to))
    const [start, stop] = rest === undefined ? [from, to] : [0, all.length]
    let at = start
    while (isHandshake(all, at, stop) && at + messageLength(all, at) <= stop) {
      const end = at + messageLength(all, at)
      each(all, at, end)
      at = end
    }
    this.rest = restOf(all, at, stop)
    if (rest !== undefined) return from
    return this.rest === undefined ? undefined : at
  }

  /** Forgets what is not all there. */
  drop(): void {
    if (this.rest !== undefined) this.runs++
    this.rest = undefined
  }
}

export type MessageTaker = (bytes: Uint8Array, start: number, end: number) => void

/** A copy of what is the beginning of a message, if it is one. */
function restOf(bytes: Uint8Array, at: number, end: number): Uint8Array | undefined {
  return end - at <= longestMessage && isHandshake(bytes, at, end) ? bytes.slice(at, end) : undefined
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

const longestMessage = 1 << 17
