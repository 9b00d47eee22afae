import type { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { packetLine } from '../packetLine.ts'
import type { ExpectationOutcome, Reason, ReportedPacket } from '../result.ts'

/** Watches the packets of a capture for one expectation. */
export interface Watcher {
  /** Takes a packet, `elapsed` milliseconds after the first one of the capture; NaN where there are no times. */
  take(batch: Batch, index: number, elapsed: number): void
  /** What came of it, after so many packets. */
  verdict(packets: number): Verdict
}

export type Verdict = Omit<ExpectationOutcome, 'expectation' | 'title'>

/** A verdict on what is as expected. */
export const passed = (expected: string, found: string): Verdict => ({ passed: true, expected, found, remarks: [], relation: 'matching', packets: [] })

/** A packet as reports show it. */
export const reported = (frame: Frame, reasons: readonly Reason[] = []): ReportedPacket => ({ number: frame.number, line: packetLine(frame), reasons })

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Of a number of packets: `none of 24 packets`. */
export const outOf = (count: number, packets: number) => (packets === 0 ? 'no packets at all' : `${count === 0 ? 'none' : count} of ${plural(packets, 'packet')}`)
