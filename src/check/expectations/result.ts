/** What came of expectations: plain values, which JSON can hold. Text from packets in them is safe for terminals. */
import type { Expectation } from './expectation.ts'

export interface CheckResult {
  readonly passed: boolean
  /** How many packets were looked at. */
  readonly packets: number
  /** Seconds from the first of them to the last; undefined where they have no times. */
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
}

/** A result to which a comparison with a snapshot is added: it passes only if both do. */
export const withSnapshot = (result: CheckResult, snapshot: SnapshotResult | undefined): CheckResult =>
  snapshot === undefined ? result : { ...result, passed: result.passed && snapshot.passed, snapshot }

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
  /** A few packets; none where it passed. */
  readonly packets: readonly ReportedPacket[]
  /** How many more there are like them. */
  readonly more: number
}

export interface ReportedPacket {
  /** In its capture, from 1. */
  readonly number: number
  /** As the line output has it, with its number. */
  readonly line: string
  readonly relation: PacketRelation
  readonly reasons: readonly Reason[]
}

/**
 * What a packet is to an expectation: `nearest` does not match, but nearly, or comes too late; `offending` is not as it must be; `matching` is
 * one of too many; `step` is one of those by which an order came as far as it did.
 */
export type PacketRelation = 'nearest' | 'offending' | 'matching' | 'step'

/** Why a packet is reported. */
export interface Reason {
  /** The condition of the filter that is to explain, as it was written, and what it is of the packet; undefined where it is none. */
  readonly condition: string | undefined
  readonly holds: boolean | undefined
  /** What about it, in words: `http.request.uri was "/b"`. */
  readonly text: string
}
