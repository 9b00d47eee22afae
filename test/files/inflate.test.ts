import { deflateRawSync, deflateSync, gzipSync, constants } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gunzip, inflateAny } from '../../src/files/compression/inflate/formats.ts'
import { inflate } from '../../src/files/compression/inflate/inflate.ts'
import { PieceInflater } from '../../src/files/compression/inflate/pieces.ts'

const limit = 1 << 20
const text = new TextEncoder().encode('what is on the wire? '.repeat(3000))
const noise = Uint8Array.from({ length: 70_000 }, (_, at) => (at * at * 2654435761) >>> 13)
const all = (bytes: Uint8Array) => [bytes, 0, bytes.length, limit] as const
const { Z_FIXED, Z_HUFFMAN_ONLY } = constants

describe('inflate', () => {
  test.each([
    ['dynamic codes', deflateRawSync(text), text],
    ['fixed codes', deflateRawSync(text, { strategy: Z_FIXED }), text],
    ['no repetitions', deflateRawSync(text, { strategy: Z_HUFFMAN_ONLY }), text],
    ['stored blocks', deflateRawSync(noise, { level: 0 }), noise],
    ['nothing', deflateRawSync(new Uint8Array(0)), new Uint8Array(0)],
    ['one byte', deflateRawSync(Uint8Array.of(7)), Uint8Array.of(7)],
    ['noise', deflateRawSync(noise, { level: 9 }), noise],
  ])('reads %s', (_, compressed, expected) => {
    const { bytes, next, stop } = inflate(...all(compressed))
    expect(stop).toBeUndefined()
    expect(next).toBe(compressed.length)
    expect(Buffer.compare(bytes, expected)).toBe(0)
  })

  test('reads whatever zlib compresses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(9), (bytes, level) => {
        expect([...inflate(...all(deflateRawSync(bytes, { level }))).bytes]).toEqual([...bytes])
      }),
    )
  })

  test('gives what there is of a stream that was cut', () => {
    const compressed = deflateRawSync(text)
    for (const end of [0, 1, 10, compressed.length >> 1, compressed.length - 1]) {
      const { bytes, stop } = inflate(compressed, 0, end, limit)
      expect(stop).toBe('cut')
      expect(Buffer.compare(bytes, text.subarray(0, bytes.length))).toBe(0)
    }
  })

  test('ends at the limit', () => {
    const bomb = deflateRawSync(new Uint8Array(8 << 20))
    expect(inflate(bomb, 0, bomb.length, 1000)).toMatchObject({ stop: 'limit', bytes: { length: 1000 } })
    expect(inflate(...all(bomb))).toMatchObject({ stop: 'limit', bytes: { length: limit } })
  })

  test('neither throws nor goes on without end with damaged bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(inflate(...all(bytes)).bytes.length).toBeLessThanOrEqual(limit)
      }),
      { numRuns: 500 },
    )
    expect(inflate(...all(Uint8Array.of(7)))).toMatchObject({ stop: 'damaged' })
    // A distance before the first byte.
    expect(inflate(...all(Uint8Array.of(0b011, 0b10)))).toMatchObject({ bytes: { length: 0 } })
  })
})

describe('gzip and zlib', () => {
  test('several members are one', () => {
    const two = Buffer.concat([gzipSync('one '), gzipSync('two')])
    expect(new TextDecoder().decode(gunzip(...all(two)).bytes)).toBe('one two')
  })

  test('header fields are skipped', () => {
    const plain = gzipSync('named')
    const named = Buffer.concat([
      plain.subarray(0, 3),
      Uint8Array.of(4 + 8 + 16 + 2),
      plain.subarray(4, 10),
      Uint8Array.of(2, 0, 9, 9),
      new TextEncoder().encode('a.txt\0a comment\0'),
      Uint8Array.of(1, 2),
      plain.subarray(10),
    ])
    expect(new TextDecoder().decode(gunzip(...all(named)).bytes)).toBe('named')
    expect(gunzip(named, 0, 12, limit)).toMatchObject({ stop: 'cut', bytes: { length: 0 } })
  })

  test('what is no gzip is damaged', () => {
    expect(gunzip(...all(text))).toMatchObject({ stop: 'damaged', next: 0 })
  })

  test('deflate is zlib, or without its header', () => {
    for (const bytes of [deflateSync(text), deflateRawSync(text)])
      expect(Buffer.compare(inflateAny(...all(bytes)).bytes, text)).toBe(0)
  })
})

describe('in pieces', () => {
  const { Z_SYNC_FLUSH } = constants
  const flushed = (bytes: Uint8Array, dictionary?: Uint8Array) =>
    deflateRawSync(bytes, { finishFlush: Z_SYNC_FLUSH, ...(dictionary && { dictionary }) })

  test('each may repeat what was in those before it, as far as the window reaches', () => {
    const pieces = new PieceInflater()
    let before = new Uint8Array(0)
    for (const piece of [text.subarray(0, 100), noise, text, noise.subarray(0, 40_000)]) {
      const compressed = flushed(piece, before)
      const { bytes, stop, next } = pieces.next(...all(compressed))
      expect([stop, next]).toEqual([undefined, compressed.length])
      expect(Buffer.compare(bytes, piece)).toBe(0)
      before = new Uint8Array(Buffer.concat([before, piece]).subarray(-32_768))
      expect(pieces.kept).toBe(before.length)
    }
  })

  test('keep no more than their window', () => {
    const pieces = new PieceInflater(9)
    pieces.next(...all(flushed(text)))
    expect(pieces.kept).toBe(512)
  })

  test('say that they end inside a block', () => {
    const compressed = flushed(text)
    expect(new PieceInflater().next(compressed, 0, compressed.length - 1, limit)).toMatchObject({ stop: 'cut' })
    expect(new PieceInflater().next(compressed, 0, 0, limit)).toMatchObject({ stop: undefined, next: 0 })
  })
})
