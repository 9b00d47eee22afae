/**
 * What is spoken in a TCP connection: a protocol of messages, until they say that another one follows (HTTP's CONNECT
 * and Upgrade), or until the first bytes are not its own. Each direction goes on to what follows where its own messages
 * end.
 */
import { registry, type Entry } from '../../packet/registry/index.ts'
import type { StreamMemory } from '../../schema/index.ts'

/** What the protocols of all conversations remember. */
export type SharedMemory = Pick<StreamMemory, 'everywhere' | 'keys' | 'ports'>

export class Spoken {
  /** Whether a message of it was found. */
  isConfirmed = false
  private next: Spoken | undefined = undefined

  /**
   * `shared` is what all conversations have in common; `both` what the messages of both directions remember for each
   * other, to begin with what the protocol before has left.
   */
  constructor(
    readonly entry: Entry,
    private readonly shared: SharedMemory,
    private readonly both: StreamMemory['both'] = {},
  ) {}

  get ports(): readonly number[] {
    return this.shared.ports
  }

  /** What the messages of a direction that begins remember. */
  memory(): StreamMemory {
    return { own: {}, both: this.both, ...this.shared }
  }

  /** What is spoken from byte `from` on, where no message of this protocol begins; undefined if that is not known. */
  following(bytes: Uint8Array, from: number, to: number, memory: StreamMemory): Spoken | undefined {
    if (this.next !== undefined) return this.next
    const switches = this.entry.schema.messages?.switches
    const keys = switches?.to(memory)
    if (keys === undefined && this.isConfirmed) return undefined
    const entry = guessed(bytes, from, to) ?? (keys ?? []).map(entryOf).find((each) => each !== undefined)
    // What has found no message yet is not followed by itself.
    if (entry === undefined || (keys === undefined && entry === this.entry)) return undefined
    this.next = new Spoken(entry, this.shared, keys && switches?.leaves?.(memory))
    return this.next
  }
}

/** The protocol under a table of guesses that the bytes look like. */
export function guessed(bytes: Uint8Array, from: number, to: number, table = 'tcp'): Entry | undefined {
  const window = bytes.subarray(from, to)
  return registry.guesses(table).find(({ guess }) => guess!(window, 0, window.length))
}

function entryOf([table, key]: readonly [table: string, key: number | string]): Entry | undefined {
  const id = registry.find(table, key)
  return id === 0 ? undefined : registry.entries[id]
}
