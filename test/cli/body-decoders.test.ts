import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bodyDecoders } from '../../src/cli/body-decoders.ts'

const { br, zstd } = bodyDecoders
const text = ({ bytes, isCut }: { readonly bytes: Uint8Array; readonly isCut: boolean } | undefined = noBody) =>
  [new TextDecoder().decode(bytes), isCut] as const
const noBody = { bytes: new Uint8Array(0), isCut: true }
/** "hello" in one raw block of a frame. */
const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 5, 0x29, 0, 0, 104, 101, 108, 108, 111)

test('br is decoded, or left where it is damaged or beyond the limit', () => {
  const compressed = brotliCompressSync('hello '.repeat(50))
  expect(text(br!(compressed, 1000))).toEqual(['hello '.repeat(50), false])
  expect(br!(compressed, 10)).toBeUndefined()
  expect(br!(compressed.subarray(0, 5), 1000)).toBeUndefined()
})

test('zstd is decoded as far as it goes', () => {
  expect(text(zstd!(frame, 1000))).toEqual(['hello', false])
  expect(text(zstd!(frame, 3))[0]).toBe('hel')
  expect(zstd!(frame.subarray(0, 9), 1000)).toBeUndefined()
  expect(zstd!(Uint8Array.of(1, 2, 3, 4, 5), 1000)).toBeUndefined()
})
