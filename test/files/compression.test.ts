import { describe, expect, test } from 'vitest'
import { type Decompressor, recognizeCompression } from '../../src/files/compression/compression.ts'
import { CaptureError } from '../../src/files/error.ts'
import { Lz4Decompressor } from '../../src/files/compression/lz4.ts'
import { XxHash32, xxHash32 } from '../../src/files/compression/xxhash.ts'
import { ZstdDecompressor } from '../../src/files/compression/zstd.ts'
import { bytesOf, join, words } from '../support/capture-bytes.ts'
import { captureOfPages, lz4LinkedPages, lz4Pages, zstdPages, zstdPagesUnchecked } from '../support/compressed.ts'

test.each([
  ['gzip', bytesOf('1f8b0800')],
  ['zstd', zstdPages],
  ['lz4', lz4Pages],
  ['zstd', bytesOf('502a4d18')],
  [undefined, captureOfPages],
  [undefined, bytesOf('1f8b')],
  [undefined, bytesOf('28b52f')],
])('recognises %s', (compression, bytes) => {
  expect(recognizeCompression(bytes, 0, bytes.length)).toBe(compression)
})

describe.each([
  ['lz4', () => new Lz4Decompressor('x.lz4'), lz4Pages, lz4LinkedPages],
  ['zstd', () => new ZstdDecompressor('x.zst'), zstdPages, zstdPagesUnchecked],
] as const)('%s', (_, create, pages, otherPages) => {
  const skippable = join(words(true, 0x184d2a53, 6), bytesOf('010203040506'))

  test('gives what was compressed, in one piece or many', () => {
    for (const input of [pages, otherPages]) {
      for (const step of [1, 5, 100, 10_000])
        expect(decompress(create(), input, step)).toEqual({ output: captureOfPages, error: undefined })
    }
  })

  test('may be several frames, and others between them that are skipped', () => {
    const { output, error } = decompress(create(), join(skippable, pages, skippable, otherPages), 64)
    expect(error).toBeUndefined()
    expect(output).toEqual(join(captureOfPages, captureOfPages))
  })

  test('cut short gives what came before', () => {
    for (let length = 1; length < pages.length; length++) {
      const { output, error } = decompress(create(), pages.subarray(0, length), 64)
      expect(error).toMatchObject({ code: 'truncated', path: expect.stringMatching(/^x\./) })
      expect(output).toEqual(captureOfPages.subarray(0, output.length))
    }
  })

  test('does not go on with something else', () => {
    expect(decompress(create(), join(pages, bytesOf('deadbeef00112233')))).toMatchObject({
      output: captureOfPages,
      error: { code: 'damaged', offset: pages.length, found: '0xefbeadde' },
    })
  })
})

describe('lz4', () => {
  /** Checksum of header: none of the options, blocks of 64 KiB that may refer to those before. */
  const header = join(words(true, 0x184d2204), bytesOf('4040'), Uint8Array.of((xxHash32(bytesOf('4040')) >> 8) & 0xff))
  const letters = new TextEncoder().encode('abcdefgh')
  const stored = join(words(true, 0x8000_0008), letters)

  test('refers to blocks before', () => {
    // No literals, then 4 + 4 bytes from 8 before; and a last literal.
    const block = bytesOf('04 08 00 10 21')
    const { output } = decompress(
      new Lz4Decompressor(),
      join(header, stored, words(true, block.length), block, words(true, 0)),
    )
    expect(new TextDecoder().decode(output)).toBe('abcdefghabcdefgh!')
  })

  test('takes no memory for the blocks of a frame that has none', () => {
    const large = join(words(true, 0x184d2204), bytesOf('4070'), Uint8Array.of((xxHash32(bytesOf('4070')) >> 8) & 0xff))
    const empty = join(large, words(true, 0))
    const before = process.memoryUsage().arrayBuffers
    const decompressor = new Lz4Decompressor()
    for (let frame = 0; frame < 200; frame++)
      for (let at = 0; at < empty.length;) at = decompressor.decompress(empty, at, empty.length)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 << 20)
  })

  test('repeats what it is writing', () => {
    const block = bytesOf('1f 61 01 00 06 10 62')
    const { output } = decompress(new Lz4Decompressor(), join(header, words(true, block.length), block, words(true, 0)))
    expect(new TextDecoder().decode(output)).toBe(`${'a'.repeat(1 + 4 + 15 + 6)}b`)
  })

  test.each([
    ['a reference to before the beginning', bytesOf('04 09 00 10 21')],
    ['a reference to nothing', bytesOf('04 00 00 10 21')],
    ['an end within literals', bytesOf('50 61')],
    ['an end within a reference', bytesOf('10 61 01')],
    ['an end within a length', bytesOf('f0 ff')],
    ['more than a block may hold', join(bytesOf('1f 61 01 00'), new Uint8Array(300).fill(255), bytesOf('00'))],
  ])('gives what came before %s', (_, block) => {
    expect(decompress(new Lz4Decompressor(), join(header, stored, words(true, block.length), block))).toMatchObject({
      output: letters,
      error: { code: 'damaged', offset: header.length + stored.length },
    })
  })

  test('says so if a checksum is not right', () => {
    for (const at of [14, 40, lz4Pages.length - 1]) {
      const damaged = lz4Pages.slice()
      damaged[at]! ^= 1
      expect(decompress(new Lz4Decompressor(), damaged).error).toMatchObject({
        code: 'damaged',
        expected: expect.stringContaining('checksum'),
      })
    }
  })

  test('is hashed with xxHash', () => {
    const text = (value: string) => new TextEncoder().encode(value)
    expect(xxHash32(text(''))).toBe(0x02cc5d05)
    expect(xxHash32(text('abc'))).toBe(0x32d153ff)
    const long = captureOfPages
    for (const cut of [1, 15, 16, 17, 100]) {
      expect(new XxHash32().update(long.subarray(0, cut)).update(long.subarray(cut)).digest()).toBe(xxHash32(long))
    }
  })
})

describe('zstd', () => {
  test('does not take memory because a frame says so', () => {
    // A window of 1.9 TiB, and one of 256 MiB.
    for (const descriptor of [0xf8, 0x90]) {
      expect(
        decompress(
          new ZstdDecompressor(),
          join(words(true, 0xfd2fb528), Uint8Array.of(0, descriptor), new Uint8Array(20)),
        ).error,
      ).toMatchObject({ code: 'unsupported', expected: 'a zstd window of at most 134217728 bytes' })
    }
  })

  test('gives a bomb piece by piece', () => {
    const block = (last: number) => {
      const word = ((128 << 10) << 3) | (1 << 1) | last
      return Uint8Array.of(word, word >> 8, word >> 16, 0x61)
    }
    const bomb = join(
      words(true, 0xfd2fb528),
      Uint8Array.of(0, 0x38),
      ...Array.from({ length: 199 }, () => block(0)),
      block(1),
    )
    const decompressor = new ZstdDecompressor()
    let total = 0
    for (let at = 0, before = -1; at !== before; total += decompressor.output.length) {
      before = at
      at = decompressor.decompress(bomb, at, bomb.length)
      expect(decompressor.output.length).toBeLessThanOrEqual(5 * (128 << 10))
    }
    expect(total).toBe(200 * (128 << 10))
  })
})

function decompress(
  decompressor: Decompressor,
  input: Uint8Array,
  step = input.length,
): { output: Uint8Array; error: CaptureError | undefined } {
  const pieces: Uint8Array[] = []
  try {
    let at = 0
    for (let end = Math.min(step, input.length); ; end = Math.min(end + step, input.length)) {
      for (let before = -1; before !== at;) {
        before = at
        at = decompressor.decompress(input, at, end)
        pieces.push(decompressor.output.slice())
      }
      if (end === input.length) break
    }
    decompressor.finish(input, at, input.length)
    return { output: join(...pieces), error: undefined }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    return { output: join(...pieces), error }
  }
}
