/** How conversations are followed. */
import type { Values } from '../../options.ts'
import { secretsPlan, type SecretsPlan } from './secrets.ts'

export interface ConversationsPlan {
  /** Whether fragments and segments are put together. */
  readonly reassemble: boolean
  readonly secrets: SecretsPlan
}

/** Throws UsageError. */
export const conversationsPlan = (values: Values): ConversationsPlan => ({
  reassemble: values['no-reassembly'] !== true,
  secrets: secretsPlan(values),
})
