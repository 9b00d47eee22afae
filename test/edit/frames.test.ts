/** Which frames stay, and what is recorded of them: times, lengths, link type, duplicates of a router. */
import { describe, expect, test } from 'vitest'
import { Batch, Duplicates, Frame, setLinkType, shiftTimes, truncate } from '../../src/index.ts'
import { select, selectNumbers, selectTimes, type TimePoint } from '../../src/edit/selection.ts'
import type { Edit } from '../../src/edit/edit.ts'
import { bytesOf } from '../support/packets.ts'

interface Described {
  readonly number?: number
  readonly seconds?: number
  readonly nanoseconds?: number
}

const batchOf = (bytes: Uint8Array, described: Described = {}) => new Batch().hold(Frame.of(bytes, described))
/** The frames that an edit leaves, by their position in the list. */
const left = (edit: Edit, frames: readonly Described[], bytes = (index: number): Uint8Array => Uint8Array.of(index)) =>
  frames.flatMap((described, index) => (edit.take(batchOf(bytes(index), described)).length === 1 ? [index] : []))

const point = (seconds: number, nanoseconds: number, relative = false): TimePoint => ({
  seconds,
  nanoseconds,
  relative,
})

describe('a selection', () => {
  test('by numbers begins again where they do', () => {
    const edit = selectNumbers([
      { first: 4, last: 5 },
      { first: 1, last: 1 },
      { first: 5, last: 6 },
    ])
    expect(
      left(
        edit,
        [1, 2, 4, 6, 7, 1, 3, 5].map((number) => ({ number })),
      ),
    ).toEqual([0, 2, 3, 5, 7])
  })

  test('by a function', () =>
    expect(
      left(
        select((batch) => batch.seconds[0]! > 2),
        [{ seconds: 1 }, { seconds: 3 }],
      ),
    ).toEqual([1]))

  const frames = [
    { seconds: 10, nanoseconds: 0 },
    { seconds: 10, nanoseconds: 500 },
    { seconds: 11, nanoseconds: 0 },
    { seconds: NaN, nanoseconds: 0 },
    { seconds: 12, nanoseconds: 999 },
  ]
  test.each([
    [{}, [0, 1, 2, 4]],
    [{ from: point(10, 1) }, [1, 2, 4]],
    [{ from: point(10, 500) }, [1, 2, 4]],
    [{ to: point(10, 500) }, [0]],
    [{ from: point(11, 0), to: point(12, 999) }, [2]],
    [{ from: point(11, 0), to: point(12, 1000) }, [2, 4]],
    [{ from: point(9, 1_000_000_500) }, [1, 2, 4]],
  ] as const)('by times %j', (times, expected) => expect(left(selectTimes(times), frames)).toEqual(expected))

  test('by times since the first frame', () => {
    const edit = selectTimes({ from: point(0, 600_000_000, true), to: point(2, 0, true) })
    const batch = (seconds: number, nanoseconds: number) => {
      const held = batchOf(Uint8Array.of(1), { seconds, nanoseconds })
      held.firstSeconds = 10
      held.firstNanoseconds = 500_000_000
      return held
    }
    const kept = ([seconds, nanoseconds]: readonly [number, number]) => edit.take(batch(seconds, nanoseconds)).length
    expect(
      (
        [
          [10, 500_000_000],
          [11, 99_999_999],
          [11, 100_000_000],
          [12, 499_999_999],
          [12, 500_000_000],
        ] as const
      ).map(kept),
    ).toEqual([0, 0, 1, 1, 0])
  })
})

describe('times are moved', () => {
  const moved = (edit: Edit, frames: readonly (readonly [number, number])[]) =>
    frames.map(([seconds, nanoseconds]) => {
      const { seconds: to, nanoseconds: rest } = edit.take(batchOf(Uint8Array.of(1), { seconds, nanoseconds })).frame(0)
      return [to, rest]
    })

  test.each([
    [{ by: { seconds: 1, nanoseconds: 0 } }, [[11, 700_000_000]]],
    [{ by: { seconds: 0, nanoseconds: 400_000_000 } }, [[11, 100_000_000]]],
    [{ by: { seconds: -2, nanoseconds: 200_000_000 } }, [[8, 900_000_000]]],
    [{ first: { seconds: 0, nanoseconds: 0 } }, [[0, 0]]],
    [{ first: { seconds: 5, nanoseconds: 800_000_000 } }, [[5, 800_000_000]]],
  ] as const)('%j', (shift, expected) => expect(moved(shiftTimes(shift), [[10, 700_000_000]])).toEqual(expected))

  test('after the first that has a time by as much', () =>
    expect(
      moved(shiftTimes({ first: { seconds: 1, nanoseconds: 0 } }), [
        [NaN, 0],
        [10, 700_000_000],
        [12, 600_000_000],
      ]),
    ).toEqual([
      [NaN, 0],
      [1, 0],
      [2, 900_000_000],
    ]))
})

test('frames are cut, or left', () => {
  expect(
    truncate(3)
      .take(batchOf(new Uint8Array(5)))
      .frame(0).capturedLength,
  ).toBe(3)
  expect(
    truncate(9)
      .take(batchOf(new Uint8Array(5)))
      .frame(0).capturedLength,
  ).toBe(5)
})

test('a link type is that of each frame, which is cut to what it can hold', () => {
  const small = setLinkType(101).take(batchOf(new Uint8Array(5)))
  expect([small.linkType[0], small.capturedLength[0]]).toEqual([101, 5])
  const long = setLinkType(1).take(batchOf(new Uint8Array(300_000)))
  expect([long.linkType[0], long.capturedLength[0]]).toEqual([1, 262_144])
})

/** A packet of ICMP over IPv4 as a router passes it on: `hops` and `sum` differ, and the addresses of the link. */
const routed = (mac: string, hops: string, sum: string, data = '08 00') =>
  bytesOf(`${mac} 0800  45 00 00 1c 00 01 00 00 ${hops} 01 ${sum} c0 00 02 01 c6 33 64 02  ${data} f7 fd 00 01 00 01`)
const [here, there] = ['02 00 00 00 00 02 02 00 00 00 00 01', '02 00 00 00 00 04 02 00 00 00 00 03']
const routed6 = (hops: string) =>
  bytesOf(`${here} 86dd 60 00 00 00 00 00 3b ${hops} ${'20 01 0d b8 '.repeat(4)} ${'20 01 0d b8 '.repeat(4)}`)

describe('duplicates', () => {
  const frames = [
    routed(here, '40', '00 00'),
    routed(there, '3f', '01 00'),
    routed(there, '3f', '01 00', '00 00'),
    routed6('40'),
    routed6('3f'),
    bytesOf(`${here} 0806 00 01`),
    bytesOf(`${there} 0806 00 01`),
    bytesOf(`${here} 0806 00 01`),
    bytesOf(`${here} 0800 45`),
  ]
  const kept = (duplicates: Duplicates) =>
    left(
      duplicates,
      frames.map(() => ({ seconds: 1 })),
      (index) => frames[index]!,
    )

  test('of a router are the same from the first IP header on', () => {
    const duplicates = new Duplicates({ routed: true, packets: 100 })
    expect(kept(duplicates)).toEqual([0, 2, 3, 5, 6, 8])
    expect(duplicates.removed).toBe(3)
  })

  test('are otherwise the same in all bytes', () =>
    expect(kept(new Duplicates({ packets: 100 }))).toEqual([0, 1, 2, 3, 4, 5, 6, 8]))

  test('are looked for among four packets before by default', () => {
    const bytes = (index: number) => Uint8Array.of([1, 2, 3, 4, 1, 5, 6, 7, 8, 1][index]!)
    expect(
      left(
        new Duplicates(),
        Array.from({ length: 10 }, () => ({})),
        bytes,
      ),
    ).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9])
  })

  test('what is remembered does not grow with a capture', () => {
    const duplicates = new Duplicates({ packets: 2 })
    for (let at = 0; at < 3000; at++) duplicates.take(batchOf(Uint8Array.of(at >> 8, at & 0xff)))
    expect(duplicates.removed).toBe(0)
    expect(duplicates.take(batchOf(Uint8Array.of(2999 >> 8, 2999 & 0xff))).length).toBe(0)
    expect(duplicates.limited).toBe(false)
  })
})
