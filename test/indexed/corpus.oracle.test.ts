/** Any packet of an index is what a second pass in order shows, on captures of the corpus beside this project. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openIndex } from '../../src/capture/reading/indexed.ts'
import { CaptureError } from '../../src/files/error.ts'
import { corpus, corpusCaptures } from '../conformance/corpus.ts'
import { inOrder, lookIn, looksIn } from '../support/packet-looks.ts'

/** A sample; the larger ones take too long. */
const captures = corpusCaptures(1 << 20).filter((_, place) => place % Number(process.env['ONWIRE_SAMPLE'] ?? 20) === 0)

test.skipIf(captures.length === 0)(
  `each packet of ${captures.length} captures is as in two passes (skipped without a corpus)`,
  { timeout: 1_800_000 },
  async () => {
    const different: string[] = []
    for (const name of captures) if (!(await isSame(name))) different.push(name)
    expect(different).toEqual([])
  },
)

async function isSame(name: string): Promise<boolean> {
  const path = `${corpus}/${name}`
  try {
    await using index = await openIndex(path)
    const expected = inOrder(new Uint8Array(readFileSync(path)))
    if ((await looksIn(index)).join('\n') !== expected.join('\n')) return false
    const most = Math.min(100, expected.length)
    const [places] = fc.sample(fc.shuffledSubarray([...expected.keys()], { minLength: most, maxLength: most }), 1)
    for (const place of places!) if ((await lookIn(index, place + 1)) !== expected[place]) return false
  } catch (error) {
    // What is not a capture.
    if (!(error instanceof CaptureError)) throw error
  }
  return true
}
