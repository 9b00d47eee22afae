/** GitHub-flavored Markdown, as a summary of a build: a table of the test cases, and what failed below it. */
import { printable } from '../../text/escape.ts'
import { wordingOf } from '../expectations/expectation.ts'
import type { ExpectationOutcome, SnapshotResult } from '../expectations/result.ts'
import { failureText, fullTitle, noteLine, snapshotFailure, snapshotTitle, sumLine, type Reporter } from './report.ts'

export const markdown: Reporter = (result, options = {}) => {
  const { outcomes, snapshot } = result
  const { trouble, caution } = options
  const passed = result.passed && trouble === undefined
  const rows = [
    ...outcomes.map((outcome) => row(outcome.passed, fullTitle(outcome), found(outcome))),
    ...(snapshot === undefined ? [] : [row(snapshot.passed, snapshotTitle(snapshot), printable(snapshot.found))]),
    ...(trouble === undefined ? [] : [row(false, 'all packets can be looked at', printable(trouble))]),
  ]
  const failures = [
    ...outcomes.filter((outcome) => !outcome.passed).map(failure),
    ...(snapshot === undefined ? [] : [snapshotDetails(snapshot)]),
  ]
  return [
    `### ${passed ? '✅' : '❌'} ${escaped(printable(sumLine(result, options)))}\n`,
    `\n|  | check | found |\n| --- | --- | --- |\n${rows.join('')}`,
    ...(caution === undefined ? [] : [`\n${escaped(printable(caution))}\n`]),
    ...failures,
  ].join('')
}

const row = (passed: boolean, title: string, text: string) =>
  `| ${passed ? '✅' : '❌'} | ${escaped(title)} | ${escaped(text)} |\n`

const found = ({ found }: ExpectationOutcome) => printable(found)

function failure(outcome: ExpectationOutcome): string {
  return details(fullTitle(outcome), [wordingOf(outcome.expectation), failureText(outcome)].join('\n'), 'text')
}

function snapshotDetails(snapshot: SnapshotResult): string {
  const { passed, difference, notes = [] } = snapshot
  if (!passed && difference !== undefined) return details(snapshotTitle(snapshot), snapshotFailure(snapshot), 'diff')
  return notes.map((note) => `\n${escaped(noteLine(note))}\n`).join('')
}

/** A block that can be opened, of at most `mostLines` lines. */
function details(title: string, text: string, language: string): string {
  const lines = text.split('\n').map((line) => printable(line))
  const shown =
    lines.length > mostLines ? [...lines.slice(0, mostLines), `... ${lines.length - mostLines} more lines`] : lines
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(shown.join('\n'))))
  const block = `${fence}${language}\n${shown.join('\n')}\n${fence}`
  return `\n<details><summary>${html(title)}</summary>\n\n${block}\n\n</details>\n`
}

const longestRun = (text: string) => Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))

const html = (text: string) => printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Without effect as Markdown, HTML, mentions or links. */
const escaped = (text: string) =>
  html(text).replace(/[\\`*_{}[\]#|~@]|:(?=\/\/)/g, (character) => `&#${character.charCodeAt(0)};`)

const mostLines = 200
