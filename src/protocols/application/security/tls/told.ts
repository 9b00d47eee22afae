/** What earlier records of a conversation tell of those of a layer. */
import type { View } from '../../../../schema/index.ts'

export interface Told {
  /** Whether a Change Cipher Spec came before. */
  readonly isProtected: boolean
  /** Whether its first record goes on with a handshake message. */
  readonly isContinued: boolean
  /** Whether a server has chosen version 1.3. */
  readonly isSince13?: boolean
  /** The cipher suite that a server has chosen. */
  readonly suiteName?: string
  /** Handshake messages, the first of which began in an earlier record. */
  readonly handshake?: Uint8Array
}

/** What is known of a layer, or of one that a part of it lies in. */
export const toldOf = ({ facts }: View): Told | undefined => facts as Told | undefined
