/** The whole result as JSON, for programs. */
import type { Reporter } from './report.ts'

export const json: Reporter = (result, { subject, trouble } = {}) => {
  const { packets, seconds, outcomes, snapshot } = result
  const passed = result.passed && trouble === undefined
  return `${JSON.stringify({ passed, subject, trouble, packets, seconds, outcomes, snapshot }, null, 2)}\n`
}
