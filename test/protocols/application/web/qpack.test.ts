/** QPACK: the examples of RFC 9204, appendix B, and what hostile senders may do. */
import { describe, expect, test } from 'vitest'
import { FieldDecoder } from '../../../../src/protocols/application/web/hpack/qpack.ts'
import { bytesOf } from '../../../support/packets.ts'
import { randomFrom } from '../../../support/random.ts'

const linesOf = (decoder: FieldDecoder, hex: string) => {
  const bytes = bytesOf(hex)
  return decoder.decode(bytes, 0, bytes.length).headers.map(({ name, value }) => `${name}: ${value}`)
}
const instruct = (decoder: FieldDecoder, hex: string) => {
  const bytes = bytesOf(hex)
  return decoder.instruct(bytes, 0, bytes.length)
}
const decoderOf = (mostCapacity?: number): FieldDecoder => {
  const decoder = new FieldDecoder()
  decoder.mostCapacity = mostCapacity
  return decoder
}
/** `Set Dynamic Table Capacity=220`, `:authority: www.example.com`, `:path: /sample/path`. */
const first = '3fbd01 c00f 7777772e6578616d706c652e636f6d c10c 2f73616d706c652f70617468'
/** `custom-key: custom-value`. */
const second = '4a 637573746f6d2d6b6579 0c 637573746f6d2d76616c7565'

test('the connection of appendix B', () => {
  const decoder = decoderOf(220)
  expect(linesOf(decoder, '0000 510b 2f696e6465782e68746d6c')).toEqual([':path: /index.html'])
  expect(instruct(decoder, first)).toBe(bytesOf(first).length)
  expect(linesOf(decoder, '0381 10 11')).toEqual([':authority: www.example.com', ':path: /sample/path'])
  instruct(decoder, second)
  instruct(decoder, '02')
  expect(linesOf(decoder, '0500 80 c1 81')).toEqual([
    ':authority: www.example.com',
    ':path: /',
    'custom-key: custom-value',
  ])
  // A new value, for which the oldest entry goes.
  instruct(decoder, '810d 637573746f6d2d76616c756532')
  expect(linesOf(decoder, '0600 80 83 84')).toEqual([
    'custom-key: custom-value2',
    ':path: /sample/path',
    'undefined: undefined',
  ])
})

describe('what is not known', () => {
  test('is what comes later', () => {
    const decoder = decoderOf(220)
    expect(linesOf(decoder, '0381 10 c1')).toEqual(['undefined: undefined', ':path: /'])
  })

  test('is where the base is, if nobody said how large tables are', () => {
    const decoder = decoderOf()
    instruct(decoder, first)
    expect(linesOf(decoder, '0381 10 d1')).toEqual(['undefined: undefined', ':method: GET'])
  })

  test('is all after a loss', () => {
    const decoder = decoderOf(220)
    instruct(decoder, first)
    decoder.lose()
    expect(linesOf(decoder, '0381 10 d1')).toEqual(['undefined: undefined', ':method: GET'])
  })
})

test('instructions that are not whole wait', () => {
  const decoder = decoderOf(220)
  expect(instruct(decoder, first.slice(0, 30))).toBe(3)
})

test('counts wrap around: section 4.5.1.1', () => {
  const decoder = decoderOf(64)
  instruct(decoder, '3f21')
  for (let index = 0; index < 9; index++) instruct(decoder, '41 61 01 62')
  // Of 2 entries at most: 9 is sent as 9 % 4 + 1.
  expect(linesOf(decoder, '0200 80')).toEqual(['a: b'])
})

test('damage breaks nothing', () => {
  const random = randomFrom(9204)
  const decoder = decoderOf(4096)
  for (let round = 0; round < 2000; round++) {
    const bytes = Uint8Array.from({ length: random(60) }, () => random(256))
    expect(decoder.instruct(bytes, 0, bytes.length)).toBeLessThanOrEqual(bytes.length)
    expect(decoder.decode(bytes, 0, bytes.length).headers.length).toBeLessThanOrEqual(60)
  }
})

test('large tables are small ones, and lists have limits', () => {
  const decoder = decoderOf(1 << 30)
  instruct(decoder, '3fe1ffffff03')
  const entry = `41 61 7f 81 1e ${'62'.repeat(127 + 1 + 30 * 128)}`
  for (let index = 0; index < 100; index++) instruct(decoder, entry)
  const section = bytesOf(`0000 ${'d1'.repeat(5000)}`)
  expect(decoder.decode(section, 0, section.length)).toMatchObject({ isTooLong: true, isMalformed: false })
})
