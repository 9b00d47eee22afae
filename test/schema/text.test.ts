/** Text of every end and encoding. */
import { describe, expect, test } from 'vitest'
import { record, rest, text, u8, type Field } from '../../src/schema/index.ts'

const read = (field: Field<string, unknown>, bytes: readonly number[]) => {
  const view = record('R', { text: field, after: rest('', '') }).view(Uint8Array.from(bytes), 0, bytes.length)
  const { after = '' } = view.toJSON() as { readonly after?: string }
  return [view.text, after.length / 2]
}
const ascii = (letters: string) => Array.from(letters, (letter) => letter.charCodeAt(0))

describe('where it ends', () => {
  test.each<[string, Field<string, unknown>, readonly number[], string, number]>([
    ['with the record', text('', ''), ascii('abc'), 'abc', 0],
    ['after a number of bytes', text('', '', 2), ascii('abc'), 'ab', 1],
    ['at the zeros that fill it', text('', '', 4, { padding: 'zero' }), [0x61, 0, 0x62, 0, 1], 'a', 1],
    ['before the spaces that fill it', text('', '', 4, { padding: 'space' }), ascii('a   b'), 'a', 1],
    ['at a zero', text('', '', { until: 'zero' }), [0x61, 0x62, 0, 9], 'ab', 1],
    ['at a zero that is not there', text('', '', { until: 'zero' }), ascii('ab'), 'ab', 0],
    ['by a length before it', text('', '', { prefix: 1 }), [2, ...ascii('abc')], 'ab', 1],
    [
      'by a length in little-endian order',
      text('', '', { prefix: 2, order: 'little' }),
      [1, 0, ...ascii('ab')],
      'a',
      1,
    ],
    ['by a length that says too much', text('', '', { prefix: 4 }), [255, 0, 0, 1, ...ascii('ab')], 'ab', 0],
  ])('%s', (_what, field, bytes, expected, left) => {
    expect(read(field, bytes)).toEqual([expected, left])
  })

  test('as a field says', () => {
    const schema = record('R', { length: u8('', ''), text: text('', '', { length: 'length', minus: 1 }) })
    expect(schema.view(Uint8Array.of(3, 0x61, 0x62, 0x63), 0, 4).text).toBe('ab')
  })
})

describe('how it is encoded', () => {
  test.each<[NonNullable<Parameters<typeof text>[3]>['encoding'] & {}, readonly number[], string]>([
    ['utf-8', [0xc3, 0xa9, 0xff], 'é\ufffd'],
    ['ascii', [0x41, 0xe9], 'A\ufffd'],
    ['latin-1', [0x41, 0xe9], 'Aé'],
    ['utf-16le', [0x41, 0, 0xe9, 0, 0x3d, 0xd8, 0x00, 0xde], 'Aé😀'],
    ['utf-16be', [0, 0x41, 0xd8, 0x3d, 0, 0x42], 'A\ufffdB'],
  ])('%s', (encoding, bytes, expected) => {
    expect(read(text('', '', undefined, { encoding }), bytes)[0]).toBe(expected)
  })

  test('a zero of UTF-16 is two bytes at an even place', () => {
    const wide = text('', '', { until: 'zero' }, { encoding: 'utf-16le' })
    expect(read(wide, [0x00, 0x01, 0x41, 0, 0, 0, 9])).toEqual(['\u0100A', 1])
    expect(read(text('', '', 6, { encoding: 'utf-16be', padding: 'space' }), [0, 0x41, 0, 0x20, 0, 0x20])[0]).toBe('A')
  })
})
