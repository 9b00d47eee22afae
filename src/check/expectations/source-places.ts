/** Problems with places in a YAML file. */
import { isScalar, type LineCounter, type Node } from 'yaml'
import type { FilterError } from '../../filter/error.ts'
import { printable } from '../../text/escape.ts'

export interface Problem {
  readonly line: number
  readonly column: number
  readonly reason: string
  /** As it is printed: file, line, column, reason, and the marked source below it. */
  readonly text: string
}

export class SourcePlaces {
  readonly problems: Problem[] = []

  constructor(
    private readonly source: string,
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  lineOf(offset: number): number {
    return Math.max(1, this.lines.linePos(offset).line)
  }

  /** Adds a problem about the source between two offsets. */
  add(reason: string, start: number, end: number): void {
    const { line, col } = this.lines.linePos(start)
    const column = Math.max(1, col)
    const written = this.source.split('\n')[Math.max(0, line - 1)]!.replace(/\r$/, '')
    const marks = Math.max(1, Math.min(end - start, written.length - column + 1))
    this.addAt(
      reason,
      line,
      column,
      `  ${written.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')}\n  ${' '.repeat(column - 1)}${'^'.repeat(marks)}`,
    )
  }

  /** Adds a problem about a place in a filter, which is the text of a node. */
  addInside(error: FilterError, node: Node): void {
    const [start, end] = node.range!
    const plain = this.source.slice(start, end)
    const quotes = plain.startsWith('"') || plain.startsWith("'") ? 1 : 0
    // Places in a text with escapes or folds cannot be mapped to the source.
    const same = isScalar(node) && plain.slice(quotes, quotes + error.text.length) === error.text
    if (same)
      return this.add(error.reason, start + quotes + error.start, start + quotes + Math.max(error.end, error.start + 1))
    const { line, col } = this.lines.linePos(start)
    this.addAt(error.reason, line, col, error.message.slice(error.reason.length + 1))
  }

  private addAt(reason: string, line: number, column: number, excerpt: string): void {
    const at = Math.max(1, line)
    this.problems.push({
      line: at,
      column,
      reason,
      text: `${this.file}:${at}:${column}: ${printable(reason)}\n${excerpt}`,
    })
  }
}
