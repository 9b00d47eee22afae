import { openSink } from '../../capture/writing/byte-sink.ts'
import { unlessGone } from '../terminal/broken-pipe.ts'
import { standardOutput } from '../terminal/standard-output.ts'

/** Writes text to standard output, unless its reader has gone or does not read. Rejects with a CaptureError, as where packets are printed. */
export async function print(text: string): Promise<void> {
  if (standardOutput.givenUp) return
  const sink = await openSink('-')
  await unlessGone(sink.write(new TextEncoder().encode(text)))
}
