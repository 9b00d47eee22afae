/** Lists of names that can be searched: `onwire fields TEXT`, `onwire protocols TEXT`. */
import { jsonDocument, jsonLine } from '../text/escape.ts'
import { suggestion } from '../text/suggestion.ts'
import { cutEnd } from '../text/width.ts'
import type { Format } from './arguments/option.ts'
import type { NamesQuery } from './arguments/plans/queries.ts'
import { exitStatus } from './exit-status.ts'
import { say } from './say.ts'
import { print } from './sinks/printer.ts'
import { terminalWidth } from './terminal/terminal.ts'

export interface Listing<Row extends { readonly name: string; readonly label: string }> {
  /** What a row is, such as `field`. */
  readonly kind: string
  readonly rows: readonly Row[]
  /** The texts of a row, from left to right; the last is cut where the terminal ends. */
  readonly cells: (row: Row) => readonly string[]
  /** Whether a row is found by a word in lower case, besides by its name and label. */
  readonly holds?: (row: Row, word: string) => boolean
}

/** Prints the rows that hold all words; returns the exit status: whether there are any, as in grep. */
export async function list<Row extends { readonly name: string; readonly label: string }>(
  { kind, rows, cells, holds }: Listing<Row>,
  { format, words }: NamesQuery,
): Promise<number> {
  const finds = (row: Row, word: string) => {
    const sought = word.toLowerCase()
    return named(row).some((text) => text.toLowerCase().includes(sought)) || holds?.(row, sought) === true
  }
  const found = rows.filter((row) => words.every((word) => finds(row, word)))
  const width = (await terminalWidth(1))?.() ?? Infinity
  await print(renderers[format]?.(found) ?? columns(found.map(cells), width))
  if (found.length > 0) return exitStatus.done
  const none = `there is no ${kind} whose name or label contains`
  const unknown = words.filter((word) => !rows.some((row) => finds(row, word)))
  const messages =
    unknown.length === 0
      ? [`${none} all of ${words.map((word) => JSON.stringify(word)).join(' ')}`]
      : unknown.map((word) => `${none} ${JSON.stringify(word)}${advice(word, rows)}`)
  say(messages.map((message) => `onwire: ${message}\n`).join(''))
  return exitStatus.failed
}

interface Named {
  readonly name: string
  readonly label: string
}

const named = ({ name, label }: Named) => [name, label]

function advice(word: string, rows: readonly Named[]): string {
  const meant = suggestion(word.toLowerCase(), vocabulary(rows))
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

/** The words that can be searched for: names, their parts, and the words of labels. */
function vocabulary(rows: readonly Named[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap(({ name, label }) => [
      name,
      ...name.split('.'),
      ...label
        .toLowerCase()
        .split(/[^\p{L}\p{N}-]+/u)
        .filter(Boolean),
    ]),
  )
}

const renderers: Readonly<Partial<Record<Format, (rows: readonly Named[]) => string>>> = {
  json: (rows) => `${jsonDocument(rows)}\n`,
  ndjson: (rows) => rows.map((row) => `${jsonLine(row)}\n`).join(''),
}

/** Longer cells move what follows them in their line. */
const widestColumn = 48

function columns(rows: readonly (readonly string[])[], width: number): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]!.length).filter((length) => length <= widestColumn), 0),
  )
  const padded = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')
  return rows.map((cells) => `${cutEnd(padded(cells).trimEnd(), width)}\n`).join('')
}
