/** `onwire fields TEXT`: the names that display filters and `--fields` take. */
import { valueTypeOf, type ValueType } from '../../filter/display/types/value-types.ts'
import { fields as describedFields } from '../../packet/fields.ts'
import { suggestion } from '../../packet/suggestion.ts'
import { exitStatus } from '../exit-status.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'
import type { Format } from '../terminal/output.ts'
import { print } from '../sinks/print.ts'
import { say } from '../say.ts'

/** A name, once, with all that it is a name of. */
export interface FieldRow {
  readonly name: string
  /** What a filter takes its values for. */
  readonly type: ValueType
  readonly label: string
}

/** Returns the exit status, as grep does: whether there are any. */
export async function fields({ format = 'line' }: Values, operands: readonly string[]): Promise<number> {
  const render = renderers[format]
  if (render === undefined)
    throw new UsageError(`fields are shown as ${Object.keys(renderers).join(', ')}, not as ${format}`)
  const rows = fieldRows()
  const words = operands.flatMap((operand) => operand.split(/\s+/)).filter(Boolean)
  const found = rows.filter((row) => words.every((word) => holds(row, word)))
  await print(render(found))
  if (found.length > 0) return exitStatus.done
  say(`onwire: ${nothingFound(rows, words)}\n`)
  return exitStatus.failed
}

/** All there are, by name. A name that several fields share has the labels of all. */
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

function holds({ name, label }: FieldRow, word: string): boolean {
  const sought = word.toLowerCase()
  return name.toLowerCase().includes(sought) || label.toLowerCase().includes(sought)
}

function nothingFound(rows: readonly FieldRow[], words: readonly string[]): string {
  const unknown = words.filter((word) => !rows.some((row) => holds(row, word)))
  if (unknown.length === 0)
    return `there is no field whose name or label contains all of ${words.map((word) => JSON.stringify(word)).join(' ')}`
  return unknown
    .map((word) => {
      const meant = suggestion(word.toLowerCase(), vocabulary(rows))
      return `there is no field whose name or label contains ${JSON.stringify(word)}${meant === undefined ? '' : `; did you mean ${meant}?`}`
    })
    .join('\nonwire: ')
}

/** What may be sought: names, the parts of them, and the words of labels. */
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

type Renderer = (rows: readonly FieldRow[]) => string

const renderers: Readonly<Partial<Record<Format, Renderer>>> = {
  line: columns,
  json: (rows) => `${JSON.stringify(rows, null, 2)}\n`,
  ndjson: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
}

function columns(rows: readonly FieldRow[]): string {
  const name = Math.max(...rows.map((row) => row.name.length))
  const type = Math.max(...rows.map((row) => row.type.length))
  return rows.map((row) => `${row.name.padEnd(name)}  ${row.type.padEnd(type)}  ${row.label}\n`).join('')
}
