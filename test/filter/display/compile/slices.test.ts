import { expect, test } from 'vitest'
import { Batch } from '../../../../src/files/batch.ts'
import { Frame } from '../../../../src/files/frame.ts'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'

const passes = (bytes: Uint8Array, filter: string) =>
  compileDisplayFilter(filter).matches(new Batch().hold(Frame.of(bytes)), 0)

test('slices of several ranges are joined, however large the frame is', () => {
  const bytes = Uint8Array.from({ length: 250_000 }, (_, at) => at & 0xff)
  expect(passes(bytes, 'frame[0:,0:] contains ff:00:01')).toBe(true)
  expect(passes(bytes, 'len(frame[0:,0:2]) == 250002')).toBe(true)
  expect(passes(bytes, 'frame[1:2,-1:,4] == 01:02:8f:04')).toBe(true)
})

test('a range that is not there whole leaves out itself and all after it', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4)
  expect(passes(bytes, 'frame[0:2,9:1,0:2] == 01:02')).toBe(true)
  expect(passes(bytes, 'frame[9:1,0:2]')).toBe(false)
})
