/** The secrets that a follower has: those that captures hold (Decryption Secrets Blocks), and others given to it. */
import type { Batch } from '../../files/batch.ts'
import { tlsKeyLog } from '../../files/description.ts'
import type { Keys } from '../../schema/index.ts'
import { KeyLog } from './key-log.ts'

/** Asks several sources, one after the other. */
export class Keyring implements Keys {
  private readonly inCaptures = new KeyLog()
  private readonly sources: readonly Keys[]
  /** How many of the secrets of a capture were read. */
  private readonly read = new WeakMap<object, number>()

  constructor(...sources: readonly (Keys | undefined)[]) {
    this.sources = [this.inCaptures, ...sources.filter((source) => source !== undefined)]
  }

  get isEmpty(): boolean {
    return this.inCaptures.size === 0 && this.sources.every((each) => each === this.inCaptures || each.isEmpty === true)
  }

  /** Reads what a capture holds since it was looked at before. */
  look({ secrets }: Batch['capture']): void {
    if (secrets.length === 0) return
    const before = this.read.get(secrets) ?? 0
    if (before === secrets.length) return
    for (let index = before; index < secrets.length; index++) {
      const { type, bytes } = secrets[index]!
      if (type !== tlsKeyLog) continue
      this.inCaptures.add(bytes)
      this.inCaptures.finish()
    }
    this.read.set(secrets, secrets.length)
  }

  secret(label: string, random: Uint8Array): Uint8Array | undefined {
    for (const source of this.sources) {
      const found = source.secret(label, random)
      if (found !== undefined) return found
    }
    return undefined
  }

  openRsa(encrypted: Uint8Array): Uint8Array | undefined {
    for (const source of this.sources) {
      const found = source.openRsa(encrypted)
      if (found !== undefined) return found
    }
    return undefined
  }
}
