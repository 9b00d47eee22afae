/** One direction of what is spoken in a connection: where it stands, and what its messages remember. */
import {
  untilEnd,
  type FactValues,
  type FramingProgress,
  type Messages,
  type StreamMemory,
} from '../../schema/index.ts'
import { data } from '../../packet/registry/index.ts'
import { guessed, type Spoken } from './spoken.ts'

export class Speaker {
  private memory: StreamMemory

  constructor(private spoken: Spoken) {
    this.memory = spoken.memory()
  }

  /** The place of the protocol in the entries of the registry. */
  get protocol(): number {
    return this.spoken.entry.id
  }

  /** Whether the message that was measured last may be in the layer of those before it. */
  get several(): boolean {
    const several = this.messages?.several ?? false
    return typeof several === 'function' ? several(this.memory) : several
  }

  /** Whether a message of what is spoken was found, in either direction. */
  get isConfirmed(): boolean {
    return this.spoken.isConfirmed
  }

  /** Whether a direction may begin with the bytes from `from` on: they are not those of another protocol. */
  opens(bytes: Uint8Array, from: number, to: number): boolean {
    const { entry } = this.spoken
    if (this.messages?.opens?.(bytes, from, to) === false) return false
    // What knows its own first bytes says so by its framing.
    return entry.guess !== undefined || guessed(bytes, from, to) === undefined
  }

  /** Lets what is spoken know what is known of the layers in the stream. */
  know(facts: FactValues | undefined): void {
    this.memory.facts = facts
  }

  /** How long the message at `at` is, as a framing tells it; what has no messages is one. */
  lengthOf(bytes: Uint8Array, at: number, end: number, progress: FramingProgress): number {
    const { messages } = this
    // Of what nobody knows, each piece is one.
    if (messages === undefined) return this.protocol === data.id ? end - at : untilEnd
    const length = messages.framing(bytes, at, end, this.memory, progress)
    if (length > 0 && at + length <= end) this.spoken.isConfirmed = true
    return length
  }

  /** What is known of a layer with the message that was measured last, after what is known of those before it. */
  told(earlier?: FactValues): FactValues | undefined {
    return this.messages?.tells?.(this.memory, earlier) ?? earlier
  }

  /** Goes on with what is spoken from `from` on, if that is known. */
  goOn(bytes: Uint8Array, from: number, to: number): boolean {
    const next = this.spoken.following(bytes, from, to, this.memory)
    if (next === undefined) return false
    this.spoken = next
    this.memory = next.memory()
    return true
  }

  private get messages(): Messages | undefined {
    return this.spoken.entry.schema.messages
  }
}
