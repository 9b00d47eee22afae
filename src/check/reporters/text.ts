/**
 * For people: a line for what passed, an explanation of what failed, then the snapshot. Without expectations there is
 * no sum.
 */
import { plainPalette, type Palette } from '../../text/palette.ts'
import { printable } from '../../text/escape.ts'
import { wordingOf } from '../expectations/expectation.ts'
import type { CheckResult, ExpectationOutcome, SnapshotResult } from '../expectations/result.ts'
import {
  differenceLines,
  failedExpectations,
  failureLines,
  headingWidth,
  noteLine,
  snapshotTitle,
  sumLine,
  type Reporter,
  type ReportOptions,
} from './report.ts'

export const text: Reporter = (result, options = {}) => {
  const { palette = plainPalette } = options
  const { outcomes, snapshot } = result
  const expectations = outcomes.length === 0 && snapshot ? '' : expectationsText(result, options, palette)
  const caution = options.caution === undefined ? '' : `${palette.trouble('!')} ${printable(options.caution)}\n`
  return `${caution}${expectations}${snapshot ? snapshotText(snapshot, palette) : ''}`
}

function expectationsText(result: CheckResult, options: ReportOptions, palette: Palette): string {
  const { trouble } = options
  const outcomes = result.outcomes.map((outcome, index) => {
    const { group } = outcome.expectation
    const heading =
      group === undefined || group === result.outcomes[index - 1]?.expectation.group
        ? ''
        : `${palette.name(printable(group))}\n`
    return `${heading}${outcome.passed ? passedText(outcome, palette) : failedText(outcome, palette)}`
  })
  const colour = failedExpectations(result) > 0 ? palette.trouble : palette.success
  const damage =
    trouble === undefined ? '' : `${palette.trouble('!')} not all packets could be looked at: ${printable(trouble)}\n`
  return `${outcomes.join('')}${damage}${colour(printable(sumLine({ ...result, snapshot: undefined }, options)))}\n`
}

function snapshotText(snapshot: SnapshotResult, palette: Palette): string {
  const { passed, found } = snapshot
  const mark = passed ? palette.success('✓') : palette.trouble('✗')
  const lines = differenceLines(snapshot).map((line) => `${colored(line, palette)}\n`)
  const notes = (snapshot.notes ?? []).map((note) => `  ${noteLine(note)}\n`).join('')
  const changes = lines.length === 0 ? '' : `\n${lines.join('')}`
  return `${mark} ${snapshotTitle(snapshot)}: ${printable(found)}\n${notes}${changes}`
}

function colored(line: string, { trouble, success, faint }: Palette): string {
  if (line.startsWith('-')) return trouble(line)
  if (line.startsWith('+')) return success(line)
  return line === '  ...' ? faint(line) : line
}

const passedText = ({ title, found }: ExpectationOutcome, { success, faint }: Palette) =>
  `${success('✓')} ${title} ${faint(`(${found})`)}\n`

function failedText(outcome: ExpectationOutcome, { trouble, name, faint }: Palette): string {
  const { title, expectation } = outcome
  const wording = expectation.name === undefined ? '' : `  ${printable(wordingOf(expectation))}\n`
  const lines = failureLines(outcome).map(
    ({ heading = '', text }) =>
      `  ${heading === '' ? '' : faint(heading)}${' '.repeat(headingWidth - heading.length)}${text}\n`,
  )
  return `${trouble('✗')} ${name(title)}\n${wording}${lines.join('')}`
}
