/** Messages that lie in several segments, in whatever order and however often the segments come. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex } from '../../src/schema/index.ts'
import { followed, segment, type Followed, type Sent, type SegmentShape } from '../support/conversations.ts'
import { join } from '../support/capture-bytes.ts'

/** A DNS message of a length, with that in front; its bytes are its number. */
function message(number: number, length: number): Uint8Array {
  const bytes = new Uint8Array(2 + length).fill(number)
  bytes.set([length >> 8, length & 255, number >> 8, number & 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  return bytes
}

const shape: SegmentShape = { serverPort: 53 }
const handshake = [
  segment('client', 'S', 0, 0, shape),
  segment('server', 'SA', 0, 1, shape),
  segment('client', 'A', 1, 1, shape),
]

const part = (stream: Uint8Array, from: number, to: number, more: SegmentShape = {}): Sent =>
  segment('client', 'A', 1 + from, 1, { ...shape, ...more, payload: stream.subarray(from, to) })

const acknowledgment = (upTo: number, more: SegmentShape = {}): Sent =>
  segment('server', 'A', 1, 1 + upTo, { ...shape, ...more })

/** The messages that are shown, each as its bytes. */
const messagesIn = (frames: readonly Followed[]): string[] =>
  frames.flatMap(({ layers, names }) =>
    names.flatMap((name, at) =>
      name === 'dns' ? [hex(layers.bytesOf(at).subarray(layers.start[at], layers.end[at]))] : [],
    ),
  )

const told = (sent: readonly Sent[]) => messagesIn(followed([...handshake, ...sent]))

/** Messages, and the places where their stream is cut into segments. */
const streams = fc
  .array(fc.integer({ min: 12, max: 300 }), { minLength: 1, maxLength: 12 })
  .map((lengths) => lengths.map((length, index) => message(index, length)))
  .chain((messages) => {
    const stream = join(...messages)
    const places = fc.uniqueArray(fc.integer({ min: 1, max: stream.length - 1 }), { maxLength: 20 })
    return places.map((cuts) => {
      const edges = [0, ...cuts.filter((cut) => cut >= 16).sort((a, b) => a - b), stream.length]
      return { stream, messages: messages.map((each) => hex(each)), edges }
    })
  })

describe('messages are the same', () => {
  test('however the stream is cut', () =>
    fc.assert(
      fc.property(streams, ({ stream, messages, edges }) => {
        const sent = edges.slice(1).map((edge, index) => part(stream, edges[index]!, edge))
        expect(told(sent)).toEqual(messages)
      }),
    ))

  test('in any order, with parts sent again and others that overlap', () =>
    fc.assert(
      fc.property(
        streams,
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 10 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        ({ stream, messages, edges }, again, swaps) => {
          const parts = edges.slice(2).map((edge, index) => part(stream, edges[index + 1]!, edge))
          for (const [from, length, place] of again) {
            const start = from % stream.length
            parts.splice(
              place % (parts.length + 1),
              0,
              part(stream, start, start + 1 + (length % (stream.length - start))),
            )
          }
          swaps.forEach((swap, index) => {
            const [one, other] = [index % (parts.length || 1), swap % (parts.length || 1)]
            if (parts.length > 0) [parts[one], parts[other]] = [parts[other]!, parts[one]!]
          })
          expect(told([part(stream, 0, edges[1]!), ...parts])).toEqual(messages)
        },
      ),
    ))

  test('where sequence numbers begin again at 0', () =>
    fc.assert(
      fc.property(streams, fc.nat(2000), ({ stream, messages, edges }, before) => {
        const bases = [2 ** 32 - 1 - before, 7] as const
        const begin = handshake.map((_, index) =>
          segment(
            index === 1 ? 'server' : 'client',
            ['S', 'SA', 'A'][index]!,
            index === 2 ? 1 : 0,
            index === 0 ? 0 : 1,
            { ...shape, bases },
          ),
        )
        const sent = edges.slice(1).map((edge, index) => part(stream, edges[index]!, edge, { bases }))
        expect(messagesIn(followed([...begin, ...sent]))).toEqual(messages)
      }),
    ))
})

describe('a stream', () => {
  const messages = [0, 1, 2, 3].map((number) => message(number, 100))
  const stream = join(...messages)
  const [first, second, third, fourth] = messages.map((each) => hex(each))

  test('goes on after bytes that were never captured, once they are acknowledged', () => {
    const sent = [part(stream, 0, 102), part(stream, 204, 306), acknowledgment(306), part(stream, 306, 408)]
    expect(told(sent)).toEqual([first, third, fourth])
  })
  test('waits as long as they are not', () =>
    expect(told([part(stream, 0, 102), part(stream, 204, 306), acknowledgment(102), part(stream, 102, 204)])).toEqual([
      first,
      second,
      third,
    ]))
  test('that the capture begins in the middle of is followed from there', () =>
    expect(messagesIn(followed([part(stream, 102, 250), part(stream, 250, 408)]))).toEqual([second, third, fourth]))
  test('whose segments are cut shows what is there', () => {
    const whole = part(stream, 102, 204)
    const cut = { ...whole, bytes: whole.bytes.subarray(0, 60), originalLength: whole.bytes.length }
    expect(told([part(stream, 0, 102), cut, part(stream, 204, 408)])).toEqual([
      first,
      hex(stream.subarray(102, 102 + 20)),
      third,
      fourth,
    ])
  })
  test('may end in the segment that has the last bytes', () => {
    const last = segment('client', 'FA', 1 + 250, 1, { ...shape, payload: stream.subarray(250, 408) })
    expect(told([part(stream, 0, 250), last])).toEqual([first, second, third, fourth])
  })
  test('over ports used again is another', () => {
    const bases = [77_000_000, 88_000_000] as const
    const again = [
      segment('client', 'S', 0, 0, { ...shape, bases }),
      segment('server', 'SA', 0, 1, { ...shape, bases }),
      part(stream, 0, 250, { bases }),
      part(stream, 250, 408, { bases }),
    ]
    expect(told([part(stream, 0, 250), ...again])).toEqual([first, second, first, second, third, fourth])
  })
  test('tells which segments a message lies in, and where it is put together', () => {
    const frames = followed([...handshake, part(stream, 0, 50), part(stream, 50, 80), part(stream, 80, 204)])
    expect(frames.map((frame) => frame.values('tcp.reassembled_in').join())).toEqual(['', '', '', '6', '6', ''])
    expect(frames.at(-1)!.values('tcp.segment')).toEqual([4, 5, 6])
    expect(frames.at(-1)!.values('tcp.reassembled.length')).toEqual([102])
  })
})

test('a segment half of all sequence numbers away, which is neither before nor after, is passed over', () => {
  const one = message(1, 20)
  const away = segment('client', 'A', 1 + 2 ** 31, 1, { ...shape, payload: message(2, 20) })
  expect(told([away, part(one, 0, one.length)])).toEqual([hex(one)])
})
