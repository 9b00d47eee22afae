/** Packets in, plain tables of values out. */
export type {
  Connection,
  Direction,
  End,
  Failure,
  FailureKind,
  LeftOut,
  NameAsked,
  ProcessNamed,
  Request,
  TlsSession,
  TrafficSummary,
} from './summary.ts'
export { summaryText } from './summary-text.ts'
export { TrafficReport, type TrafficLimits } from './traffic.ts'
