import { Misuse } from './misuse.ts'

/** Filters are not understood yet, and must not be taken for something else. */
export function refuseFilter(words: readonly string[]): void {
  if (words.length === 0) return
  const filter = JSON.stringify(words.join(' '))
  throw new Misuse(`filters are not there yet: ${filter} cannot restrict the packets. Leave it out`)
}
