import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { CaptureError } from '../../../src/files/error.ts'
import { RoundTrips } from '../../support/round-trips.ts'

/** A corpus of captures beside the checkout where the project is developed; a plain clone has none. */
const corpus = '../shared/captures'
/** Frames of each capture: what comes later in one is like what came before. */
const mostFrames = 2000

describe.skipIf(!existsSync(corpus))(
  'over the corpus of captures beside the checkout (skipped where there is none)',
  () => {
    test('layers are written as they were read', { timeout: 600_000 }, async () => {
      const trips = new RoundTrips()
      const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) =>
        statSync(join(corpus, name)).isFile(),
      )
      expect(files.length).toBeGreaterThan(1000)
      for (const name of files) await addFile(trips, name)
      console.log(trips.table())
      expect(trips.failures).toEqual([])
    })
  },
)

async function addFile(trips: RoundTrips, name: string): Promise<void> {
  let count = 0
  try {
    for await (const batch of await openFile(join(corpus, name)))
      for (const frame of batch) if (count++ < mostFrames) trips.add(frame.copy(), `${name} ${frame.number}`)
  } catch (error) {
    // Damaged captures are read as far as they go.
    if (!(error instanceof CaptureError)) throw error
  }
}
