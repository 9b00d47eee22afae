import { openSink } from '../../capture/writing/byte-sink.ts'
import { unlessGone } from '../terminal/broken-pipe.ts'

/** Writes text to standard output, unless its reader has gone. Rejects with a CaptureError, as where packets are printed. */
export async function print(text: string): Promise<void> {
  const sink = await openSink('-')
  await unlessGone(sink.write(new TextEncoder().encode(text)))
}
