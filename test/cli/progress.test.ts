import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Progress, progressText } from '../../src/cli/sinks/progress.ts'
import { Batch } from '../../src/files/batch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test.each([
  [{ bytesRead: 250_000_000, size: 1_000_000_000 }, '25 % of 1000 MB, 1,234,567 packets, 617,284 a second'],
  [{ bytesRead: 2_500_000, size: undefined }, '2.5 MB, 1,234,567 packets, 617,284 a second'],
  [{}, '1,234,567 packets, 617,284 a second'],
  // A file may grow while it is read.
  [{ bytesRead: 30, size: 20 }, '100 % of 0.0 MB, 1,234,567 packets, 617,284 a second'],
])('says how far it is: %j', (extent, expected) => {
  expect(progressText(extent, 1_234_567, 2)).toBe(expected)
})

test('is quiet for half a second, then speaks ten times a second, and leaves nothing', () => {
  const written: string[] = []
  const progress = new Progress({ bytesRead: 1, size: 2 }, (text) => written.push(text))
  const batch = new Batch()
  batch.length = 1000
  for (let round = 0; round < 10; round++) {
    progress.take(batch)
    vi.advanceTimersByTime(90)
  }
  expect(written).toHaveLength(2)
  progress.end()
  expect(written.map((text) => [text[0], text.endsWith('\u001b[K')])).toEqual(Array(3).fill(['\r', true]))
})

test('of short work leaves no trace', () => {
  const write = vi.fn<(text: string) => void>()
  const progress = new Progress({}, write)
  progress.take(new Batch())
  progress.end()
  expect(write).not.toHaveBeenCalled()
})
