import { startReader } from '../../files/reader.ts'
import type { CaptureReader } from '../../files/capture-reader.ts'
import type { BufferedReader } from './buffered-reader.ts'

/**
 * Takes in as much as it takes to know what kind of capture it is; undefined if it ends before. Throws a CaptureError
 * for what is none.
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
