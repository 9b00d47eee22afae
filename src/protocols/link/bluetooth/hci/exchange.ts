/** How events find the commands that they answer: Core Specification 5.3, volume 4, part E, section 4.4. */
import type { View } from '../../../../schema/index.ts'

interface CommandOrEvent { readonly opcode?: number | undefined; readonly code?: number | undefined }
const [complete, status] = [0x0e, 0x0f]

/** One for both protocols, whose frames are not part of a conversation. */
export const exchange = {
  part: (layer: View & CommandOrEvent): 'question' | 'answer' | undefined =>
    layer.code === undefined ? 'question' : layer.code === complete || layer.code === status ? 'answer' : undefined,
  key: ({ opcode }: View & CommandOrEvent) => `${opcode}`,
  facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
}
