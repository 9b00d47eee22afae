import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { compileDisplayFilter } from '../../../src/filter/display/index.ts'
import { framesOf } from '../../support/packets.ts'

/** The lines of a file of `test/golden/display-filters`. */
const linesOf = (name: string) =>
  readFileSync(new URL(`../../golden/display-filters/${name}.txt`, import.meta.url), 'utf8')
    .replace(/\n$/, '')
    .split('\n')

describe('what passes is what passes in tshark 4.0', () => {
  // A line is a filter and, behind a tab, the numbers of the frames that `tshark -Y` shows.
  test.each(['http.pcapng', 'gre-ip.pcapng', '6in4.pcapng'])('%s', (capture) => {
    const batches = framesOf(capture).map((frame) => new Batch().hold(frame))
    const verdicts = linesOf(capture).map((line) => {
      const [text] = line.split('\t') as [string]
      const filter = compileDisplayFilter(text)
      return `${text}\t${batches
        .filter((batch) => filter.matches(batch, 0))
        .map((batch) => batch.number(0))
        .join(' ')}`
    })
    expect(verdicts).toEqual(linesOf(capture))
  })
})

test('what tshark 4.0 refuses is refused, and the message points at the place', async () => {
  const messages = linesOf('refused').map((text) => {
    try {
      compileDisplayFilter(text)
      return `${text}\n  is not refused`
    } catch (error) {
      expect(error).toBeInstanceOf(FilterError)
      return (error as FilterError).message
    }
  })
  await expect(`${messages.join('\n\n')}\n`).toMatchFileSnapshot('../../golden/display-filters/messages.txt')
})
