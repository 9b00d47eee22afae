/** Traffic snapshots: what was sent, written down once and compared from then on. */
import type { Batch } from '../../files/batch.ts'
import { Transcriber, type TranscriptOptions } from './transcript/transcriber.ts'

export { difference } from './difference.ts'
export { usuallyIgnored } from './transcript/omissions.ts'
export { Transcriber, type TranscriptOptions } from './transcript/transcriber.ts'

/** The story of what was sent, as a text that is the same each time the same was said. Throws TypeError for a field to ignore that there is not. */
export function transcript(batches: Iterable<Batch>, options?: TranscriptOptions): string {
  const transcriber = new Transcriber(options)
  for (const batch of batches) transcriber.take(batch)
  return transcriber.text()
}
