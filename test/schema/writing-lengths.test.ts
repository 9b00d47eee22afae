/** Lengths that are written for values, and what may point into a message that is changed. */
import { expect, test } from 'vitest'
import { bytes, domainName, list, record, u8, varint } from '../../src/schema/index.ts'
import { Output, RecordWriter } from '../../src/schema/writing/index.ts'
import { holdsNames } from '../../src/schema/writing/raw.ts'

test('a length in units is padded to a whole number of them, also one of several bytes', () => {
  const schema = record('X', {
    length: varint('', 'Length', 'quic'),
    value: bytes('', 'Value', { length: 'length', times: 4 }),
  })
  const output = new Output()
  const end = new RecordWriter(schema, { value: Uint8Array.of(1, 2, 3, 4, 5) }, output, 0, 'x').write()
  expect([...output.bytes.subarray(0, end)]).toEqual([2, 1, 2, 3, 4, 5, 0, 0, 0])
})

test('names are found in records that hold each other', () => {
  const items = record('Outer', { kind: u8('', 'Kind') })
  const inner = record('Inner', { items: list('', 'Outer', items), name: domainName('', 'Name') })
  items.fields({ inner: list('', 'Inner', inner) })
  expect(holdsNames(list('', 'Inner', inner))).toBe(true)
  expect(holdsNames(list('', 'Outer', items))).toBe(true)
})
