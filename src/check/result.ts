/** What came of expectations: plain values, which JSON can hold. Text from packets in them is safe for terminals. */
import type { Expectation } from './expectation.ts'

export interface CheckResult {
  readonly passed: boolean
  /** How many packets were looked at. */
  readonly packets: number
  /** Seconds from the first of them to the last; undefined where they have no times. */
  readonly seconds: number | undefined
  readonly outcomes: readonly ExpectationOutcome[]
}

/** What came of one expectation. */
export interface ExpectationOutcome {
  readonly expectation: Expectation
  /** Its name, or what it says, in one line. */
  readonly title: string
  readonly passed: boolean
  /** `at least one packet that matches`. */
  readonly expected: string
  /** What was there, in a few words: `none of 24 packets`. */
  readonly found: string
  /** More about it, a line each; empty where it passed. */
  readonly remarks: readonly string[]
  /** What the packets are to it. */
  readonly relation: PacketRelation
  /** A few of them; empty where it passed. */
  readonly packets: readonly ReportedPacket[]
}

/**
 * `nearest` do not pass, but nearly; `offending` ones are not as they must be; `matching` ones pass, and are too many; `so far` is how far an order
 * came.
 */
export type PacketRelation = 'nearest' | 'offending' | 'matching' | 'so far'

export interface ReportedPacket {
  /** In its capture, from 1. */
  readonly number: number
  /** As the line output has it, with its number. */
  readonly line: string
  readonly reasons: readonly Reason[]
}

/** Why a packet is reported. */
export interface Reason {
  /** The part of the filter that is to blame, as it was written; undefined where it is none. */
  readonly part: string | undefined
  /** What about it, in words: `http.request.uri was "/b"`. */
  readonly text: string
}
