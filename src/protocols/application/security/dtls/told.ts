/** What earlier records of a conversation tell of those of a layer. */
import type { View } from '../../../../schema/index.ts'

export interface Told {
  /** The records that were decrypted, and messages that were put together, in order. */
  readonly held: readonly Held[]
  /** Why records were not decrypted. */
  readonly decryptError?: readonly string[]
  /** The cipher suite that a server has chosen. */
  readonly suiteName?: string
  readonly ports?: readonly number[]
}

/** What a record holds besides its fields. */
export interface Held {
  /** Where it begins, from the start of the layer. */
  readonly at: number
  /** The type of a record that was decrypted; undefined for messages that are complete with it. */
  readonly type?: number
  readonly bytes: Uint8Array
  /** Handshake messages in words. */
  readonly words?: readonly string[]
}

/** The record, decrypted, that is a part of a layer. */
export function openedOf({ facts, start, origin }: View): Held | undefined {
  return (facts as Told | undefined)?.held.find(({ at, type }) => type !== undefined && at === start - origin)
}
