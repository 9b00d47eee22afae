/** The difference between two transcripts, line by line, for people. */
import { diffArrays } from 'diff'
import { plainPalette, type Palette } from '../../text/palette.ts'

/**
 * Removed lines begin with `-`, added lines with `+`; around them are a few unchanged lines and the heading of their
 * conversation. Undefined if
 * there is no difference.
 */
export function difference(expected: string, actual: string, palette: Palette = plainPalette): string | undefined {
  if (expected === actual) return undefined
  const lines = changedLines(expected, actual)
  const shown = shownLines(lines)
  const told: string[] = [palette.trouble('- expected'), palette.success('+ sent'), '']
  let last = -1
  for (const index of shown) {
    if (index > last + 1 && last >= 0) told.push(palette.faint('  ...'))
    const { change, text } = lines[index]!
    const line = `${change} ${text}`.trimEnd()
    told.push(change === '-' ? palette.trouble(line) : change === '+' ? palette.success(line) : line)
    last = index
  }
  return `${told.join('\n')}\n`
}

interface Line {
  readonly change: ' ' | '-' | '+'
  readonly text: string
}

function changedLines(expected: string, actual: string): Line[] {
  const [before, after] = [linesOf(expected), linesOf(actual)]
  // Comparing texts with little in common is slow, and the result is of no use.
  const changes = diffArrays(before, after, { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ]
  return changes.flatMap(({ value, removed, added }) =>
    value.map((text): Line => ({ change: removed ? '-' : added ? '+' : ' ', text })),
  )
}

const mostEdits = 1000
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n')

/** The indices of the lines to show: changed lines, their context, and the heading of their conversation. */
function shownLines(lines: readonly Line[]): number[] {
  const shown = new Set<number>()
  lines.forEach(({ change }, index) => {
    if (change === ' ') return
    const heading = headingOf(lines, index)
    if (heading >= 0) shown.add(heading)
    for (let near = Math.max(0, index - context); near <= Math.min(lines.length - 1, index + context); near++)
      shown.add(near)
  })
  return [...shown].sort((a, b) => a - b)
}

const context = 3

/** A line that is not indented is the heading of a conversation. */
function headingOf(lines: readonly Line[], index: number): number {
  while (index >= 0 && (lines[index]!.text === '' || lines[index]!.text.startsWith(' '))) index--
  return index
}
