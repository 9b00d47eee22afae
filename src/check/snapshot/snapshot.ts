/** Traffic snapshots: a transcript that is recorded once and compared afterwards. */
import type { Batch } from '../../files/batch.ts'
import { Transcriber, type TranscriptOptions } from './transcript/transcriber.ts'

export { difference } from './difference.ts'
export { usuallyIgnored } from './transcript/omissions.ts'
export { Transcriber, type TranscriptOptions } from './transcript/transcriber.ts'

/** The traffic as reproducible text: see `Transcriber`. Throws TypeError for an unknown field in `ignore`. */
export function transcript(batches: Iterable<Batch>, options?: TranscriptOptions): string {
  const transcriber = new Transcriber(options)
  for (const batch of batches) transcriber.take(batch)
  return transcriber.text()
}
