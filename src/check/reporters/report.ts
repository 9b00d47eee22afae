/** What reporters have in common. */
import { printable } from '../../text/escape.ts'
import type { Palette } from '../../text/palette.ts'
import type { CheckResult, ExpectationOutcome, PacketRelation, Reason, SnapshotResult } from '../expectations/result.ts'

export interface ReportOptions {
  /** What was checked: a file, a command. */
  readonly subject?: string | undefined
  /** Why packets are missing, if some are: then no outcome is certain. */
  readonly trouble?: string | undefined
  /** What makes outcomes uncertain although all packets are here, such as packets of other processes. */
  readonly caution?: string | undefined
  /** Colors of text reports. Default: none. */
  readonly palette?: Palette | undefined
}

/** Renders a result as text that ends with a line end. */
export type Reporter = (result: CheckResult, options?: ReportOptions) => string

export const failedExpectations = ({ outcomes }: CheckResult): number => outcomes.filter(({ passed }) => !passed).length

/** The test cases of a report: one for each expectation, and one for the snapshot. */
export const testCases = ({ outcomes, snapshot }: CheckResult): number => outcomes.length + (snapshot ? 1 : 0)

/** How many test cases failed. */
export const failedCases = (result: CheckResult): number =>
  failedExpectations(result) + (result.snapshot?.passed === false ? 1 : 0)

/** The name of a snapshot's test case. */
export const snapshotTitle = ({ file }: SnapshotResult): string => printable(`snapshot ${file}`)

/** The changed lines of a snapshot that differs, safe for a terminal: the file may hold anything. */
export const differenceLines = ({ difference }: SnapshotResult): string[] =>
  difference === undefined
    ? []
    : difference
        .trimEnd()
        .split('\n')
        .map((line) => printable(line))

/** `note: the mask x matched nothing`. */
export const noteLine = (note: string): string => `note: ${printable(note)}`

/** Why a snapshot did not pass, as plain text: the reason, and below it the changed lines. */
export const snapshotFailure = (snapshot: SnapshotResult): string => {
  const lines = differenceLines(snapshot)
  const notes = (snapshot.notes ?? []).map(noteLine)
  return [printable(snapshot.found), ...notes, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n')
}

/** The title, after its group. */
export const fullTitle = ({ expectation: { group }, title }: ExpectationOutcome): string =>
  group === undefined ? title : `${printable(group)}: ${title}`

/** `2 of 3 expectations failed`, `3 expectations passed, snapshot failed`, and of how many packets. */
export function sumLine(result: CheckResult, { subject }: ReportOptions): string {
  const {
    outcomes: { length },
    packets,
    snapshot,
  } = result
  const failed = failedExpectations(result)
  const about = `${packets} packet${packets === 1 ? '' : 's'}${subject === undefined ? '' : ` of ${subject}`}`
  const all = `${length} expectation${length === 1 ? '' : 's'}`
  const expectations =
    failed === 0 ? `${all} passed` : failed === length ? `${all} failed` : `${failed} of ${all} failed`
  const parts = [
    ...(length === 0 && snapshot ? [] : [expectations]),
    ...(snapshot ? [`snapshot ${snapshot.passed ? 'passed' : 'failed'}`] : []),
  ]
  return `${parts.join(', ')}: ${about}`
}

/** The heading before packets of a relation. */
const headings: Readonly<Record<PacketRelation, string>> = {
  nearest: 'nearest',
  offending: 'packets',
  matching: 'packets',
  step: 'so far',
}

/** A line of a failure, optionally with a heading. */
interface FailureLine {
  readonly heading?: string
  readonly text: string
}

/** What was expected, what was found, and the packets. */
export function failureLines({ expected, found, remarks, packets, more }: ExpectationOutcome): FailureLine[] {
  const lines: FailureLine[] = [
    { heading: 'expected', text: expected },
    { heading: 'found', text: found },
    ...remarks.map((text) => ({ text })),
  ]
  packets.forEach(({ line, relation, reasons }, index) => {
    lines.push(packets[index - 1]?.relation === relation ? { text: line } : { heading: headings[relation], text: line })
    lines.push(...reasons.map((reason) => ({ text: `  ${reasonText(reason)}` })))
  })
  return more === 0 ? lines : [...lines, { text: `and ${more} more` }]
}

/** Names the condition and its value, unless the text says the same. */
function reasonText({ condition, holds, text }: Reason): string {
  const isSaid = condition === undefined || text === `the packet has ${holds ? '' : 'no '}${condition}`
  return isSaid ? text : `${condition} is ${holds}: ${text}`
}

/** The same as plain text, one line below the other. */
export const failureText = (outcome: ExpectationOutcome): string =>
  failureLines(outcome)
    .map(({ heading = '', text }) => `${heading.padEnd(headingWidth)}${text}`)
    .join('\n')

export const headingWidth = 10
