/** Results of a check as plain values that JSON can hold. Text from packets in them is escaped for terminals. */
import type { Expectation } from './expectation.ts'

export interface CheckResult {
  readonly passed: boolean
  /** How many packets were checked. */
  readonly packets: number
  /** Seconds from the first of them to the last; undefined if they have no times. */
  readonly seconds: number | undefined
  readonly outcomes: readonly ExpectationOutcome[]
  /** Of a comparison with a snapshot, where there was one. */
  readonly snapshot?: SnapshotResult | undefined
}

/** The outcome of comparing a transcript with a snapshot file. */
export interface SnapshotResult {
  /** The snapshot file, as the user named it. */
  readonly file: string
  readonly passed: boolean
  /** `missing`: there is no such file, and none was written. */
  readonly status: 'equal' | 'recorded' | 'updated' | 'different' | 'missing'
  /** The same in one line, with the reason where it did not pass. */
  readonly found: string
  /** The changed lines, without colors; only of a snapshot that differs. */
  readonly difference?: string | undefined
  /** What had no effect, such as a mask that matched nothing, a line each. */
  readonly notes?: readonly string[] | undefined
}

/** A result to which a comparison with a snapshot is added: it passes only if both do. */
export const withSnapshot = (result: CheckResult, snapshot: SnapshotResult | undefined): CheckResult =>
  snapshot === undefined ? result : { ...result, passed: result.passed && snapshot.passed, snapshot }

/** The outcome of one expectation. */
export interface ExpectationOutcome {
  readonly expectation: Expectation
  /** Its name, or else its wording, in one line. */
  readonly title: string
  readonly passed: boolean
  /** `at least one packet that matches`. */
  readonly expected: string
  /** What was found, in a few words: `none of 24 packets`. */
  readonly found: string
  /** Further explanations, a line each; empty if it passed. */
  readonly remarks: readonly string[]
  /** A few packets that explain it; none if it passed. */
  readonly packets: readonly ReportedPacket[]
  /** How many more such packets there are. */
  readonly more: number
}

export interface ReportedPacket {
  /** In its capture, from 1. */
  readonly number: number
  /** In the line format, with its number. */
  readonly line: string
  readonly relation: PacketRelation
  readonly reasons: readonly Reason[]
}

/**
 * Why a packet is reported: `nearest` nearly matches, or came too late; `offending` violates the expectation;
 * `matching` is one of too many;
 * `step` passed one of the filters of an order.
 */
export type PacketRelation = 'nearest' | 'offending' | 'matching' | 'step'

/** Why a packet is reported. */
export interface Reason {
  /**
   * The condition of the filter as it was written, and its value for the packet; undefined if no single condition is
   * the reason.
   */
  readonly condition: string | undefined
  readonly holds: boolean | undefined
  /** The reason as text: `http.request.uri was "/b"`. */
  readonly text: string
}
