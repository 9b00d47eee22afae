/** Traffic reports: tables of plain values. */
export type { Connection, Failure, NameAsked, Request, TrafficSummary } from './summary.ts'
export { summaryText } from './summary-text.ts'
export { TrafficReport, type TrafficLimits } from './traffic.ts'
