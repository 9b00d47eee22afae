/** An expectation does not pass where a packet that could not be decided may change its outcome. */
import { describe, expect, test } from 'vitest'
import { Check } from '../../../src/check/expectations/check.ts'
import type { Expectation } from '../../../src/check/expectations/expectation.ts'
import { notSentOnly } from '../../../src/check/testing/assertions.ts'
import { Traffic } from '../../../src/check/testing/traffic.ts'
import { Batch } from '../../../src/files/batch.ts'
import type { Frame } from '../../../src/files/frame.ts'
import { datagramOf, heavy, heavyText } from '../../support/heavy-pattern.ts'

const undecided = datagramOf(1, heavyText)
const matching = datagramOf(2, 'aab')
const other = datagramOf(3, 'short')

const batchOf = (frame: Frame) => new Batch().hold(frame)

function outcomeOf(expectation: Expectation, frames: readonly Frame[]) {
  const check = new Check([expectation])
  for (const frame of frames) check.take(batchOf(frame))
  return check.result().outcomes[0]!
}

describe('a packet that could not be decided', () => {
  test.each<[Expectation, readonly Frame[], boolean]>([
    [{ kind: 'some', filter: heavy }, [undecided, other], false],
    [{ kind: 'some', filter: heavy }, [undecided, matching], true],
    [{ kind: 'some', filter: `not ${heavy}` }, [undecided], false],
    [{ kind: 'some', filter: `${heavy} or udp` }, [undecided], true],
    [{ kind: 'none', filter: heavy }, [undecided, other], false],
    [{ kind: 'none', filter: `${heavy} and tcp` }, [undecided, other], true],
    [{ kind: 'only', filter: heavy }, [undecided, matching], false],
    [{ kind: 'only', filter: `not ${heavy}` }, [undecided, other], false],
    [{ kind: 'count', filter: heavy, comparison: '== 1' }, [undecided, matching], false],
    [{ kind: 'count', filter: heavy, comparison: '>= 1' }, [undecided, matching], true],
    [{ kind: 'count', filter: heavy, comparison: '0' }, [undecided], false],
    [{ kind: 'order', filters: [heavy, 'udp'] }, [undecided, other], false],
    [{ kind: 'order', filters: [heavy, 'udp'] }, [undecided, matching, other], true],
    [{ kind: 'none', filter: 'tcp', among: heavy }, [undecided, other], false],
  ])('%j', { timeout: 30_000 }, (expectation, frames, passed) => {
    expect(outcomeOf(expectation, frames).passed).toBe(passed)
  })

  test('is counted in the report, and shown with the reason', { timeout: 30_000 }, () => {
    const { found, remarks, packets } = outcomeOf({ kind: 'some', filter: heavy }, [undecided, other])
    expect(found).toBe('none of 2 packets, and 1 packet could not be decided')
    expect(remarks[0]).toBe('a regular expression takes too much work there')
    expect(packets[0]).toMatchObject({ number: 1, reasons: [{ text: 'it could not be decided' }] })
    expect(outcomeOf({ kind: 'only', filter: heavy }, [undecided]).packets[0]!.reasons).toMatchObject([
      { text: 'the regular expression takes too much work' },
    ])
  })
})

test('it is not a packet that does not match', { timeout: 30_000 }, async () => {
  const outcome = async (...frames: Frame[]) => notSentOnly(await Traffic.of(frames.map(batchOf)), heavy).passed
  expect(await outcome(undecided, matching)).toBe(false)
  expect(await outcome(undecided, other)).toBe(true)
})
