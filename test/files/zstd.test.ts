import { describe, expect, test } from 'vitest'
import type { CaptureError } from '../../src/files/error.ts'
import { ZstdDecompressor } from '../../src/files/compression/zstd.ts'
import { ZstdWindow } from '../../src/files/compression/zstd-window.ts'
import { bytesOf, join } from '../support/capture-bytes.ts'
import { captureOfPages, zstdPages } from '../support/compressed.ts'

const magic = bytesOf('28b52ffd')
/** The header of a block, and what follows it: RFC 8878, section 3.1.1.2. */
const block = (type: 'raw' | 'repeated', last: boolean, size: number, content: Uint8Array) => {
  const word = (size << 3) | (type === 'raw' ? 0 : 2) | (last ? 1 : 0)
  return join(Uint8Array.of(word & 255, (word >> 8) & 255, word >> 16), content)
}
const raw = (last: boolean, content: Uint8Array) => block('raw', last, content.length, content)
/** A frame of a single segment that holds at most 255 bytes as they are. */
const smallFrame = (content: Uint8Array) => join(magic, Uint8Array.of(0x20, content.length), raw(true, content))

/** All that comes of a file. */
function decompressed(input: Uint8Array) {
  const decompressor = new ZstdDecompressor('x.zst')
  const parts: Uint8Array[] = []
  for (let at = 0, next = -1; next !== at;) {
    at = Math.max(next, 0)
    next = decompressor.decompress(input, at, input.length)
    parts.push(decompressor.output.slice())
    if (next === input.length) break
  }
  decompressor.finish(input, 0, 0)
  return join(...parts)
}

describe('zstd frames of a few bytes', () => {
  test.each([1, 2, 5, 8, 17])('hold %i bytes each', (size) => {
    const frames: Uint8Array[] = []
    for (let at = 0; at < captureOfPages.length; at += size)
      frames.push(smallFrame(captureOfPages.subarray(at, at + size)))
    expect(decompressed(join(...frames))).toEqual(captureOfPages)
  })

  test('may be empty, the last, or between others', () => {
    const empty = smallFrame(new Uint8Array(0))
    const last = captureOfPages.slice(-6)
    expect(decompressed(join(empty, zstdPages, empty, smallFrame(last)))).toEqual(join(captureOfPages, last))
  })

  test('may consist of several blocks, some of them empty', () => {
    const nothing = raw(false, new Uint8Array(0))
    const frame = join(
      magic,
      bytesOf('0000'),
      nothing,
      raw(false, bytesOf('61')),
      nothing,
      block('repeated', true, 5, bytesOf('62')),
    )
    expect(decompressed(frame)).toEqual(bytesOf('616262626262'))
  })
})

test('a reserved bit of a zstd frame header is damage', () => {
  const decompressor = new ZstdDecompressor('x.zst')
  const input = join(magic, bytesOf('0800'))
  expect(() => decompressor.decompress(input, 0, input.length)).toThrow(
    expect.objectContaining<Partial<CaptureError>>({ code: 'damaged' }) as Error,
  )
})

test('a window of 128 MiB costs no more than a small one', () => {
  // 20,000 blocks of 128 KiB: where each moves all of the window, minutes.
  const blocks = 20_000
  const decompressor = new ZstdDecompressor('x.zst')
  const header = join(magic, bytesOf('0088'))
  const one = block('repeated', false, 128 << 10, bytesOf('61'))
  expect(decompressor.decompress(header, 0, header.length)).toBe(header.length)
  let given = 0
  for (let count = 0; count < blocks; count++) {
    decompressor.decompress(one, 0, one.length)
    given += decompressor.output.length
  }
  expect(given).toBe(blocks * (128 << 10))
})

test.each([1 << 10, 300 << 10, 4 << 20])('a window of %i bytes keeps what was given last, and little more', (size) => {
  const window = new ZstdWindow()
  window.begin(size)
  let given = 0
  for (let count = 0; count < 200; count++) {
    const part = Uint8Array.from({ length: (count * 7919) % (128 << 10) }, (_, at) => (given + at) % 251)
    window.append(part)
    given += part.length
    const kept = Math.min(size, given)
    const first = window.bytes.subarray(window.end - kept, window.end)
    expect(first).toHaveLength(kept)
    for (const at of [0, kept >> 1, kept - 1].filter((at) => at >= 0 && at < kept))
      expect(first[at]).toBe((given - kept + at) % 251)
  }
  expect(window.bytes.length).toBeLessThanOrEqual(size + Math.max(size >> 2, 256 << 10))
})
