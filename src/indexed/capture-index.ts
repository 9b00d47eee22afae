/** A capture of which any packet can be looked at, in any order, with all that its conversations tell of it. */
import type { Left } from '../conversations/follower.ts'
import type { Batch } from '../files/batch.ts'
import type { CaptureDescription } from '../files/description.ts'
import type { CaptureError } from '../files/error.ts'
import { Closing } from '../files/streams/disposal.ts'
import { EventLoopTurns } from '../files/streams/event-loop-turns.ts'
import { compileDisplayFilter } from '../filter/display/index.ts'
import type { Filter } from '../filter/filter.ts'
import { Packet } from '../packet/packet.ts'
import { registry } from '../packet/registry/index.ts'
import type { IndexedConversations } from './conversations.ts'
import type { StoredFrames } from './stored-frames.ts'

/** A part of an index: packets `from` (default: 1) to `to` (default: the last), both included. */
export interface IndexRange {
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Ends the loop when it is aborted: it rejects with its reason. */
  readonly signal?: AbortSignal | undefined
}

/** The packets that pass a filter, among some hundreds that were looked at. */
export interface FoundNumbers {
  readonly numbers: readonly number[]
  /** The first packet that was not looked at: where to go on. */
  readonly next: number
}

/** What an index is made of. */
export interface IndexParts {
  readonly name: string
  readonly capture: CaptureDescription
  readonly frames: StoredFrames
  readonly conversations: IndexedConversations
  readonly left: Left
  readonly failure: CaptureError | undefined
}

/** Use `openIndex`. */
export class CaptureIndex extends Closing {
  readonly name: string
  /** Format, interfaces, sections, names and secrets. */
  readonly capture: CaptureDescription
  /** Damage at which the capture ends, or a limit of the index: the packets before it are there. */
  readonly failure: CaptureError | undefined
  private readonly frames: StoredFrames
  private readonly conversations: IndexedConversations
  private readonly givenUp: Left
  private readonly version = registry.version
  private isClosed = false

  constructor({ name, capture, frames, conversations, left, failure }: IndexParts) {
    super()
    this.name = name
    this.capture = capture
    this.frames = frames
    this.conversations = conversations
    this.givenUp = left
    this.failure = failure
  }

  /** How many packets there are; their numbers are 1 to `length`. */
  get length(): number {
    return this.frames.length
  }

  /** About how many bytes of memory it takes, without what was looked at last. */
  get memory(): number {
    return this.frames.memory + this.conversations.memory
  }

  /** What was given up for lack of room, with messages that were not put together again since that takes too much. */
  get left(): Left & { readonly messages: number } {
    return { ...this.givenUp, messages: this.conversations.sourcesLeft }
  }

  /** When a packet came, in nanoseconds since the epoch; undefined if there is no timestamp. */
  timestamp(number: number): bigint | undefined {
    const { columns } = this.frames
    const seconds = columns.seconds(this.checked(number))
    return Number.isNaN(seconds) ? undefined : BigInt(seconds) * 1_000_000_000n + BigInt(columns.nanoseconds(number))
  }

  /** The length of a packet on the wire, in bytes. */
  originalLength(number: number): number {
    return this.frames.columns.originalLength(this.checked(number))
  }

  /** A packet, which stays valid. Rejects with a CaptureError where its bytes cannot be read. */
  async packet(number: number): Promise<Packet> {
    this.checkOpen()
    const gain = await this.conversations.gainOf(this.checked(number))
    return new Packet(await this.frames.frame(number, gain))
  }

  /** Packets in their order. */
  async *packets(range: IndexRange = {}): AsyncGenerator<Packet, void, undefined> {
    for await (const batch of this.batches(range)) for (const frame of batch) yield new Packet(frame.copy())
  }

  /** The same in batches, as outputs and statistics take them; these stay valid. */
  batches(range: IndexRange = {}): AsyncGenerator<Batch, void, undefined> {
    return this.batchesIn(range, true)
  }

  /**
   * The numbers of the packets that pass a filter, as they are found: some hundreds are looked at in each step. The
   * loop may be left, and gone on with later from `next`. Throws a FilterError at once.
   *
   * ```ts
   * for await (const { numbers, next } of index.numbers('tcp.analysis.retransmission'))
   *   console.log(numbers, `${next - 1} of ${index.length}`)
   * ```
   */
  numbers(filter: string | Filter, range: IndexRange = {}): AsyncGenerator<FoundNumbers, void, undefined> {
    return this.passing(typeof filter === 'string' ? compileDisplayFilter(filter) : filter, range)
  }

  close(): void {
    this.isClosed = true
    this.frames.close()
  }

  private async *passing(filter: Filter, range: IndexRange): AsyncGenerator<FoundNumbers, void, undefined> {
    for await (const batch of this.batchesIn(range, filter.needsConversations)) {
      const numbers: number[] = []
      for (let at = 0; at < batch.length; at++) if (filter.matches(batch, at)) numbers.push(batch.number(at))
      yield { numbers, next: batch.number(0) + batch.length }
    }
  }

  private async *batchesIn(range: IndexRange, isFollowed: boolean): AsyncGenerator<Batch, void, undefined> {
    const { from = 1, to = this.length, signal } = range
    if (to < from) return
    this.checked(from)
    this.checked(to)
    const turns = new EventLoopTurns()
    for (let next = from; next <= to;) {
      signal?.throwIfAborted()
      const batch = await this.load(next, to, isFollowed)
      next += batch.length
      yield batch
      if (turns.due) await turns.give()
    }
    signal?.throwIfAborted()
  }

  private async load(first: number, last: number, isFollowed: boolean): Promise<Batch> {
    this.checkOpen()
    const batch = await this.frames.batch(first, last)
    if (isFollowed) await this.conversations.addTo(batch)
    return batch
  }

  private checkOpen(): void {
    if (this.isClosed) throw new TypeError(`the index of ${this.name} is closed`)
    if (this.version !== registry.version)
      throw new TypeError('protocols or ports were registered after the index was made: open it again')
  }

  private checked(number: number): number {
    if (Number.isInteger(number) && number >= 1 && number <= this.length) return number
    throw new TypeError(`expected a packet number from 1 to ${this.length}, found ${number}`)
  }
}
