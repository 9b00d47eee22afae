/** What a conversation carries besides its own messages: what protocols remember of it, and the streams in it. */
import type { StreamMemory } from '../../schema/index.ts'
import type { SharedMemory } from '../spoken/spoken.ts'

/** A conversation, or what has streams of its own as it does. */
export interface Carrying {
  carried: Carried | undefined
}

/** A stream that a conversation carries. */
interface Stream {
  /** Gives back its memory. */
  forget(): void
}

export class Carried {
  /** Streams that were forgotten since there were too many. */
  forgotten = 0
  /** What each protocol remembers of both directions and each. */
  private readonly memories = new Map<number, readonly [StreamMemory, StreamMemory]>()
  private readonly streams = new Map<string, Stream>()

  /** What a protocol remembers of a direction. */
  memory(protocol: number, isUpward: boolean, shared: SharedMemory): StreamMemory {
    let found = this.memories.get(protocol)
    if (found === undefined) {
      const both = {}
      found = [
        { own: {}, both, ...shared },
        { own: {}, both, ...shared },
      ]
      this.memories.set(protocol, found)
    }
    return found[isUpward ? 0 : 1]
  }

  /** A stream by its name; one that begins is made, always by the same `make`. */
  stream<S extends Stream>(name: string, make: () => S): S {
    const { streams } = this
    const found = streams.get(name) as S | undefined
    if (found !== undefined) return found
    const made = make()
    streams.set(name, made)
    if (streams.size > mostStreams) this.forgetOldest()
    return made
  }

  /** Forgets a stream that has ended. */
  end(name: string): void {
    this.streams.get(name)?.forget()
    this.streams.delete(name)
  }

  /** The streams that have not ended. */
  get open(): Iterable<Stream> {
    return this.streams.values()
  }

  /** Gives back the memory of all streams. */
  forget(): void {
    for (const stream of this.streams.values()) stream.forget()
    this.streams.clear()
  }

  private forgetOldest(): void {
    const [oldest] = this.streams.keys()
    this.end(oldest!)
    this.forgotten++
  }
}

/** The most streams that a conversation has at a time. */
const mostStreams = 1 << 12
