/** Joins the entries of a transcript into its text. */
import { inOrder, type Entry } from './order.ts'

/** Entries as text in order of time, followed by the lines `left` about what was not kept. */
export function rendered(entries: readonly Entry[], left: readonly string[]): string {
  const ordered = inOrder(entries)
  return ordered.length + left.length === 0 ? 'nothing was sent\n' : paragraphs(ordered) + left.join('')
}

/** The first of entries with equal text. */
export function once(entries: readonly Entry[]): Entry[] {
  const texts = new Set<string>()
  return entries.filter(({ text }) => !texts.has(text) && texts.add(text))
}

/** Conversations separated by empty lines; names asked for without. */
function paragraphs(entries: readonly Entry[]): string {
  return entries
    .map(({ heading, joins, text }, index) => {
      const before = entries[index - 1]
      const space = before === undefined || (heading === '' && before.heading === '') ? '' : '\n'
      return space + (joins && before?.heading === heading ? '' : heading) + text
    })
    .join('')
}
