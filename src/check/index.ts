/** onwire/check: whether traffic is as expected, for scripts and for test runners. */

// What this process sends.
export { canRecordTraffic, recordingTrouble, recordTraffic, RecordedTraffic, type RecordOptions } from './record.ts'
export { Traffic } from './traffic.ts'
export type { Connection, Failure, NameAsked, Request, TrafficSummary } from '../reports/index.ts'

// Expectations.
export {
  assertConnectedTo,
  assertNotConnectedTo,
  assertNotSent,
  assertSent,
  assertSentOnly,
  assertTraffic,
  type AssertTrafficOptions,
} from './assertions.ts'
export { Check } from './check.ts'
export type { CountExpectation, Expectation, OrderExpectation, PlainExpectation } from './expectation.ts'
export { matchers, type TrafficMatchers } from './matchers.ts'
export { reporters, type Reporter, type ReportOptions } from './reporters/index.ts'
export type { CheckResult, ExpectationOutcome, Reason, ReportedPacket, SnapshotResult } from './result.ts'

// Snapshots.
export { difference, transcript, Transcriber, usuallyIgnored, type TranscriptOptions } from './snapshot.ts'
export { matchSnapshotFile, type SnapshotFileOptions, type SnapshotOutcome } from './snapshotFile.ts'
