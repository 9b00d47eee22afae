/** For people. What passed has a line, what failed says why. */
import { colourless, type Palette } from '../../output/palette.ts'
import { printable } from '../../output/printable.ts'
import { wordingOf } from '../expectation.ts'
import type { ExpectationOutcome } from '../result.ts'
import { failureLines, headingWidth, numberFailed, sumLine, type Reporter } from './report.ts'

export const text: Reporter = (result, options = {}) => {
  const { palette = colourless, trouble } = options
  const outcomes = result.outcomes.map((outcome, index) => {
    const { group } = outcome.expectation
    const heading =
      group === undefined || group === result.outcomes[index - 1]?.expectation.group
        ? ''
        : `${palette.name(printable(group))}\n`
    return `${heading}${outcome.passed ? passedText(outcome, palette) : failedText(outcome, palette)}`
  })
  const colour = numberFailed(result) > 0 ? palette.trouble : palette.success
  const damage =
    trouble === undefined ? '' : `${palette.trouble('!')} not all packets could be looked at: ${printable(trouble)}\n`
  return `${outcomes.join('')}${damage}${colour(printable(sumLine(result, options)))}\n`
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
