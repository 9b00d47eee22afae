/** How conversations are followed. */
import type { Values } from '../../options.ts'

export interface ConversationsPlan {
  /** Whether fragments and segments are put together. */
  readonly reassemble: boolean
}

export const conversationsPlan = (values: Values): ConversationsPlan => ({
  reassemble: values['no-reassembly'] !== true,
})
