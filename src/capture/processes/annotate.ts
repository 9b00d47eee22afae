import type { Batch } from '../../files/batch.ts'
import { asyncDisposeKey } from '../../files/streams/disposal.ts'
import type { LiveCapture, OpenStreamOptions } from '../live-capture.ts'
import { ProcessAnnotations } from './annotations.ts'
import type { FlowOwners } from './owner.ts'

/**
 * Annotates the frames of a capture with their process, as far as `owners` knows it: `frame.process`, the fields
 * `onwire.process.*`, and the options in written pcapng files. Otherwise the capture is unchanged. Closes the owners
 * with the capture. `reuseMemory`: as in the given capture; a batch is then valid only until the next is requested.
 */
export function annotated<C extends LiveCapture>(
  capture: C,
  owners: FlowOwners,
  { reuseMemory = false }: Pick<OpenStreamOptions, 'reuseMemory'> = {},
): C {
  const labels = new ProcessAnnotations(owners, reuseMemory)
  async function* batches(): AsyncGenerator<Batch, void, undefined> {
    try {
      for await (const batch of capture) {
        labels.label(batch)
        yield batch
        labels.giveBack()
      }
    } finally {
      // Leaving the loop closes the capture.
      owners.close()
    }
  }
  async function close(): Promise<void> {
    try {
      await capture.close()
    } finally {
      owners.close()
    }
  }
  return new Proxy(capture, {
    get(target, name) {
      if (name === Symbol.asyncIterator) return batches
      if (name === 'close' || name === asyncDisposeKey) return close
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
