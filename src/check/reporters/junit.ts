/** JUnit XML, as build servers read it: a suite for the capture, a case for each expectation and for the snapshot. */
import { printableLines } from '../../text/escape.ts'
import { wordingOf } from '../expectations/expectation.ts'
import type { ExpectationOutcome, SnapshotResult } from '../expectations/result.ts'
import {
  failedCases,
  failureText,
  noteLine,
  snapshotFailure,
  snapshotTitle,
  testCases,
  type Reporter,
  type ReportOptions,
} from './report.ts'

export const junit: Reporter = (result, { subject = 'onwire', trouble, caution }: ReportOptions = {}) => {
  const { outcomes, snapshot, seconds = 0 } = result
  const errors = trouble === undefined ? 0 : 1
  const counts = `tests="${testCases(result) + errors}" failures="${failedCases(result)}" errors="${errors}"`
  const totals = `${counts} skipped="0" time="${seconds.toFixed(6)}"`
  const cases = outcomes.map((outcome) => caseOf(outcome, subject))
  if (snapshot !== undefined) cases.push(snapshotCase(snapshot, subject))
  if (trouble !== undefined) {
    const opened = `    <testcase classname="${escaped(subject)}" name="all packets can be looked at">`
    cases.push(`${opened}\n      <error message="${escaped(trouble)}"/>\n    </testcase>\n`)
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="onwire" ${totals}>\n`,
    `  <testsuite name="${escaped(subject)}" ${totals}>\n`,
    ...(caution === undefined ? [] : [property('caution', caution)]),
    ...cases,
    '  </testsuite>\n',
    '</testsuites>\n',
  ].join('')
}

const property = (name: string, value: string) =>
  `    <properties>\n      <property name="${name}" value="${escaped(value)}"/>\n    </properties>\n`

function caseOf(outcome: ExpectationOutcome, subject: string): string {
  const { expectation, title, passed, expected, found } = outcome
  const { origin, kind, group = subject } = expectation
  const place = origin === undefined ? '' : ` file="${escaped(origin.file)}" line="${origin.line}"`
  const opened = `    <testcase classname="${escaped(group)}" name="${escaped(title)}"${place}`
  if (passed) return `${opened}/>\n`
  const details = `${wordingOf(expectation)}\n${failureText(outcome)}`
  return `${opened}>\n${failure(kind, `expected ${expected}, found ${found}`, details)}    </testcase>\n`
}

function snapshotCase(snapshot: SnapshotResult, subject: string): string {
  const opened = `    <testcase classname="${escaped(subject)}" name="${escaped(snapshotTitle(snapshot))}"`
  const notes = (snapshot.notes ?? []).map(noteLine).join('\n')
  if (snapshot.passed)
    return notes === ''
      ? `${opened}/>\n`
      : `${opened}>\n      <system-out>${escaped(notes)}</system-out>\n    </testcase>\n`
  return `${opened}>\n${failure('snapshot', snapshot.found, snapshotFailure(snapshot))}    </testcase>\n`
}

const failure = (type: string, message: string, details: string) =>
  `      <failure type="${type}" message="${escaped(message)}">${escaped(details)}</failure>\n`

/** For text and attributes of XML 1.0, in which most control characters cannot be; the others are escaped. */
function escaped(text: string): string {
  return printableLines(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]!)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
