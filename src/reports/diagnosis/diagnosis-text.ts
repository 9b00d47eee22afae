/** A diagnosis as text for a terminal, and as comma-separated values. */
import { counted, duration } from '../../text/amounts.ts'
import { printable } from '../../text/escape.ts'
import type { Palette } from '../../text/palette.ts'
import { wrapped } from '../../text/wrap.ts'
import { maxListedPackets } from '../flow.ts'
import type { Diagnosis } from './diagnosis.ts'
import { severities, type Finding, type Severity } from './finding.ts'

export interface DiagnosisLook {
  /** Cells of a line; default: 100. Infinity: nothing is wrapped. */
  readonly width?: number
  /** Findings that are shown; the others are counted. Default: 50. */
  readonly most?: number
}

/** The text ends with a line feed and is empty without packets. Packet content is escaped for terminals. */
export function diagnosisText(
  diagnosis: Diagnosis,
  palette: Palette,
  { width = usualWidth, most = usualMost }: DiagnosisLook = {},
): string {
  const { packets, bytes, duration: seconds, findings } = diagnosis
  if (packets === 0) return ''
  const time = seconds === undefined || packets === 1 ? '' : ` in ${duration(seconds)}`
  const total = `${counted(packets, 'packet')}, ${counted(bytes, 'byte')}${time}: ${totals(findings)}`
  const shown = findings.slice(0, most)
  return [
    `${palette.faint(total)}\n`,
    ...shown.map((finding) => `\n${findingText(finding, palette, width)}`),
    ...leftLines(diagnosis, findings.length - shown.length).map((line) => `\n${palette.faint(line)}\n`),
  ].join('')
}

const usualWidth = 100
const usualMost = 50
/** Cells before the texts: as wide as `warning`. */
const margin = 9
/** Cells of text in the narrowest terminal. */
const leastWidth = 20
/** Characters of a subject or text, whose names come from packets. */
const mostCharacters = 300

function totals(findings: readonly Finding[]): string {
  const counts = severities
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
  return counts.length === 0
    ? 'nothing wrong was found'
    : counts.map(([severity, count]) => counted(count, severity)).join(', ')
}

function findingText({ severity, subject, text, advice, count, packets }: Finding, palette: Palette, width: number) {
  const room = Math.max(leastWidth, width - margin)
  const said = wrapped(`${short(subject)}: ${short(text)}`, room)
  const label = severity.padEnd(margin)
  const indent = ' '.repeat(margin)
  const more = count > packets.length && packets.length >= maxListedPackets ? ' ...' : ''
  const shown = packets.length === 0 ? '' : `packet${packets.length === 1 ? '' : 's'} ${packets.join(', ')}${more}`
  return [
    `${paints[severity](palette)(label)}${said[0]}`,
    ...said.slice(1).map((line) => indent + line),
    ...wrapped(advice, room).map((line) => indent + palette.faint(line)),
    ...(shown === '' ? [] : wrapped(shown, room).map((line) => indent + palette.faint(line))),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

const paints: Readonly<Record<Severity, (palette: Palette) => (text: string) => string>> = {
  error: ({ trouble }) => trouble,
  warning: ({ warning }) => warning,
  note: ({ protocol }) => protocol,
}

function short(text: string): string {
  const safe = printable(text)
  return safe.length > mostCharacters ? `${safe.slice(0, mostCharacters - 3)}...` : safe
}

function leftLines({ left }: Diagnosis, hidden: number): readonly string[] {
  return [
    hidden === 0 ? '' : `and ${counted(hidden, 'more finding')}; -v lists them`,
    left.findings === 0 ? '' : `${counted(left.findings, 'finding')} beyond the limit`,
    left.connectionPackets === 0
      ? ''
      : `${counted(left.connectionPackets, 'packet')} of further connections were not looked at`,
    left.names === 0 ? '' : `${counted(left.names, 'question')} for further names were not looked at`,
    left.requests === 0 ? '' : `${counted(left.requests, 'further request')} were not looked at`,
  ].filter(Boolean)
}

/** A line of names, and one for each finding (RFC 4180, but with LF line ends). Control characters are escaped. */
export function diagnosisCsv({ findings }: Diagnosis): string {
  const rows = findings.map(({ severity, kind, subject, text, advice, count, packets, figures }) => [
    severity,
    kind,
    subject,
    text,
    advice,
    `${count}`,
    packets.join(' '),
    Object.entries(figures)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ])
  return [columns, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('')
}

const columns = ['severity', 'kind', 'subject', 'text', 'advice', 'count', 'packets', 'figures']

/** A value, quoted if necessary; one that a spreadsheet would take for a formula has an apostrophe before it. */
function quoted(value: string): string {
  const text = printable(value)
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
