import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeLz4Block } from '../../src/files/compression/lz4-block.ts'
import { Lz4Decompressor } from '../../src/files/compression/lz4.ts'
import { ZstdDecompressor } from '../../src/files/compression/zstd.ts'
import { CaptureError } from '../../src/files/error.ts'
import { join, pcap, pcapngBlocks, readCapture, words } from '../support/capture-bytes.ts'

const little = pcapngBlocks(true)
const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index)

const captures = {
  pcap: pcap([
    [1, 2, bytes(20)],
    [3, 4, bytes(3)],
    [5, 6, bytes(60)],
  ]),
  pcapng: join(
    little.section(little.option(2, 'machine')),
    little.interface(1, 0, little.option(2, 'eth0'), little.option(9, Uint8Array.of(9))),
    little.packet(0, 10n, bytes(20), 20, little.option(1, 'comment')),
    little.block(0xbad, bytes(10)),
    little.block(3, words(true, 7), bytes(7)),
    little.block(4, little.option(1, bytes(9))),
    little.block(10, words(true, 1, 3), bytes(3)),
    little.block(5, words(true, 0, 0, 0), little.option(4, bytes(8))),
    little.packet(0, 11n, bytes(33)),
  ),
}

describe.each(Object.entries(captures))('%s', (_, whole) => {
  const { frames } = readCapture(whole)

  test('cut at every length gives the frames that are whole, and an error unless it is cut between two things', () => {
    for (let length = 0; length < whole.length; length++) {
      const read = readCapture(whole.subarray(0, length))
      expect(read.frames.map((frame) => frame.end)).toEqual(
        frames.map((frame) => frame.end).slice(0, read.frames.length),
      )
      expect(frames.filter((frame) => frame.end + 16 <= length).length).toBeLessThanOrEqual(read.frames.length)
      if (read.error) expect(['truncated', 'not-a-capture']).toContain(read.error.code)
    }
  })

  test('in pieces of any size gives the same', () => {
    for (let step = 1; step < 80; step++) expect(readCapture(whole, step).frames).toEqual(frames)
  })

  test('with any bytes changed never throws anything but a CaptureError, and stays within its bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        (changes, step) => {
          const damaged = whole.slice()
          for (const [at, value] of changes) damaged[at] = value
          for (const frame of readCapture(damaged, step).frames) {
            expect(frame.end).toBeLessThanOrEqual(damaged.length)
            expect(frame.nanoseconds).toBeLessThan(1_000_000_000)
            expect(frame.comments.length).toBeLessThan(50)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('followed by anything still gives its frames', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        const read = readCapture(join(whole, tail))
        expect(read.frames.slice(0, frames.length).map((frame) => [...frame.bytes])).toEqual(
          frames.map((frame) => [...frame.bytes]),
        )
      }),
      { numRuns: 300 },
    )
  })
})

describe('decompressors given anything', () => {
  test.each([
    ['lz4', () => new Lz4Decompressor(), words(true, 0x184d2204), 5 << 20],
    ['zstd', () => new ZstdDecompressor(), words(true, 0xfd2fb528), 3 << 20],
  ])('%s throws nothing but a CaptureError, and ends', (_, create, magic, most) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
        const input = join(magic, rest)
        const decompressor = create()
        try {
          for (let at = 0, before = -1; at !== before;) {
            before = at
            at = decompressor.decompress(input, at, input.length)
            expect(decompressor.output.length).toBeLessThanOrEqual(most)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(CaptureError)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('an lz4 block never writes beyond its limit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (block) => {
        const memory = new Uint8Array(1100).fill(7)
        const end = decodeLz4Block(block, memory, 100, 1000)
        if (end !== undefined) expect(end).toBeLessThanOrEqual(1000)
        expect(memory.subarray(1000).every((byte) => byte === 7)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
