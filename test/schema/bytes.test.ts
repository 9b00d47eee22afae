import { describe, expect, test } from 'vitest'
import { hex, mostShown } from '../../src/schema/kinds/hex.ts'

describe('bytes as hexadecimal text', () => {
  const bytes = Uint8Array.from({ length: mostShown }, (_, index) => (index * 7 + (index >> 8)) & 255)

  test('are complete up to as many as a frame of most link types has', () => {
    for (const length of [0, 1, 5, 2047, 2048, 2049, 4096, 4097, 65_535, mostShown])
      expect(hex(bytes.subarray(0, length))).toBe(Buffer.from(bytes.subarray(0, length)).toString('hex'))
    expect(hex(bytes.subarray(0, 6), ':')).toBe('00:07:0e:15:1c:23')
  })

  test('are shown in part beyond that, and it is said how many there are', () => {
    const text = hex(new Uint8Array(128 << 20).fill(0x61))
    expect(text).toHaveLength(2 * mostShown + '... (134217728 bytes)'.length)
    expect(text.slice(-25)).toBe('6161... (134217728 bytes)')
  })
})
