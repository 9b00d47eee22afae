/** The whole result as JSON, for programs. */
import type { Reporter } from './report.ts'

export const json: Reporter = ({ passed, packets, seconds, outcomes, snapshot }, { subject, trouble } = {}) =>
  `${JSON.stringify({ passed: passed && trouble === undefined, subject, trouble, packets, seconds, outcomes, snapshot }, null, 2)}\n`
