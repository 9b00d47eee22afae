/** The one of `names` that is spelled most like `name`, if any is alike enough to be meant. */
export function suggestion(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= least) continue
    const distance = editDistance(name, candidate)
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** How many letters must be put in, left out or changed to make one word of the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let at = 1; at <= from.length; at++) {
    const next = [at]
    for (let other = 1; other <= to.length; other++)
      next.push(
        Math.min(row[other]! + 1, next[other - 1]! + 1, row[other - 1]! + (from[at - 1] === to[other - 1] ? 0 : 1)),
      )
    row = next
  }
  return row[to.length]!
}
