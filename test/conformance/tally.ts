/** What onwire says of captures against what tshark says of them, value by value. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { openFile } from '../../src/capture/reading/file.ts'
import { CaptureError } from '../../src/files/error.ts'
import { ndjsonOutput, TextBuffer } from '../../src/output/index.ts'
import { fieldNamed } from '../../src/packet/fields.ts'

/** A packet as both sides write it: scalar `frame.*` fields, all others as arrays of every occurrence. */
export type Row = Readonly<Record<string, unknown>>
export type Kind = 'same' | 'missing' | 'extra' | 'other'
export type Counts = Record<Kind, number>

/** A packet as the reference has it; `notes` say why tshark itself objects to it. */
export interface Expected {
  readonly fields: Row
  readonly notes?: readonly string[]
  readonly [frameField: string]: unknown
}

export class Tally {
  readonly counts = new Map<string, Counts>()
  /** A few places for each kind of difference. */
  readonly examples = new Map<string, string[]>()

  add(name: string, field: string, expected: unknown, actual: unknown, where: string): void {
    const kind = kindOf(expected, actual)
    const counts = this.counts.get(field) ?? { same: 0, missing: 0, extra: 0, other: 0 }
    this.counts.set(field, counts)
    counts[kind]++
    if (kind === 'same') return
    const key = `${field} ${kind}`
    const examples = this.examples.get(key) ?? []
    this.examples.set(key, examples)
    if (examples.length < 40 && !examples.some((example) => example.startsWith(`${name} `)))
      examples.push(`${name} packet ${where}: ${JSON.stringify(actual)}, tshark ${JSON.stringify(expected)}`)
  }

  /** How much of a field agrees, from 0 to 1. */
  agreement(field: string): number {
    const { same, missing, extra, other } = this.counts.get(field) ?? { same: 0, missing: 0, extra: 0, other: 0 }
    const all = same + missing + extra + other
    return all === 0 ? 1 : same / all
  }

  report(): string {
    return [...this.counts]
      .toSorted(([a], [b]) => this.agreement(a) - this.agreement(b))
      .map(
        ([field, { same, missing, extra, other }]) =>
          `${field.padEnd(42)}${(100 * this.agreement(field)).toFixed(3).padStart(8)} %${[same, missing, extra, other].map((count) => `${count}`.padStart(8)).join('')}`,
      )
      .join('\n')
  }
}

function kindOf(expected: unknown, actual: unknown): Kind {
  if (actual === undefined) return 'missing'
  if (expected === undefined) return 'extra'
  return JSON.stringify(actual) === JSON.stringify(expected) ? 'same' : 'other'
}

/** Every packet of a capture with the fields asked for, as `--format ndjson --fields` prints them; damage ends it early. */
export async function rows(path: string, fields: readonly string[]): Promise<Row[]> {
  const output = ndjsonOutput({ fields: fields.map(fieldNamed) })
  const text = new TextBuffer()
  try {
    for await (const batch of await openFile(path)) {
      // The references have each packet alone: nothing is put together.
      batch.gains = { of: () => undefined }
      for (let index = 0; index < batch.length; index++) output.packet(batch, index, text)
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
  }
  return linesOf(new TextDecoder().decode(text.written)).map((line) => JSON.parse(line) as Row)
}

/** The reference for a capture: a line of JSON for each packet. */
export function expectedOf(path: string): Expected[] {
  const content = readFileSync(path)
  return linesOf((path.endsWith('.gz') ? gunzipSync(content) : content).toString()).map(
    (line) => JSON.parse(line) as Expected,
  )
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')
