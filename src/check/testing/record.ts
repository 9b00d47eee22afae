/** What this process sends and receives while something runs in it. */
import type { TrafficCapture, TrafficOptions } from '../../capture/traffic/index.ts'
import { lost } from '../../capture/live.ts'
import type { Batch } from '../../files/batch.ts'
import { CaptureError } from '../../files/error.ts'
import { Traffic } from './traffic.ts'

export interface RecordOptions {
  /** Milliseconds without a packet, once the action is over, after which there is nothing more to wait for: 100 unless given. */
  readonly quiet?: number | undefined
  /** Milliseconds after the action that are waited for that at most: 5000 unless given. */
  readonly patience?: number | undefined
  /** How many packets are kept: 100,000 unless given. With more than that it rejects. */
  readonly limit?: number | undefined
  /** In the words of pcap-filter: only these packets. */
  readonly captureFilter?: string | undefined
  /**
   * What happens where this process must not capture, or cannot: `fail` rejects with a CaptureError that says what is missing; a function is called
   * with the same in words, such as one that skips the test, and must not return.
   */
  readonly without?: 'fail' | ((reason: string) => never) | undefined
}

/** Traffic, and what came of the action. */
export class RecordedTraffic<T> extends Traffic {
  constructor(
    readonly result: T,
    /** One line for people: what was seen, and what cannot be. */
    readonly scope: string,
    override readonly incomplete: string | undefined,
    packets: Traffic,
  ) {
    super()
    this.takeFrom(packets)
  }
}

/**
 * Captures what this process sends and receives, and what the children do that it starts, while an action runs. Rejects with what the action
 * rejects with, and with a CaptureError where this process must not capture (`no-permission`) or cannot (`unsupported`, `no-engine`).
 *
 *     const traffic = await recordTraffic(() => fetch('http://example.test/a'))
 *     console.log(traffic.requests[0].url, traffic.result.status)
 */
export function recordTraffic<T>(
  action: () => T | PromiseLike<T>,
  options: RecordOptions = {},
): Promise<RecordedTraffic<T>> {
  return recordFrom(openOwnTraffic, action, options)
}

/** Whether `recordTraffic` works here. */
export async function canRecordTraffic(): Promise<boolean> {
  return (await recordingTrouble()) === undefined
}

/** Why `recordTraffic` does not work here, and what to do about it; undefined if it does. */
export function recordingTrouble(): Promise<string | undefined> {
  return (trouble ??= findTrouble())
}

let trouble: Promise<string | undefined> | undefined

async function findTrouble(): Promise<string | undefined> {
  try {
    const capture = await openOwnTraffic({})
    // Only what is read to its end gives back what it has of the system.
    capture.stop()
    for await (const _ of capture);
    return undefined
  } catch (error) {
    if (error instanceof CaptureError) return error.message
    throw error
  }
}

/** For tests: with a capture of another kind. */
export async function recordFrom<T>(
  open: (options: TrafficOptions) => Promise<TrafficCapture>,
  action: () => T | PromiseLike<T>,
  options: RecordOptions,
): Promise<RecordedTraffic<T>> {
  const { quiet = 100, patience = 5000, limit = 100_000, without = 'fail', captureFilter } = options
  const capture = await opened(() => open({ captureFilter }), without)
  const packets = new Traffic()
  let count = 0
  const reading = read(capture, (batch) => {
    count += batch.length
    if (count <= limit) packets.add(batch)
  })
  // Whoever waits for the action is told that reading failed all the same, afterwards.
  reading.catch(() => {})
  let result: T
  try {
    result = await action()
    await finished(capture, quiet, patience)
  } finally {
    capture.stop()
    await reading.catch(() => {})
  }
  await reading
  if (count > limit)
    throw new CaptureError({
      code: 'unsupported',
      expected: `no more than ${limit} packets`,
      found: `${count}`,
      advice: 'Record less at once, or raise `limit`',
    })
  const dropped = lost(capture.statistics) ?? 0
  return new RecordedTraffic(
    result,
    capture.scope,
    dropped === 0 ? undefined : `${dropped} packet${dropped === 1 ? ' was' : 's were'} lost`,
    packets,
  )
}

async function opened(
  open: () => Promise<TrafficCapture>,
  without: NonNullable<RecordOptions['without']>,
): Promise<TrafficCapture> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof CaptureError) || without === 'fail') throw error
    without(error.message)
    throw error
  }
}

async function read(capture: TrafficCapture, take: (batch: Batch) => void): Promise<void> {
  for await (const batch of capture) take(batch)
}

/** Waits until it is quiet, but not for ever. */
async function finished(capture: TrafficCapture, quiet: number, patience: number): Promise<void> {
  const timer = setTimeout(() => capture.stop(), patience)
  try {
    await capture.finish(quiet, patience)
  } finally {
    clearTimeout(timer)
  }
}

async function openOwnTraffic(options: TrafficOptions): Promise<TrafficCapture> {
  const { openProcessTraffic } = await import('../../capture/traffic/index.ts')
  try {
    return await openProcessTraffic({ pid: process.pid }, options)
  } catch (cause) {
    if (!(cause instanceof CaptureError) || !refusals.has(cause.code)) throw cause
    throw new CaptureError({
      code: cause.code,
      expected: 'what it takes to record what this process sends',
      found: cause.found,
      cause,
      advice:
        'Run the tests as root on Linux, or in a container with --privileged; `test.skipIf(!(await canRecordTraffic()))` leaves them out elsewhere',
    })
  }
}

const refusals: ReadonlySet<string> = new Set(['no-permission', 'no-engine', 'unsupported'])
