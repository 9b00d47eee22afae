/** Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html). */
import { jsonLine, printable } from '../../text/escape.ts'
import { wordingOf } from '../expectations/expectation.ts'
import type { ExpectationOutcome, SnapshotResult } from '../expectations/result.ts'
import { differenceLines, fullTitle, noteLine, snapshotTitle, sumLine, testCases, type Reporter } from './report.ts'

export const tap: Reporter = (result, options = {}) => {
  const { outcomes, snapshot } = result
  const points = outcomes.map((outcome, index) => {
    const point = `${outcome.passed ? 'ok' : 'not ok'} ${index + 1} - ${described(fullTitle(outcome))}\n`
    return outcome.passed ? point : `${point}${diagnostics(outcome)}`
  })
  if (snapshot !== undefined) points.push(snapshotPoint(snapshot, testCases(result)))
  const trouble = options.trouble === undefined ? '' : `Bail out! ${printable(options.trouble)}\n`
  const caution = options.caution === undefined ? '' : `# ${printable(options.caution)}\n`
  const sum = printable(sumLine(result, options))
  return `TAP version 14\n1..${testCases(result)}\n${points.join('')}${caution}# ${sum}\n${trouble}`
}

function snapshotPoint(snapshot: SnapshotResult, number: number): string {
  const { passed, found } = snapshot
  const lines = differenceLines(snapshot)
  const notes = snapshot.notes ?? []
  const point = `${passed ? 'ok' : 'not ok'} ${number} - ${described(snapshotTitle(snapshot))}\n`
  if (passed) return `${point}${notes.map((note) => `# ${noteLine(note)}\n`).join('')}`
  return `${point}${yamlBlock([
    `message: ${jsonLine(found)}`,
    'severity: fail',
    ...(notes.length === 0 ? [] : ['notes:', ...notes.map((note) => `  - ${jsonLine(note)}`)]),
    ...(lines.length === 0 ? [] : ['difference:', ...lines.map((line) => `  - ${jsonLine(line)}`)]),
  ])}`
}

/** A hash would begin a directive. */
const described = (title: string) => title.replace(/[\\#]/g, '\\$&')

/** YAML, of which JSON is a part. */
function diagnostics({ expectation, expected, found, remarks, packets, more }: ExpectationOutcome): string {
  const { origin } = expectation
  return yamlBlock([
    `message: ${jsonLine(`expected ${expected}, found ${found}`)}`,
    'severity: fail',
    `expectation: ${jsonLine(wordingOf(expectation))}`,
    ...(origin === undefined ? [] : [`at: ${jsonLine(origin)}`]),
    ...(remarks.length === 0 ? [] : ['remarks:', ...remarks.map((remark) => `  - ${jsonLine(remark)}`)]),
    ...(packets.length === 0 ? [] : ['packets:', ...packets.map((packet) => `  - ${jsonLine(packet)}`)]),
    ...(more === 0 ? [] : [`more: ${more}`]),
  ])
}

const yamlBlock = (lines: readonly string[]) => ['---', ...lines, '...'].map((line) => `  ${line}\n`).join('')
