/** A reproducible order of entries, although concurrent events arrive in another order in every run. */

/** A part of a transcript, with the positions of its first and last packet in the capture. */
export interface Entry {
  readonly start: number
  readonly end: number
  /** The line above it; may be empty. */
  readonly heading: string
  /** Whether consecutive entries with the same heading share it. */
  readonly joins: boolean
  /** Whole lines. */
  readonly text: string
}

/** An entry that ended before another began comes first; of those that may come next, the first by heading and text. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  const byStart = entries.toSorted((a, b) => a.start - b.start)
  const byEnd = entries.toSorted((a, b) => a.end - b.end)
  const placed = new Set<Entry>()
  /** The entries that may come next, in descending order. */
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

/** By code units rather than by locale, so that it is the same on every machine; equal texts by their start. */
const compare = (a: Entry, b: Entry): number =>
  order(a.heading, b.heading) || order(a.text, b.text) || a.start - b.start
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
