/** A traffic summary as text: aligned lines for names, connections and requests, failures last. */
import type { Palette } from '../text/palette.ts'
import { isNameService } from './names/names.ts'
import { connectionRow, failureRow, nameRow, requestRow, type Cell, type Row } from './rows.ts'
import type { Connection, TrafficSummary } from './summary.ts'
import { counted, duration } from '../text/amounts.ts'
import { fitted } from '../text/table.ts'
import { cutEnd, displayWidth } from '../text/width.ts'

export interface SummaryLook {
  /** Cells of a line; default: nothing is cut. */
  readonly width?: number
  /** Rows of a section. */
  readonly most?: number
}

/** The text ends with a line feed and is empty without packets. Packet content is escaped for terminals. */
export function summaryText(
  summary: TrafficSummary,
  palette: Palette,
  { width = Infinity, most = mostRows }: SummaryLook = {},
): string {
  const { packets, bytes, duration: seconds, names, connections, requests, failures, left } = summary
  if (packets === 0) return ''
  const time = seconds === undefined || packets === 1 ? '' : ` in ${duration(seconds)}`
  const total = `${counted(packets, 'packet')}, ${counted(bytes, 'byte')}${time}`
  return [
    `${palette.faint(total)}\n`,
    section(
      'Asked',
      names.map((name) => nameRow(name, palette)),
      left.names,
      'question',
      { palette, width, most },
    ),
    section(
      'Connected',
      connections.filter(isOfInterest).map((connection) => connectionRow(connection, palette)),
      0,
      'connection',
      { palette, width, most },
    ),
    left.connectionPackets === 0
      ? ''
      : note(`${counted(left.connectionPackets, 'packet')} of further connections are not listed`, palette),
    section(
      'Requested',
      requests.map((request) => requestRow(request, palette)),
      left.requests,
      'request',
      { palette, width, most },
    ),
    section(
      'Failed',
      failures.map((failure) => failureRow(failure, palette)),
      left.failures,
      'failure',
      { palette, width, most },
    ),
    encryptedNote(connections, palette),
  ].join('')
}

/** That connections stayed encrypted, where there are secrets of others. */
function encryptedNote(connections: readonly Connection[], palette: Palette): string {
  const count = connections.filter(({ tls }) => tls?.decrypted === false).length
  return count === 0
    ? ''
    : note(`no secrets are known of ${counted(count, 'encrypted connection')}: see docs/encrypted.md`, palette)
}

/** Connections of name services are listed under names. */
const isOfInterest = ({ protocol, application = '' }: Connection) => protocol === 'tcp' || !isNameService(application)

/** Limit of lines in a section. */
const mostRows = 50
const headingWidth = 11

/** The rows of a section, with aligned columns that fit the width; rows beyond the limit are counted. */
function section(
  heading: string,
  rows: readonly Row[],
  left: number,
  noun: string,
  { palette, width, most }: Required<SummaryLook> & { readonly palette: Palette },
): string {
  if (rows.length === 0) return ''
  const shown = rows.slice(0, most)
  const columns = Math.max(...shown.map((row) => row.length))
  const natural = Array.from({ length: columns }, (_, column) =>
    Math.max(...shown.map((row) => displayWidth(row[column]?.text ?? ''))),
  )
  const used = natural.filter((each) => each > 0).length
  // Amounts and times say nothing where they are cut.
  const isAmount = natural.map((_, column) => shown.some((row) => row[column]?.right))
  const amounts = natural.reduce((sum, each, column) => sum + (isAmount[column] ? each : 0), 0)
  const texts = natural.filter((_, column) => !isAmount[column])
  const fitting = fitted(texts, width - headingWidth - 2 * (used - 1) - amounts).values()
  const widths = natural.map((each, column) => (isAmount[column] ? each : fitting.next().value!))
  const lines = shown.map((row, index) => {
    const cells = widths.flatMap((each, column) => (each === 0 ? [] : [cellText(row[column], each)]))
    const name = (index === 0 ? heading : '').padEnd(headingWidth)
    return `${index === 0 ? palette.name(name) : name}${cells.join('  ').trimEnd()}\n`
  })
  const more = rows.length - shown.length + left
  const how = rows.length > shown.length ? '; -v lists them' : ''
  return lines.join('') + (more === 0 ? '' : note(`and ${counted(more, `more ${noun}`)}${how}`, palette))
}

function cellText({ text = '', paint, right }: Partial<Cell> = {}, width: number): string {
  const shown = cutEnd(text, width)
  const padding = ' '.repeat(Math.max(0, width - displayWidth(shown)))
  const painted = shown === '' || paint === undefined ? shown : paint(shown)
  return right ? padding + painted : painted + padding
}

const note = (text: string, palette: Palette) => `${' '.repeat(headingWidth)}${palette.faint(text)}\n`
