import { openSink } from '../capture/writing/byte-sink.ts'

/** Writes text to standard output. Rejects with a CaptureError, as where packets are printed. */
export async function print(text: string): Promise<void> {
  const sink = await openSink('-')
  await sink.write(new TextEncoder().encode(text))
}
