import { describe, expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { FrameRing, type Keeping } from '../../../src/capture/writing/frame-ring.ts'
import { pcapngBlocks, join, readCapture } from '../../support/capture-bytes.ts'
import { numberedBatch, numbersTo } from '../../support/numbered.ts'

const numberOf = (batch: Batch) => new DataView(batch.memory.buffer).getUint32(batch.start[0]!)

function left(kept: FrameRing): number[] {
  const numbers = []
  for (let frame = kept.take(); frame; frame = kept.take()) numbers.push(numberOf(frame))
  return numbers
}

function keeping(limits: Keeping, count: number, lengthOf = (number: number) => 60 + (number % 50)): FrameRing {
  const kept = new FrameRing(limits)
  for (let number = 1; number <= count; number++)
    kept.add(numberedBatch(number, 1000 + number / 10, lengthOf(number)), 0)
  return kept
}

describe('what is kept', () => {
  test.each<[string, Keeping, number[]]>([
    ['packets', { packets: 7 }, numbersTo(20_000, 19_994)],
    ['one packet', { packets: 1 }, [20_000]],
    ['seconds', { seconds: 2 }, numbersTo(20_000, 19_980)],
    ['whatever is reached first', { seconds: 2, packets: 5 }, numbersTo(20_000, 19_996)],
    ['everything, if it is little', {}, numbersTo(20_000)],
  ])('%s', (_, limits, expected) => {
    const kept = keeping(limits, 20_000)
    expect(kept.length).toBe(expected.length)
    expect(left(kept)).toEqual(expected)
    expect([kept.length, kept.take()]).toEqual([0, undefined])
  })

  test('bytes: those of the frames, and 40 for each', () => {
    const kept = left(keeping({ bytes: 1_000_000 }, 20_000, () => 60))
    expect(kept).toEqual(numbersTo(20_000, 20_001 - Math.floor(1_000_000 / 104)))
  })

  test('the newest frame, however long it is', () => {
    const kept = keeping({ bytes: 100 }, 3, (number) => number * 100_000)
    expect(left(kept)).toEqual([3])
    kept.add(numberedBatch(4), 0)
    expect(left(kept)).toEqual([4])
  })

  test('frames without a time as well', () => {
    const kept = new FrameRing({ seconds: 5, packets: 3 })
    for (let number = 1; number <= 9; number++) kept.add(numberedBatch(number, number === 8 ? 0 : NaN), 0)
    expect(left(kept)).toEqual([7, 8, 9])
  })
})

test('memory is used again: no more is taken than is kept, however much comes', () => {
  const kept = keeping({ bytes: 2e6 }, 1000, () => 1500)
  // A wave of frames of every length, several times what is kept.
  for (let number = 1; number <= 30_000; number++)
    kept.add(numberedBatch(number, number, 60 + ((number * 37) % 1440)), 0)
  const memories = new Set<ArrayBufferLike>()
  for (let frame = kept.take(); frame; frame = kept.take()) memories.add(frame.memory.buffer)
  const sum = [...memories].reduce((bytes, { byteLength }) => bytes + byteLength, 0)
  expect(sum).toBeLessThan(2e6 * 1.3)
  for (let number = 1; number <= 30_000; number++) kept.add(numberedBatch(number, number, 1500), 0)
  for (let frame = kept.take(); frame; frame = kept.take()) memories.add(frame.memory.buffer)
  expect([...memories].reduce((bytes, { byteLength }) => bytes + byteLength, 0)).toBeLessThan(2e6 * 1.3)
})

test.each([true, false])('a frame comes back as it was, options and all (little endian: %s)', (littleEndian) => {
  const { section, packet, option, ...blocks } = pcapngBlocks(littleEndian)
  const { frames } = readCapture(
    join(
      section(),
      blocks.interface(1, 0),
      blocks.interface(113, 0),
      packet(
        1,
        1_700_000_000_123_456n,
        Uint8Array.of(1, 2, 3),
        1500,
        option(1, 'of a frame'),
        option(4, new Uint8Array(8).fill(littleEndian ? 0 : 1)),
        option(0, ''),
      ),
      packet(0, 5n, Uint8Array.of(4, 5)),
    ),
  )
  const kept = new FrameRing({})
  const single = new Batch()
  for (const frame of frames) kept.add(single.hold(frame), 0)
  const facts = (frame = kept.take()!.frame(0)) => {
    const { number, timestamp, bytes, originalLength, linkType, interfaceId, comments, dropCount } = frame
    return { number, timestamp, bytes: [...bytes], originalLength, linkType, interfaceId, comments, dropCount }
  }
  expect([facts(), facts()]).toEqual(frames.map((frame) => facts(frame)))
})
