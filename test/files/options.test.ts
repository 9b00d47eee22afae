import { expect, test } from 'vitest'
import { mostOptions } from '../../src/files/limits.ts'
import { eachOption, readOptions } from '../../src/files/pcapng/options.ts'

/** Options of one code and one value, as often as they fit 16 MiB. */
function many(code: number, value: Uint8Array): DataView {
  const length = 4 + ((value.length + 3) & ~3)
  const bytes = new Uint8Array(16 << 20)
  const one = new Uint8Array(length)
  new DataView(one.buffer).setUint16(0, code, true)
  new DataView(one.buffer).setUint16(2, value.length, true)
  one.set(value, 4)
  for (let at = 0; at + length <= bytes.length; at += length) bytes.set(one, at)
  return new DataView(bytes.buffer)
}

test('millions of options of one block are not kept', () => {
  const empty = many(1, new Uint8Array(0))
  expect(readOptions(empty, 0, empty.byteLength, true)).toEqual({ list: [], damagedAt: undefined })
  const short = many(1, Uint8Array.of(0x61))
  const { list, damagedAt } = readOptions(short, 0, short.byteLength, true)
  expect([list.length, damagedAt]).toEqual([mostOptions, undefined])
  expect(list.at(-1)).toEqual({ code: 1, start: 8 * (mostOptions - 1) + 4, length: 1 })
})

test('damage after them is found, and all of them can be looked at', () => {
  const options = many(2, Uint8Array.of(0x61))
  options.setUint16(options.byteLength - 6, 100, true)
  expect(readOptions(options, 0, options.byteLength, true).damagedAt).toBe(options.byteLength - 8)
  let count = 0
  expect(eachOption(options, 0, options.byteLength, true, () => count++)).toBe(options.byteLength - 8)
  expect(count).toBe((16 << 20) / 8 - 1)
})
