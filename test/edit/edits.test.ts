/** Edits of captures other than anonymisation, as functions of the library. */
import { describe, expect, test } from 'vitest'
import {
  Batch,
  Duplicates,
  edited,
  Frame,
  openBytes,
  openFile,
  selectNumbers,
  shiftTimes,
  SortedStream,
  truncate,
  type Edit,
  type FrameStream,
} from '../../src/index.ts'
import { editedBytes } from './edited.ts'

const http = 'captures/http.pcapng'

/** Frames, each of one byte and a time in seconds, as a source. */
function sourceOf(frames: readonly (readonly [byte: number, seconds: number])[]): FrameStream {
  return {
    name: 'test',
    format: 'pcap',
    interfaces: [{ linkType: 1, snapLength: 0 }],
    sections: [{ littleEndian: true }],
    names: [],
    secrets: [],
    linkType: 1,
    close() {},
    async *[Symbol.asyncIterator]() {
      for (const [index, [byte, seconds]] of frames.entries())
        yield new Batch().hold(Frame.of(Uint8Array.of(byte), { number: index + 1, seconds }))
    },
  }
}

async function bytesAndTimes(stream: FrameStream): Promise<(readonly [number, number])[]> {
  const all: (readonly [number, number])[] = []
  for await (const batch of stream) for (const frame of batch) all.push([frame.bytes[0]!, frame.seconds])
  return all
}

describe('edited', () => {
  test('without edits is the same', async () => {
    const before = await openFile(http)
    const after = await openBytes(await editedBytes(http, []))
    for await (const batch of after) {
      for await (const original of before)
        for (const frame of original) expect(batch.frame(frame.number - 1).bytes).toEqual(frame.bytes)
    }
  })

  test('does edits in their order, and leaves the source alone', async () => {
    const double: Edit = {
      metadata: { interface: (described) => ({ ...described, name: `${described.name ?? ''}!` }) },
      take: (batch) => batch,
    }
    const stream = edited(await openFile(http), [selectNumbers([{ first: 3, last: 4 }]), truncate(20), double, double])
    expect(stream.interfaces[0]!.name).toMatch(/!!$/)
    const frames: Frame[] = []
    for await (const batch of stream) frames.push(...batch)
    expect(frames.map(({ number, capturedLength }) => [number, capturedLength])).toEqual([
      [3, 20],
      [4, 20],
    ])
  })

  test('numbers stay those of the source', async () => {
    const ranges = [
      { first: 5, last: Infinity },
      { first: 1, last: 2 },
      { first: 2, last: 2 },
    ]
    const stream = edited(await openFile(http), [selectNumbers(ranges, true), selectNumbers([{ first: 4, last: 9 }])])
    const numbers: number[] = []
    for await (const batch of stream) for (const { number } of batch) numbers.push(number)
    expect(numbers).toEqual([4])
  })

  test('times before 1970 are refused', async () => {
    const stream = edited(sourceOf([[1, 100]]), [shiftTimes({ by: { seconds: -101, nanoseconds: 999_999_999 } })])
    await expect(bytesAndTimes(stream)).rejects.toThrow(/times from 1970 on/)
  })
})

describe('duplicates', () => {
  const kept = async (frames: readonly (readonly [number, number])[], duplicates: Duplicates) =>
    (await bytesAndTimes(edited(sourceOf(frames), [duplicates]))).map(([, seconds]) => seconds)

  test('are looked for among so many packets', async () => {
    const frames = [
      [7, 0],
      [1, 1],
      [7, 2],
      [2, 3],
      [3, 4],
      [7, 5],
    ] as const
    expect(await kept(frames, new Duplicates({ packets: 1 }))).toEqual([0, 1, 2, 3, 4, 5])
    expect(await kept(frames, new Duplicates({ packets: 2 }))).toEqual([0, 1, 3, 4, 5])
    expect(await kept(frames, new Duplicates({ packets: 3 }))).toEqual([0, 1, 3, 4])
  })

  test('are looked for in so many seconds, both ends included', async () => {
    const frames = [
      [7, 0],
      [7, 2],
      [7, 5],
      [7, 6],
    ] as const
    const duplicates = new Duplicates({ seconds: 2 })
    expect(await kept(frames, duplicates)).toEqual([0, 5])
    expect(duplicates.removed).toBe(2)
    expect(duplicates.limited).toBe(false)
  })

  test('are limited in memory, and that is said', async () => {
    const duplicates = new Duplicates({ packets: 1_000_000 })
    const batch = new Batch()
    const frame = (byte: number) => Frame.of(new Uint8Array(200_000).fill(byte))
    for (let at = 0; at < 400; at++) duplicates.take(batch.hold(frame(at % 256 < 128 ? at : at % 100)))
    expect(duplicates.limited).toBe(true)
  })
})

describe('sorted', () => {
  test('all in a window, frames of one time in the order they came, those without one after the one before', async () => {
    const frames = [
      [1, 5],
      [2, 3],
      [3, NaN],
      [4, 5],
      [5, 1],
    ] as const
    const sorted = new SortedStream(sourceOf(frames))
    expect((await bytesAndTimes(sorted)).map(([byte]) => byte)).toEqual([5, 2, 3, 1, 4])
    expect(sorted.late).toBe(0)
  })

  test('as far as the window reaches, and counts the others', async () => {
    const frames = Array.from({ length: 1000 }, (_, index) => [index % 256, index === 900 ? 0 : index ^ 3] as const)
    const sorted = new SortedStream(sourceOf(frames), 20 * 201)
    const times = (await bytesAndTimes(sorted)).map(([, seconds]) => seconds)
    expect(sorted.late).toBe(1)
    expect(times.length).toBe(1000)
    const without = times.filter((_, index) => index !== times.lastIndexOf(0))
    expect(without).toEqual(without.toSorted((one, two) => one - two))
  })

  test('what was read before damage is delivered', async () => {
    const source = sourceOf([
      [1, 5],
      [2, 3],
    ])
    const broken: FrameStream = {
      ...source,
      async *[Symbol.asyncIterator]() {
        yield* source
        throw new Error('damage')
      },
    }
    const found: number[] = []
    await expect(
      (async () => {
        for await (const batch of new SortedStream(broken)) for (const { seconds } of batch) found.push(seconds)
      })(),
    ).rejects.toThrow('damage')
    expect(found).toEqual([3, 5])
  })
})
