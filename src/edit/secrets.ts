/** Secrets to decrypt a capture with (Decryption Secrets Blocks), which only pcapng has. */
import type { Secret } from '../files/description.ts'
import type { Edit } from './edit.ts'

/** Adds secrets, in front of all packets. */
export const addSecrets = (secrets: readonly Secret[]): Edit => ({ metadata: { secrets }, take: (batch) => batch })

/** Leaves out the secrets of the capture. */
export const discardSecrets = (): Edit => ({ metadata: { withoutSecrets: true }, take: (batch) => batch })
