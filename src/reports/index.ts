/** Traffic reports: tables of plain values. */
export { DiagnosisReport, type Diagnosis } from './diagnosis/diagnosis.ts'
export { diagnosisCsv, diagnosisText, type DiagnosisLook } from './diagnosis/diagnosis-text.ts'
export type { Finding, FindingKind, Severity } from './diagnosis/finding.ts'
export type { Connection, Failure, NameAsked, Request, TrafficSummary } from './summary.ts'
export { summaryText } from './summary-text.ts'
export { TrafficReport, type TrafficLimits } from './traffic.ts'
