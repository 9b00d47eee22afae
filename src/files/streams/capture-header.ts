import { startReader } from '../reader.ts'
import type { CaptureReader } from '../capture-reader.ts'
import type { BufferedReader } from './buffered-reader.ts'

/**
 * Reads until the capture format is known; undefined if the input ends before. Throws a CaptureError if it is not a
 * capture.
 */
export async function readHeader(
  intake: BufferedReader,
  name: string,
  more: () => boolean | Promise<boolean> = () => intake.more(),
): Promise<CaptureReader | undefined> {
  for (;;) {
    const started = startReader(intake.memory, intake.from, intake.end, name)
    if (started) {
      intake.from = started.position
      return started.reader
    }
    if (!(await more())) return undefined
  }
}
