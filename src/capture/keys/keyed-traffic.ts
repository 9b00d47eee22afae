/** The traffic of a command with the secrets that the command writes. */
import type { Batch } from '../../files/batch.ts'
import { asyncDisposeKey } from '../../files/streams/disposal.ts'
import type { TrafficCapture } from '../traffic/traffic.ts'
import type { CommandKeys } from './command-keys.ts'
import { delayed } from './delayed.ts'

/**
 * Adds the secrets to the capture, as a file has them (Decryption Secrets Blocks). A program writes a secret only once
 * it has the hello of the other side, which may be captured before: packets wait a moment, and the file is read before
 * each batch, so that secrets come before the packets that need them, also in a written file. Closes the keys with the
 * capture. A batch stays valid.
 */
export function keyed<C extends TrafficCapture>(capture: C, keys: CommandKeys): C {
  async function close(): Promise<void> {
    try {
      await capture.close()
    } finally {
      keys.close()
    }
  }
  async function* batches(): AsyncGenerator<Batch, void, undefined> {
    const { secrets } = keys
    for await (const batch of delayed(capture, wait, close)) {
      keys.look()
      const { interfaces, names } = batch.capture
      yield batch.of({ interfaces, names, secrets })
    }
  }
  const remarks = () => (keys.isFull ? [...capture.remarks, tooMany] : capture.remarks)
  return new Proxy(capture, {
    get(target, name) {
      if (name === Symbol.asyncIterator) return batches
      if (name === 'secrets') return keys.secrets
      if (name === 'remarks') return remarks()
      if (name === 'close' || name === asyncDisposeKey) return close
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Milliseconds: programs take some to write a secret, and more where they wait for a processor. */
const wait = 150
const tooMany = 'the command wrote more than 8 MiB of secrets: connections after that are not decrypted'
