import type { Batch } from '../../../files/batch.ts'
import { durationText } from '../duration.ts'
import type { PacketLines } from '../../diagnosis/packet-lines.ts'
import type { ExpectationOutcome, PacketRelation, Reason, ReportedPacket } from '../result.ts'

/** Watches the packets of a capture for one expectation. */
export interface Evaluator {
  /** Takes a packet, `elapsed` milliseconds after the first one of the capture; NaN where there are no times. */
  take(batch: Batch, index: number, elapsed: number): void
  /** What came of it, after so many packets. */
  verdict(packets: number): Verdict
}

export type Verdict = Omit<ExpectationOutcome, 'expectation' | 'title'>

/** A verdict on what is as expected. */
export const passed = (expected: string, found: string): Verdict => ({
  passed: true,
  expected,
  found,
  remarks: [],
  packets: [],
  more: 0,
})

/** A verdict on what is not. */
export const failed = (
  expected: string,
  found: string,
  packets: readonly ReportedPacket[],
  { remarks = [], more = 0 }: Partial<Pick<Verdict, 'remarks' | 'more'>> = {},
): Verdict => ({ passed: false, expected, found, remarks, packets, more })

/** A packet as reports show it: what is kept of it. */
export function reported(
  lines: PacketLines,
  batch: Batch,
  index: number,
  relation: PacketRelation,
  reasons: readonly Reason[] = [],
): ReportedPacket {
  return { number: batch.number(index), line: lines.line(batch, index), relation, reasons }
}

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Of a number of packets: `none of 24 packets`. */
export const outOf = (count: number, packets: number) =>
  packets === 0 ? 'no packets at all' : `${count === 0 ? 'none' : count} of ${plural(packets, 'packet')}`

/** The time bound of what is expected, behind a comma. */
export const boundText = (within: number | undefined) =>
  within === undefined ? '' : `, within ${durationText(within)} of the first packet`
