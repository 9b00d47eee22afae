/** Numbers read ahead of the fields that take their bytes, and numbers of as many bytes as something says. */
import { describe, expect, test } from 'vitest'
import { ahead, bits, flag, otherwise, protocol, range, record, u16, u8, uint } from '../../src/schema/index.ts'
import { bytesOf } from '../support/packets.ts'

const json = (schema: { view(bytes: Uint8Array, start: number, end: number): object }, hex: string) => {
  const bytes = bytesOf(hex)
  return JSON.parse(JSON.stringify(schema.view(bytes, 0, bytes.length)))
}

describe('ahead', () => {
  const frame = record('Frame', { version: u8('x.version', 'Version'), typeOrLength: ahead(16) })
    .either({ typeOrLength: range(0x600) }, { type: u16('x.type', 'Type') }, { length: u16('x.length', 'Length') })
    .fields({ after: u8('x.after', 'After') })

  test('chooses by a number that the next field takes', () => {
    expect(json(frame, '01 0800 07')).toEqual({ version: 1, type: 0x0800, after: 7 })
    expect(json(frame, '01 0010 07')).toEqual({ version: 1, length: 16, after: 7 })
  })

  test('takes no bytes and is no line of the tree, but can be asked for', () => {
    const view = frame.view(bytesOf('01 0800 07'), 0, 4)
    expect(view.typeOrLength).toBe(0x0800)
    expect(view.extent).toBe(4)
    expect(view.nodes().map(({ key, offset, length }) => [key, offset, length])).toEqual([
      ['version', 0, 1],
      ['type', 1, 2],
      ['after', 3, 1],
    ])
  })

  test('skips bits, also into other bytes, and reads in little-endian order', () => {
    const low = record('R', {
      low: ahead(2, { skip: 6 }),
      third: ahead(8, { skip: 16 }),
      little: ahead(16, { order: 'little' }),
      all: u8('', ''),
    })
    const { low: two, third, little } = low.view(bytesOf('07 08 09'), 0, 3)
    expect([two, third, little]).toEqual([3, 9, 0x0807])
  })

  test('begins in the middle of a byte', () => {
    const schema = record('R', { first: bits(3, '', ''), next: ahead(1), rest: bits(4, '', ''), last: flag('', '') })
    expect(schema.view(bytesOf('10'), 0, 1).next).toBe(1)
    expect(schema.view(bytesOf('e0'), 0, 1).next).toBe(0)
  })

  test('is not a number where the bytes are absent', () => {
    const schema = record('R', { next: ahead(16) }).fields({ all: u8('x.all', 'All') })
    expect(schema.view(bytesOf('00'), 0, 1).next).toBeNaN()
  })

  test('leaves places fixed, and is read by cursors', () => {
    const schema = protocol('x', 'X')
      .fields({ kind: ahead(8) })
      .cases([{ kind: 1 }, { one: u16('x.one', 'One') }], [otherwise, { other: u16('x.other', 'Other') }])
    expect(schema.isFixed).toBe(true)
  })
})

describe('uint', () => {
  const schema = record('R', {
    size: u8('x.size', 'Size'),
    number: uint('x.number', 'Number', 'size', { base: 16 }),
    after: u8('', 'After'),
  })

  test('is as long as a field says', () => {
    expect(json(schema, '01 07 ff')).toEqual({ size: 1, number: 7, after: 255 })
    expect(json(schema, '03 010203 ff')).toEqual({ size: 3, number: 0x010203, after: 255 })
    expect(json(schema, '06 ffffffffffff ff')).toEqual({ size: 6, number: 2 ** 48 - 1, after: 255 })
  })

  test('shows as many digits as it has bytes', () =>
    expect(schema.view(bytesOf('03 000003 00'), 0, 5).nodes()[1]!.text).toBe('0x000003'))

  test('is absent where it has no bytes, or more than a number holds', () => {
    expect(json(schema, '00 ff')).toEqual({ size: 0, after: 255 })
    expect(json(schema, '07 01020304050607 ff')).toEqual({ size: 7, after: 255 })
  })

  test('is absent where it is cut', () => expect(json(schema, '03 0102')).toEqual({ size: 3 }))

  test('reads in little-endian order, by a function', () => {
    const little = record('R', { first: u8('', '') }).fields({
      number: uint('', '', ({ first }) => first & 3, { order: 'little' }),
    })
    expect(json(little, 'f2 0201')).toEqual({ first: 0xf2, number: 0x0102 })
  })
})
