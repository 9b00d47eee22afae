/** Sends the frames of a capture from an interface. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Batch } from '../../files/batch.ts'
import { CaptureError } from '../../files/error.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import { linkTypes } from '../../protocols/names/link-types.ts'
import type { LiveCapture } from '../live-capture.ts'
import type { Pace } from './pace.ts'

/** What was sent, and why frames were not. */
export interface SendOutcome {
  frames: number
  bytes: number
  /** Frames that were not sent, by the reason, and the number of the first. */
  readonly refused: Map<string, { count: number; readonly first: number }>
  /** When the last frame was due, in milliseconds. */
  lastDue: number
}

export interface SendOptions {
  /** What sends; undefined to do all but that, without pauses. */
  readonly sender: Pick<LiveCapture, 'inject'> | undefined
  /** The interface, and its link type: a LINKTYPE_ number, undefined if it is not known. */
  readonly name: string
  readonly linkType: number | undefined
  readonly pace: Pace
  /** How many frames are sent at most. */
  readonly limit: number
  readonly keeps?: ((batch: Batch, index: number) => boolean) | undefined
  readonly signal: AbortSignal
}

/**
 * Sends frames when they are due, until the source ends or the signal is aborted. Rejects with a CaptureError for a
 * frame of another link type; what the interface refuses is counted, as are frames that were not captured whole. Gives
 * the number of frames that were to be sent.
 */
export async function sendFrames(source: FrameStream, options: SendOptions, outcome: SendOutcome): Promise<number> {
  const { sender, pace, limit, keeps, signal } = options
  const sending: Promise<void>[] = []
  let count = 0
  let failure: CaptureError | undefined
  const refused = (error: unknown, number: number) => {
    // An engine that cannot send sends nothing.
    if (error instanceof CaptureError && error.code === 'unsupported') failure = error
    else refuse(outcome, reasonOf(error), number)
  }
  for await (const batch of source) {
    for (let index = 0; index < batch.length && count < limit && !signal.aborted && !failure; index++) {
      if (keeps !== undefined && !keeps(batch, index)) continue
      count++
      checkLinkType(batch, index, source, options)
      const due = pace.due(batch.seconds[index]!, batch.nanoseconds[index]!)
      outcome.lastDue = due
      const number = batch.number(index)
      const length = batch.capturedLength[index]!
      if (length < batch.originalLength[index]!) {
        refuse(outcome, 'not captured whole', number)
        continue
      }
      if (sender === undefined) {
        add(outcome, length)
        continue
      }
      if (!(await isDue(due, signal))) break
      const start = batch.start[index]!
      const bytes = batch.memory.slice(start, start + length)
      sending.push(
        sender.inject(bytes).then(
          () => add(outcome, length),
          (error: unknown) => refused(error, number),
        ),
      )
      if (sending.length >= mostSending) await Promise.all(sending.splice(0))
    }
    if (count >= limit || signal.aborted || failure) break
  }
  await Promise.all(sending)
  if (failure) throw failure
  return count
}

/** Frames that are on their way to the interface at once. */
const mostSending = 64

/** Waits until a time; false if the signal was aborted meanwhile. */
async function isDue(due: number, signal: AbortSignal): Promise<boolean> {
  for (let left = due - performance.now(); left >= least && !signal.aborted; left = due - performance.now())
    await sleep(Math.min(left, longest), undefined, { signal }).catch(() => {})
  return !signal.aborted
}

/** Timers go by milliseconds, and hold 31 bits of them. */
const least = 0.5
const longest = 2 ** 30

function add(outcome: SendOutcome, length: number): void {
  outcome.frames++
  outcome.bytes += length
}

function refuse({ refused }: SendOutcome, reason: string, number: number): void {
  const name = refused.has(reason) || refused.size < mostReasons ? reason : 'other reasons'
  const known = refused.get(name)
  if (known === undefined) refused.set(name, { count: 1, first: number })
  else known.count++
}

/** Reasons that are distinguished. */
const mostReasons = 16

function reasonOf(error: unknown): string {
  if (error instanceof CaptureError) return error.found
  throw error
}

function checkLinkType(batch: Batch, index: number, { name: path }: FrameStream, options: SendOptions): void {
  const found = batch.linkType[index]!
  if (options.linkType === undefined || found === options.linkType) return
  throw new CaptureError({
    code: 'unsupported',
    path,
    expected: `packets of link type ${linkTypeName(options.linkType)}, as ${options.name} sends them`,
    found: `${linkTypeName(found)} in packet ${batch.number(index)}`,
  })
}

const linkTypeName = (number: number): string => (linkTypes as Readonly<Record<number, string>>)[number] ?? `${number}`
