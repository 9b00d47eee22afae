/** The order in which entries are told: the same each time, though what happens at once comes in another order each time. */

/** Something that was said from one packet to another, both counted in the order of the capture. */
export interface Entry {
  readonly start: number
  readonly end: number
  /** The line above it; empty if it needs none. */
  readonly heading: string
  /** Whether several under the same heading go together. */
  readonly joins: boolean
  /** Lines. */
  readonly text: string
}

/** Whatever was over before something else began comes before it; of what may come next, the first in the order of the texts. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  const byStart = entries.toSorted((a, b) => a.start - b.start)
  const byEnd = entries.toSorted((a, b) => a.end - b.end)
  const placed = new Set<Entry>()
  /** Those that nothing left must come before, the last of them first. */
  const next: Entry[] = []
  const ordered: Entry[] = []
  for (let starting = 0, ending = 0; ordered.length < entries.length;) {
    while (placed.has(byEnd[ending]!)) ending++
    const bound = byEnd[ending]!.end
    for (; starting < byStart.length && byStart[starting]!.start <= bound; starting++) insert(next, byStart[starting]!)
    const entry = next.pop()!
    placed.add(entry)
    ordered.push(entry)
  }
  return ordered
}

function insert(sorted: Entry[], entry: Entry): void {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(sorted[middle]!, entry) > 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, entry)
}

/** By code units and not by the words of a language: the same on every machine. Of equal ones, the first that began. */
export const compare = (a: Entry, b: Entry): number =>
  order(a.heading, b.heading) || order(a.text, b.text) || a.start - b.start
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
