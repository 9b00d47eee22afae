/** A traffic summary as text: aligned lines for names, connections and requests, failures last. */
import type { Palette } from '../text/palette.ts'
import { isNameService } from './names/names.ts'
import { connectionRow, failureRow, nameRow, requestRow, type Row } from './rows.ts'
import type { Connection, TrafficSummary } from './summary.ts'
import { counted, duration } from '../text/amounts.ts'

/** The text ends with a line feed and is empty without packets. Packet content is escaped for terminals. */
export function summaryText(summary: TrafficSummary, palette: Palette): string {
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
      palette,
    ),
    section(
      'Connected',
      connections.filter(isOfInterest).map((connection) => connectionRow(connection, palette)),
      0,
      'connection',
      palette,
    ),
    left.connectionPackets === 0
      ? ''
      : note(`${counted(left.connectionPackets, 'packet')} of further connections are not listed`, palette),
    section(
      'Requested',
      requests.map((request) => requestRow(request, palette)),
      left.requests,
      'request',
      palette,
    ),
    section(
      'Failed',
      failures.map((failure) => failureRow(failure, palette)),
      left.failures,
      'failure',
      palette,
    ),
  ].join('')
}

/** Connections of name services are listed under names. */
const isOfInterest = ({ protocol, application = '' }: Connection) => protocol === 'tcp' || !isNameService(application)

/** Limit of lines in a section. */
const mostRows = 50
const headingWidth = 11

/** The rows of a section, with aligned columns; rows beyond the limit are counted. */
function section(heading: string, rows: readonly Row[], left: number, noun: string, palette: Palette): string {
  if (rows.length === 0) return ''
  const shown = rows.slice(0, mostRows)
  const columns = Math.max(...shown.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...shown.map((row) => row[column]?.text.length ?? 0)),
  )
  const lines = shown.map((row, index) => {
    const cells = widths.flatMap((width, column) => {
      if (width === 0) return []
      const { text = '', paint, right } = row[column] ?? {}
      const padding = ' '.repeat(width - text.length)
      const painted = text === '' || paint === undefined ? text : paint(text)
      return [right ? padding + painted : painted + padding]
    })
    const name = (index === 0 ? heading : '').padEnd(headingWidth)
    return `${index === 0 ? palette.name(name) : name}${cells.join('  ').trimEnd()}\n`
  })
  const more = rows.length - shown.length + left
  return lines.join('') + (more === 0 ? '' : note(`and ${counted(more, `more ${noun}`)}`, palette))
}

const note = (text: string, palette: Palette) => `${' '.repeat(headingWidth)}${palette.faint(text)}\n`
