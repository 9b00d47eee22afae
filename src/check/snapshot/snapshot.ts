/** Traffic snapshots: a transcript that is recorded once and compared afterwards. */
import type { Batch } from '../../files/batch.ts'
import type { TranscriptOptions } from './options.ts'
import type { Decryption } from './transcript/decrypted.ts'
import { Transcriber } from './transcript/transcriber.ts'

export { difference } from './difference.ts'
export { sortedEntries } from './sorted-entries.ts'
export { usuallyIgnored } from './transcript/omissions.ts'
export type { TranscriptOptions } from './options.ts'
export type { BinaryForm } from './transcript/content.ts'
export { Transcriber } from './transcript/transcriber.ts'

/** The traffic as reproducible text: see `Transcriber`. Throws TypeError for an unknown field in `ignore`. */
export function transcript(batches: Iterable<Batch>, options?: TranscriptOptions, decryption?: Decryption): string {
  const transcriber = new Transcriber(options, decryption)
  for (const batch of batches) transcriber.take(batch)
  return transcriber.text()
}
