/** `onwire fields TEXT`: the names that display filters and `--fields` take. */
import { valueTypeOf, type ValueType } from '../../filter/display/types/value-types.ts'
import { fields as describedFields } from '../../packet/fields.ts'
import { suggestion } from '../../text/suggestion.ts'
import { exitStatus } from '../exit-status.ts'
import type { Format } from '../arguments/option.ts'
import type { Values } from '../arguments/options.ts'
import { fieldsQuery } from '../arguments/plans/queries.ts'
import { jsonDocument, jsonLine } from '../../text/escape.ts'
import { print } from '../sinks/printer.ts'
import { say } from '../say.ts'
import { terminalWidth } from '../terminal/terminal.ts'
import { cutEnd } from '../../text/width.ts'

/** A field name, with the labels of all fields that share it. */
export interface FieldRow {
  readonly name: string
  /** The type of its values in filters. */
  readonly type: ValueType
  readonly label: string
}

/** Returns the exit status: whether any was found, as in grep. */
export async function fields(values: Values, operands: readonly string[]): Promise<number> {
  const { format, words } = fieldsQuery(values, operands)
  const render = renderers[format] ?? columns
  const rows = fieldRows()
  const found = rows.filter((row) => words.every((word) => holds(row, word)))
  const width = (await terminalWidth(1))?.() ?? Infinity
  await print(render(found, width))
  if (found.length > 0) return exitStatus.done
  say(`onwire: ${nothingFound(rows, words)}\n`)
  return exitStatus.failed
}

/** All fields, sorted by name. */
export function fieldRows(): readonly FieldRow[] {
  const labels = new Map<string, Set<string>>()
  const types = new Map<string, ValueType>()
  for (const { name, type, label } of describedFields()) {
    labels.set(name, (labels.get(name) ?? new Set()).add(label))
    if (!types.has(name)) types.set(name, valueTypeOf(name, type))
  }
  return [...types.keys()]
    .toSorted()
    .map((name) => ({ name, type: types.get(name)!, label: [...labels.get(name)!].join(' or ') }))
}

function holds({ name, type, label }: FieldRow, word: string): boolean {
  const sought = word.toLowerCase()
  if (sought === allProtocols) return type === 'protocol'
  return name.toLowerCase().includes(sought) || label.toLowerCase().includes(sought)
}

/** The word that stands for all protocols. */
const allProtocols = 'protocols'

function nothingFound(rows: readonly FieldRow[], words: readonly string[]): string {
  const unknown = words.filter((word) => !rows.some((row) => holds(row, word)))
  if (unknown.length === 0) return `${none} all of ${words.map((word) => JSON.stringify(word)).join(' ')}`
  return unknown
    .map((word) => {
      const meant = suggestion(word.toLowerCase(), vocabulary(rows))
      return `${none} ${JSON.stringify(word)}${meant === undefined ? '' : `; did you mean ${meant}?`}`
    })
    .join('\nonwire: ')
}

/** The words that can be searched for: names, their parts, and the words of labels. */
function vocabulary(rows: readonly FieldRow[]): ReadonlySet<string> {
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

type Renderer = (rows: readonly FieldRow[], width: number) => string

const renderers: Readonly<Partial<Record<Format, Renderer>>> = {
  line: columns,
  json: (rows) => `${jsonDocument(rows)}\n`,
  ndjson: (rows) => rows.map((row) => `${jsonLine(row)}\n`).join(''),
}

/** Labels are cut where the terminal ends. */
function columns(rows: readonly FieldRow[], width: number): string {
  const name = Math.max(...rows.map((row) => row.name.length))
  const type = Math.max(...rows.map((row) => row.type.length))
  return rows
    .map((row) => `${cutEnd(`${row.name.padEnd(name)}  ${row.type.padEnd(type)}  ${row.label}`, width)}\n`)
    .join('')
}

const none = 'there is no field whose name or label contains'
