import { Misuse } from './misuse.ts'

/** Filters are not understood yet, and must not be taken for something else. */
export function refuseFilter(words: readonly string[]): void {
  if (words.length === 0) return
  throw new Misuse(`filters are not there yet: ${JSON.stringify(words.join(' '))} cannot restrict the packets. Leave it out, and pipe the output through grep or jq`)
}
