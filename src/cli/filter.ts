import type { FrameSource } from '../capture/source.ts'
import { FilterError } from '../filter/error.ts'
import type { Filter } from '../filter/filter.ts'
import type { Passes } from './delivery.ts'
import { Misuse } from './misuse.ts'
import type { Values } from './options.ts'

/** What decides by `--capture-filter` which frames pass; undefined if all do. Throws Misuse if it is not understood. */
export async function captureFilter({ linkType: common }: FrameSource, { 'capture-filter': text }: Values): Promise<Passes | undefined> {
  if (text === undefined) return undefined
  const { compileCaptureFilter } = await import('../filter/capture/index.ts')
  // A capture may hold several link types, and a filter is compiled for one.
  const filters: Filter[] = []
  const filterFor = (linkType: number) => (filters[linkType] = compile(() => compileCaptureFilter(text, linkType)))
  if (common !== undefined) filterFor(common)
  return (batch, index) => {
    const linkType = batch.linkType[index]!
    return (filters[linkType] ?? filterFor(linkType)).matches(batch, index)
  }
}

/** A filter that is not understood is misuse of the command. */
export function compile(make: () => Filter): Filter {
  try {
    return make()
  } catch (error) {
    throw error instanceof FilterError ? new Misuse(`the filter is not understood: ${error.message}`) : error
  }
}

/** Filters are not understood yet, and must not be taken for something else. */
export function refuseFilter(words: readonly string[]): void {
  if (words.length === 0) return
  const filter = JSON.stringify(words.join(' '))
  throw new Misuse(`filters are not there yet: ${filter} cannot restrict the packets. Leave it out`)
}
