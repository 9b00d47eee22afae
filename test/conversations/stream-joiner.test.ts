import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StreamJoiner, type Budget, type Piece } from '../../src/conversations/messages/stream-joiner.ts'

const pieceOf = (sequence: number, text: string, originalLength = text.length): Piece => ({
  sequence: sequence | 0,
  bytes: Uint8Array.from(`..${text}..`, (character) => character.charCodeAt(0)),
  from: 2,
  to: 2 + text.length,
  originalTo: 2 + originalLength,
  isOwn: false,
})

/** What comes out: text, and the length of each gap in angle brackets. */
function joined(budget: Budget = { left: 1 << 20 }) {
  const parts: string[] = []
  const joiner = new StreamJoiner<Piece>(
    {
      bytes({ bytes, to }, from, cut) {
        parts.push(String.fromCharCode(...bytes.subarray(from, to)))
        if (cut > 0) parts.push(`<${cut}>`)
      },
      gap: (length) => parts.push(`<${length}>`),
    },
    budget,
  )
  const take = (sequence: number, text: string, originalLength?: number) =>
    joiner.take(pieceOf(sequence, text, originalLength))
  return { joiner, take, text: () => parts.join('') }
}

describe('a stream', () => {
  test('is its segments, one after the other', () => {
    const { joiner, take, text } = joined()
    joiner.begin(1000)
    take(1000, 'to be ')
    take(1006, 'or not')
    expect(text()).toBe('to be or not')
  })

  test('leaves out what was sent again, whole or in part', () => {
    const { take, text } = joined()
    take(1000, 'to be ')
    take(1000, 'to be ')
    take(1003, 'be or not')
    take(1011, 't')
    expect(text()).toBe('to be or not')
  })

  test('waits for what comes late', () => {
    const { joiner, take, text } = joined()
    joiner.begin(1000)
    take(1009, 'not')
    take(1006, 'or ')
    take(1009, 'not')
    expect(text()).toBe('')
    take(1000, 'to be ')
    expect(text()).toBe('to be or not')
    joiner.finish()
    expect(text()).toBe('to be or not')
  })

  test('goes on beyond the largest sequence number', () => {
    const { joiner, take, text } = joined()
    joiner.begin(0xffff_fffe)
    take(2, 'ef')
    take(0xffff_fffe, 'abcd')
    expect(text()).toBe('abcdef')
  })

  test('has a gap where bytes never came', () => {
    const { joiner, take, text } = joined()
    joiner.begin(1000)
    take(1000, 'to ')
    take(1006, 'or ')
    take(1012, '.')
    joiner.finish()
    expect(text()).toBe('to <3>or <3>.')
  })

  test('has a gap where a snap length cut the segment', () => {
    const { take, text } = joined()
    take(1000, 'to', 6)
    take(1006, '', 3)
    take(1009, 'not')
    expect(text()).toBe('to<4><3>not')
  })

  test('takes the first segment as the beginning if there was no SYN', () => {
    const { take, text } = joined()
    take(77, 'a')
    take(76, 'z')
    take(78, 'b')
    expect(text()).toBe('ab')
  })

  test('goes on after a gap that is acknowledged', () => {
    const { joiner, take, text } = joined()
    joiner.begin(1000)
    take(1004, 'or ')
    joiner.acknowledge(1003)
    joiner.settle()
    expect(text()).toBe('')
    joiner.acknowledge(1004)
    joiner.settle()
    expect(text()).toBe('<4>or ')
  })

  test('gives up a gap when there is no more room to wait', () => {
    const room = { left: 10 }
    const { joiner, take, text } = joined(room)
    joiner.begin(1000)
    take(1002, 'cdef')
    take(1010, 'klmn')
    expect(text()).toBe('')
    take(1020, 'uvw')
    expect(text()).toBe('<2>cdef')
    expect(room.left).toBe(3)
    take(1006, 'ghij')
    expect(text()).toBe('<2>cdefghijklmn')
    joiner.finish()
    expect(text()).toBe('<2>cdefghijklmn<6>uvw')
    expect(room.left).toBe(10)
  })

  test('does not keep pieces without number, though they have no bytes', () => {
    const { joiner, take, text } = joined()
    joiner.begin(0)
    for (let piece = 1; piece <= (1 << 14) + 1; piece++) take(piece * 2, '', 1)
    expect(text()).toMatch(/^<2><1>$/)
  })

  test('is the same however it was cut into segments, doubled and shuffled', () => {
    const content = 'The quick brown fox jumps over the lazy dog'
    const pieces = fc.array(fc.tuple(fc.nat(content.length), fc.nat(content.length)), { maxLength: 30 })
    fc.assert(
      fc.property(pieces, fc.integer(), (cuts, start) => {
        const { joiner, take, text } = joined()
        joiner.begin(start)
        for (const [from, length] of cuts) take(start + from, content.slice(from, from + length))
        take(start, content)
        joiner.finish()
        expect(text()).toBe(content)
      }),
    )
  })

  test('is never out of order, whatever was lost', () => {
    const content = 'The quick brown fox jumps over the lazy dog'
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(content.length), fc.nat(12)), { maxLength: 30 }),
        fc.nat(60),
        (cuts, room) => {
          let at = 0
          const joiner = new StreamJoiner<Piece>(
            {
              bytes({ bytes, to }, from) {
                expect(String.fromCharCode(...bytes.subarray(from, to))).toBe(content.slice(at, (at += to - from)))
              },
              gap: (length) => {
                at += length
              },
            },
            { left: room },
          )
          joiner.begin(0)
          for (const [from, length] of cuts) joiner.take(pieceOf(from, content.slice(from, from + length)))
          joiner.finish()
          expect(at).toBeLessThanOrEqual(content.length)
        },
      ),
    )
  })

  test('bytes half of all sequence numbers away, which are neither before nor after, are passed over', () => {
    const { joiner, take, text } = joined()
    joiner.begin(0)
    take(2 ** 31, 'away')
    take(0, 'here')
    expect(text()).toBe('here')
  })
})
