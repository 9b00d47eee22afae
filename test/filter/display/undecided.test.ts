/** Packets on which a regular expression takes too much work: they do not pass, and are counted. */
import { describe, expect, test } from 'vitest'
import { compileDisplayFilter } from '../../../src/filter/display/index.ts'
import { datagramOf, heavy, heavyText } from '../../support/heavy-pattern.ts'

const frames = [datagramOf(1, 'short'), datagramOf(2, heavyText), datagramOf(3, 'aab')]

function outcomeOf(text: string) {
  const filter = compileDisplayFilter(text)
  const passing = frames.filter((frame) => filter.matches(frame)).map(({ number }) => number)
  return { passing, undecided: filter.undecided }
}

describe('a packet that cannot be decided does not pass', () => {
  test.each([
    [heavy, [3]],
    [`not ${heavy}`, [1]],
    [`${heavy} xor udp`, [1]],
    [`${heavy} and udp`, [3]],
    [`${heavy} or tcp`, [3]],
    [`all ${heavy}`, [3]],
    [`${heavy} and not ${heavy.replace('b', 'c')}`, [3]],
  ])('%s', { timeout: 30_000 }, (text, passing) => {
    expect(outcomeOf(text)).toEqual({ passing, undecided: 1 })
  })
})

describe('what another condition decides is decided', () => {
  test.each([
    [`${heavy} or udp`, [1, 2, 3]],
    [`${heavy} and tcp`, []],
    [`not (${heavy} and tcp)`, [1, 2, 3]],
    [`frame.len > 1000 or ${heavy}`, [2, 3]],
    ['udp.port == 53', []],
  ])('%s', { timeout: 30_000 }, (text, passing) => {
    expect(outcomeOf(text)).toEqual({ passing, undecided: 0 })
  })
})
