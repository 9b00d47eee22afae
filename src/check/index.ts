/** onwire/check: expectations about traffic, for scripts and test runners. */

// Recording the traffic of this process.
export {
  canRecordTraffic,
  recordingTrouble,
  recordTraffic,
  RecordedTraffic,
  type RecordOptions,
} from './testing/record.ts'
export { Traffic } from './testing/traffic.ts'
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
} from './testing/node-assert.ts'
export { Check } from './expectations/check.ts'
export type { CountExpectation, Expectation, OrderExpectation, PlainExpectation } from './expectations/expectation.ts'
export { matchers, type TrafficMatchers } from './testing/matchers.ts'
export { reporters, type Reporter, type ReportOptions } from './reporters/index.ts'
export type { CheckResult, ExpectationOutcome, Reason, ReportedPacket, SnapshotResult } from './expectations/result.ts'

// Snapshots.
export {
  difference,
  transcript,
  Transcriber,
  usuallyIgnored,
  type BinaryForm,
  type TranscriptOptions,
} from './snapshot/snapshot.ts'
export { matchSnapshotFile, type SnapshotFileOptions, type SnapshotOutcome } from './snapshot/snapshot-file.ts'

// Tests of protocol definitions.
export {
  cutEverywhere,
  damagedEverywhere,
  goldenTree,
  type CutOptions,
  type DamageOptions,
} from './definitions/index.ts'
