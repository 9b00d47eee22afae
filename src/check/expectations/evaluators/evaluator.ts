/** What evaluators of expectations have in common. */
import type { Batch } from '../../../files/batch.ts'
import { durationText } from '../../../text/duration.ts'
import type { PacketLines } from '../../diagnosis/packet-lines.ts'
import type { ExpectationOutcome, PacketRelation, Reason, ReportedPacket } from '../result.ts'

/** Evaluates one expectation over the packets of a capture. */
export interface Evaluator {
  /** Takes a packet, `elapsed` milliseconds after the first one of the capture; NaN if the capture has no times. */
  take(batch: Batch, index: number, elapsed: number): void
  /** How many packets could not be decided that may change the verdict. */
  readonly undecided: number
  /** The verdict after `packets` packets. */
  verdict(packets: number): Verdict
}

export type Verdict = Omit<ExpectationOutcome, 'expectation' | 'title'>

/** A verdict that passes. */
export const passed = (expected: string, found: string): Verdict => ({
  passed: true,
  expected,
  found,
  remarks: [],
  packets: [],
  more: 0,
})

/** A verdict that fails. */
export const failed = (
  expected: string,
  found: string,
  packets: readonly ReportedPacket[],
  { remarks = [], more = 0 }: Partial<Pick<Verdict, 'remarks' | 'more'>> = {},
): Verdict => ({ passed: false, expected, found, remarks, packets, more })

/** What is kept of a packet for reports. */
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

/** `none of 24 packets`. */
export const outOf = (count: number, packets: number) =>
  packets === 0 ? 'no packets at all' : `${count === 0 ? 'none' : count} of ${plural(packets, 'packet')}`

/** The time bound of an expectation, after a comma; empty if there is none. */
export const boundText = (within: number | undefined) =>
  within === undefined ? '' : `, within ${durationText(within)} of the first packet`
