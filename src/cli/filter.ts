import type { Filter } from '../filter/filter.ts'
import { Misuse } from './misuse.ts'
import type { Values } from './options.ts'

/** The filter the options name, loaded only where there is one. Throws FilterError. */
export async function chosenFilter(values: Values): Promise<Filter | undefined> {
  const text = values['display-filter']
  if (text === undefined) return undefined
  return (await import('../filter/display/index.ts')).compileDisplayFilter(text)
}

/** Capture filters are not understood yet, and must not be taken for something else. */
export function refuseFilter(words: readonly string[]): void {
  if (words.length === 0) return
  const filter = JSON.stringify(words.join(' '))
  throw new Misuse(`capture filters are not there yet: ${filter} cannot restrict the packets. Leave it out`)
}
