/** Recorded packets, with queries over them. */
import { nodeCryptography } from '../../capture/node-cryptography.ts'
import { ConversationFollower, type FollowOptions } from '../../conversations/follower.ts'
import { provideCryptography } from '../../cryptography/index.ts'
import { Batch } from '../../files/batch.ts'
import { FrameSequence } from '../../files/frame-sequence.ts'
import type { Frame } from '../../files/frame.ts'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import { Packet } from '../../packet/packet.ts'
import {
  TrafficReport,
  type Connection,
  type Failure,
  type NameAsked,
  type Request,
  type TrafficSummary,
} from '../../reports/index.ts'
import { Check, type CheckOptions } from '../expectations/check.ts'
import type { Expectation } from '../expectations/expectation.ts'
import { PacketLines } from '../diagnosis/packet-lines.ts'
import type { CheckResult } from '../expectations/result.ts'
import { Transcriber, type TranscriptOptions } from '../snapshot/snapshot.ts'

/** The secrets of encrypted conversations, besides those that the packets come with. */
export type DecryptionOptions = Pick<FollowOptions, 'keys' | 'decrypt'>

/**
 * All packets of a finished recording, in memory.
 *
 *     const traffic = await Traffic.of(await openFile('trace.pcapng'))
 *     for (const { method, url, status } of traffic.requests) console.log(method, url, status)
 */
export class Traffic {
  private readonly batches: Batch[] = []
  /** Batches whose conversations were followed. */
  private countFollowed = 0
  private follower: ConversationFollower
  private course = new FrameSequence()
  private madePackets: readonly Packet[] | undefined
  private madeSummary: TrafficSummary | undefined

  /** Why packets may be missing; undefined if none are. */
  readonly incomplete: string | undefined = undefined

  constructor(private decryption: DecryptionOptions = {}) {
    const { keys, decrypt } = decryption
    provideCryptography(nodeCryptography)
    this.follower = new ConversationFollower({ again: false, keys, decrypt })
  }

  /** Reads a capture to its end; rejects with the error of the capture. */
  static async of(batches: AsyncIterable<Batch> | Iterable<Batch>, options?: DecryptionOptions): Promise<Traffic> {
    const traffic = new Traffic(options)
    for await (const batch of batches) traffic.add(batch)
    return traffic
  }

  /** Copies the packets; they are numbered from 1 in the order in which they are added. */
  add(batch: Batch): void {
    if (batch.length === 0) return
    const copy = new Batch()
    copy.memory = new Uint8Array(sizeOf(batch))
    copy.littleEndian = batch.littleEndian
    for (let index = 0, at = 0; index < batch.length; index++) at = copy.copyFrame(index, batch, index, at)
    copy.length = batch.length
    this.course.pass(copy)
    // Followed once somebody asks: a secret may come after the packets that it opens.
    this.batches.push(copy.of({ interfaces: [], names: [], secrets: batch.capture.secrets }))
    this.madePackets = this.madeSummary = undefined
  }

  /** Takes over all packets of another recording without copying them again. */
  protected takeFrom(other: Traffic): void {
    this.batches.push(...other.batches)
    this.course = other.course
    this.decryption = other.decryption
    this.follower = other.follower
    this.countFollowed = other.countFollowed
  }

  get length(): number {
    return this.course.frames
  }

  get packets(): readonly Packet[] {
    return (this.madePackets ??= this.frames().map((frame) => new Packet(frame)))
  }

  /** The packets that pass a display filter. Throws FilterError for an invalid filter. */
  find(filter: string): readonly Packet[] {
    const compiled = compileDisplayFilter(filter)
    const { packets } = this
    return this.followed().flatMap((batch) =>
      Array.from({ length: batch.length }, (_, index) => index)
        .filter((index) => compiled.matches(batch, index))
        .map((index) => packets[batch.number(index) - 1]!),
    )
  }

  /** Names asked, connections, requests and failures. */
  get summary(): TrafficSummary {
    return (this.madeSummary ??= this.summed())
  }

  get connections(): readonly Connection[] {
    return this.summary.connections
  }
  get requests(): readonly Request[] {
    return this.summary.requests
  }
  get names(): readonly NameAsked[] {
    return this.summary.names
  }
  get failures(): readonly Failure[] {
    return this.summary.failures
  }

  /** The traffic as reproducible text: see `Transcriber`. */
  transcript(options?: TranscriptOptions): string {
    return this.transcribed(options).text
  }

  /** The same, and a line for each name to ignore and mask that had no effect. */
  transcribed(options?: TranscriptOptions): { readonly text: string; readonly notes: readonly string[] } {
    const transcriber = new Transcriber(options, this.decryption)
    for (const batch of this.batches) {
      const { gains } = batch
      // What others have followed does not say which bytes were decrypted.
      batch.gains = undefined
      transcriber.take(batch)
      batch.gains = gains
    }
    return { text: transcriber.text(), notes: transcriber.notes() }
  }

  /** Evaluates expectations. Throws FilterError for an invalid filter. */
  check(expectations: readonly Expectation[], options?: CheckOptions): CheckResult {
    const check = new Check(expectations, options)
    for (const batch of this.followed()) check.take(batch)
    return check.result()
  }

  /** One line a packet, as `onwire read` prints them. */
  toString(): string {
    return this.lines()
      .map((line) => `${line}\n`)
      .join('')
  }

  /** The first `most` of these lines. */
  lines(most = Infinity): string[] {
    const output = new PacketLines(true)
    const lines: string[] = []
    for (const batch of this.followed())
      for (let index = 0; index < batch.length && lines.length < most; index++) {
        output.follow(batch, index)
        lines.push(output.line(batch, index))
      }
    return lines
  }

  /** All batches, with what their conversations tell. */
  private followed(): readonly Batch[] {
    const { batches, follower } = this
    while (this.countFollowed < batches.length) follower.follow(batches[this.countFollowed++]!)
    return batches
  }

  private frames(): Frame[] {
    return this.followed().flatMap((batch) => [...batch])
  }

  private summed(): TrafficSummary {
    const report = new TrafficReport()
    for (const batch of this.followed()) report.take(batch)
    return report.summary()
  }
}

/** Bytes of the frames of a batch, with their options. */
function sizeOf(batch: Batch): number {
  let size = 0
  for (let index = 0; index < batch.length; index++)
    size += batch.capturedLength[index]! + batch.optionsEnd[index]! - batch.optionsStart[index]!
  return size
}
