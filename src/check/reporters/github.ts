/** Commands for the log of a GitHub workflow: each failure becomes an annotation. */
import { printable, printableLines } from '../../text/escape.ts'
import { wordingOf } from '../expectations/expectation.ts'
import type { ExpectationOutcome, SnapshotResult } from '../expectations/result.ts'
import { failureText, fullTitle, snapshotFailure, snapshotTitle, sumLine, type Reporter } from './report.ts'

export const github: Reporter = (result, options = {}) => {
  const failures = result.outcomes.filter(({ passed }) => !passed).map(annotation)
  const { snapshot } = result
  if (snapshot?.passed === false) failures.push(snapshotAnnotation(snapshot))
  else for (const note of snapshot?.notes ?? []) failures.push(noteAnnotation(snapshot!, note))
  const trouble =
    options.trouble === undefined
      ? ''
      : `::error title=${property('not all packets could be looked at')}::${data(printable(options.trouble))}\n`
  const { caution } = options
  const warning = caution === undefined ? '' : `::warning::${data(printable(caution))}\n`
  return `${failures.join('')}${trouble}${warning}${printable(sumLine(result, options))}\n`
}

function annotation(outcome: ExpectationOutcome): string {
  const { expectation } = outcome
  const { origin } = expectation
  const place = origin === undefined ? '' : `file=${property(origin.file)},line=${origin.line},`
  const wording = expectation.name === undefined ? '' : `${printable(wordingOf(expectation))}\n`
  return `::error ${place}title=${property(fullTitle(outcome))}::${data(`${wording}${failureText(outcome)}`)}\n`
}

function snapshotAnnotation(snapshot: SnapshotResult): string {
  const place = `file=${property(snapshot.file)},title=${property(snapshotTitle(snapshot))}`
  return `::error ${place}::${data(snapshotFailure(snapshot))}\n`
}

function noteAnnotation(snapshot: SnapshotResult, note: string): string {
  const place = `file=${property(snapshot.file)},title=${property(snapshotTitle(snapshot))}`
  return `::warning ${place}::${data(printable(note))}\n`
}

/** As @actions/core escapes them. */
const data = (text: string) =>
  printableLines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
