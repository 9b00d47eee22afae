/** Records what this process sends and receives while an action runs. */
import type { TrafficCapture, TrafficOptions } from '../../capture/traffic/index.ts'
import { lost } from '../../capture/live-capture.ts'
import type { Batch } from '../../files/batch.ts'
import { CaptureError } from '../../files/error.ts'
import { beginRecording } from './overlap.ts'
import { beginOwnKeys } from './own-keys.ts'
import { Traffic } from './traffic.ts'

export interface RecordOptions {
  /** Milliseconds without a packet, once the action is over, after which recording ends. Default: 100. */
  readonly quiet?: number | undefined
  /** Milliseconds after the action after which recording ends in any case. Default: 5000. */
  readonly patience?: number | undefined
  /** The most packets that are kept; with more, the recording rejects. Default: 100,000. */
  readonly limit?: number | undefined
  /**
   * Whether other recordings that are `shared` may overlap this one: each then holds the packets of all. Default:
   * false, and recordings that overlap are refused.
   */
  readonly shared?: boolean | undefined
  /**
   * Whether TLS is decrypted: of the connections that this process makes while it is recorded (https, http2, fetch), as
   * client or server, not of those that are open before, nor of other processes and threads. Default: true.
   */
  readonly decrypt?: boolean | undefined
  /** Records only packets that pass this capture filter (pcap-filter(7)). */
  readonly captureFilter?: string | undefined
  /**
   * What happens if this process may not or cannot capture. `fail` (default) rejects with a CaptureError that says what
   * is missing. A function
   * is called with that message and must not return, such as one that skips the test.
   */
  readonly without?: 'fail' | ((reason: string) => never) | undefined
}

/** Traffic, and the result of the action. */
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
 * Captures what this process and the children it starts send and receive while an action runs. Rejects with the error
 * of the action, and with a
 * CaptureError if this process may not capture (`no-permission`) or cannot (`unsupported`, `no-engine`); with a
 * TypeError if another recording of this process has not ended, since their packets cannot be separated.
 *
 *     const traffic = await recordTraffic(() => fetch('http://example.test/a'))
 *     console.log(traffic.requests[0].url, traffic.result.status)
 */
export async function recordTraffic<T>(
  action: () => T | PromiseLike<T>,
  options: RecordOptions = {},
): Promise<RecordedTraffic<T>> {
  const end = beginRecording(options.shared ?? false)
  try {
    return await recordFrom(openOwnTraffic, action, options)
  } finally {
    end()
  }
}

/** Whether `recordTraffic` works here. */
export async function canRecordTraffic(): Promise<boolean> {
  return (await recordingTrouble()) === undefined
}

/** Why `recordTraffic` does not work here, with advice; undefined if it does. */
export function recordingTrouble(): Promise<string | undefined> {
  return (trouble ??= findTrouble())
}

let trouble: Promise<string | undefined> | undefined

async function findTrouble(): Promise<string | undefined> {
  try {
    const capture = await openOwnTraffic({})
    // A capture releases its system resources only when it is read to the end.
    capture.stop()
    for await (const _ of capture);
    return undefined
  } catch (error) {
    if (error instanceof CaptureError) return error.message
    throw error
  }
}

/** Exported for tests, which pass another kind of capture. */
export async function recordFrom<T>(
  open: (options: TrafficOptions) => Promise<TrafficCapture>,
  action: () => T | PromiseLike<T>,
  options: RecordOptions,
): Promise<RecordedTraffic<T>> {
  const { quiet = 100, patience = 5000, limit = 100_000, without = 'fail', decrypt = true, captureFilter } = options
  const capture = await opened(() => open({ captureFilter }), without)
  const packets = new Traffic({ decrypt })
  const keys = decrypt ? beginOwnKeys() : undefined
  let count = 0
  const reading = read(capture, (batch) => {
    count += batch.length
    const { interfaces, names } = batch.capture
    if (keys !== undefined) batch.of({ interfaces, names, secrets: keys.secrets })
    if (count <= limit) packets.add(batch)
  })
  // A failed read is reported below, after the action.
  reading.catch(() => {})
  let result: T
  try {
    result = await action()
    await finished(capture, quiet, patience)
  } finally {
    keys?.end()
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

/** Waits until no more packets come, for `patience` milliseconds at most. */
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
        'Run the tests as root on Linux, or in a container with --privileged; ' +
        '`test.skipIf(!(await canRecordTraffic()))` leaves them out elsewhere',
    })
  }
}

const refusals: ReadonlySet<string> = new Set(['no-permission', 'no-engine', 'unsupported'])
