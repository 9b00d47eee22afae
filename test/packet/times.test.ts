/** Times since the first frame and since the one before. */
import { expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { FrameSequence } from '../../src/files/frame-sequence.ts'
import { Frame } from '../../src/files/frame.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { Layers } from '../../src/packet/layers.ts'
import { framesOf } from '../support/packets.ts'

/** Batches of frames that came at these times, `size` in each. */
function batchesAt(size: number, ...times: readonly (readonly [seconds: number, nanoseconds: number])[]): Batch[] {
  const course = new FrameSequence()
  const batches: Batch[] = []
  for (let from = 0; from < times.length; from += size) {
    const batch = new Batch()
    for (const [seconds, nanoseconds] of times.slice(from, from + size)) {
      batch.seconds[batch.length] = seconds
      batch.nanoseconds[batch.length++] = nanoseconds
    }
    course.pass(batch)
    batches.push(batch)
  }
  return batches
}

const layers = new Layers()
function valuesOf(name: string, batches: readonly Batch[]): unknown[] {
  const source = fieldNamed(name)
  if (source.kind !== 'frame') throw new TypeError(`${name} is of layers`)
  return batches.flatMap((batch) =>
    Array.from({ length: batch.length }, (_, index) => source.read(batch, index, layers)),
  )
}
const passing = (text: string, batches: readonly Batch[]) => {
  const filter = compileDisplayFilter(text)
  return batches.flatMap((batch) =>
    Array.from({ length: batch.length }, (_, index) => index)
      .filter((index) => filter.matches(batch, index))
      .map((index) => batch.number(index)),
  )
}

const moments = [
  [100, 5000],
  [100, 4000],
  [99, 999_999_000],
  [101, 0],
  [100, 999_999_000],
  [103, 0],
] as const

test.each([1, 2, 4, 6])('in batches of %i frames', (size) => {
  const batches = batchesAt(size, ...moments)
  expect(valuesOf('frame.time_delta', batches)).toEqual([
    '0.000000000',
    '-0.000001000',
    '-0.000005000',
    '1.000001000',
    '-0.000001000',
    '2.000001000',
  ])
  expect(valuesOf('frame.time_relative', batches)).toEqual([
    '0.000000000',
    '-0.000001000',
    '-0.000006000',
    '0.999995000',
    '0.999994000',
    '2.999995000',
  ])
  expect(passing('frame.time_delta > 1', batches)).toEqual([4, 6])
  expect(passing('frame.time_delta < 0', batches)).toEqual([2, 3, 5])
  expect(passing('frame.time_relative >= 0.999995', batches)).toEqual([4, 6])
})

test.each([1, 3, 6])('frames that were left out count, in batches of %i', (size) => {
  const batches = batchesAt(size, ...moments)
  for (const batch of batches) batch.keep((all, index) => all.number(index) !== 2)
  for (const batch of batches) batch.keep((all, index) => all.number(index) !== 3 && all.number(index) !== 5)
  expect(valuesOf('frame.time_delta', batches)).toEqual(['0.000000000', '1.000001000', '2.000001000'])
  expect(valuesOf('frame.time_relative', batches)).toEqual(['0.000000000', '0.999995000', '2.999995000'])
  expect(passing('frame.time_delta > 1', batches)).toEqual([4, 6])
})

test('are absent where the capture holds no time, and of a frame that is alone', () => {
  const batches = batchesAt(3, [NaN, 0], [5, 0], [6, 0])
  expect(valuesOf('frame.time_delta', batches)).toEqual([undefined, undefined, '1.000000000'])
  const alone = new Batch().hold(Frame.of(new Uint8Array(1)))
  expect(valuesOf('frame.time_delta', [alone])).toEqual([undefined])
  expect(passing('frame.time_relative || frame.time_delta', [alone])).toEqual([])
})

test('a batch that is used again forgets', () => {
  const [batch] = batchesAt(3, [1, 0], [2, 0], [3, 0])
  expect(valuesOf('frame.time_delta', [batch!.hold(framesOf('arp.pcap')[0]!)])).toEqual([undefined])
})
