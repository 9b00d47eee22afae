/** The whole result as JSON, for programs. */
import { jsonDocument } from '../../text/escape.ts'
import type { Reporter } from './report.ts'

export const json: Reporter = (result, { subject, trouble, caution } = {}) => {
  const { packets, seconds, outcomes, snapshot } = result
  const passed = result.passed && trouble === undefined
  return `${jsonDocument({ passed, subject, trouble, caution, packets, seconds, outcomes, snapshot })}\n`
}
