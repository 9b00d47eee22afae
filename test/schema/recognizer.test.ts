/** Records looked for in bytes, without a view, and what a layer carries. */
import { describe, expect, test } from 'vitest'
import { point } from '../../src/schema/engine/index.ts'
import {
  bits,
  domainName,
  flag,
  group,
  ipv6Address,
  list,
  only,
  peek,
  protocol,
  range,
  record,
  rest,
  text,
  u16,
  u8,
} from '../../src/schema/index.ts'

const header = record('Header', {
  version: bits(4, '', ''),
  kind: bits(4, '', ''),
  flags: group('', '', { high: bits(3, '', ''), urgent: flag('', ''), low: bits(4, '', '') }),
  length: u16('', ''),
  name: text('', '', { until: 'zero' }),
  after: u8('', ''),
})
const bytes = Uint8Array.of(0xff, 0x25, 0x31, 0x01, 0x02, 0x00, 0x07)

describe('a recognizer', () => {
  test('looks at values, ranges, lists, flags and bits in groups', () => {
    const begins = (values: Parameters<typeof header.recognizer>[0], end = bytes.length) =>
      header.recognizer(values)(bytes, 1, end)
    expect(begins({ version: 2, kind: [1, 5], 'flags.urgent': true, 'flags.low': 1, length: range(258) })).toBe(true)
    expect(begins({ version: 3 })).toBe(false)
    expect(begins({ 'flags.urgent': false })).toBe(false)
    expect(begins({ 'flags.high': range(1, 2) })).toBe(true)
    expect(begins({ length: [range(0, 8), range(300)] })).toBe(false)
    expect(begins({ flags: 0x31 } as never)).toBe(true)
  })

  test('says no where the fields are not all there', () => {
    expect(header.recognizer({ length: 258 })(bytes, 1, 5)).toBe(true)
    expect(header.recognizer({ length: 258 })(bytes, 1, 4)).toBe(false)
    expect(header.recognizer({ length: range(0) })(bytes, 1, 4)).toBe(false)
  })

  test('takes only plain fields at fixed places', () => {
    expect(() => header.recognizer({ after: 7 })).toThrow('Header: after is no plain field at a fixed place')
    expect(() => header.reader('name')).toThrow(TypeError)
    expect(() => header.reader('other' as never)).toThrow(TypeError)
    const flags = group('', '', { a: flag('', ''), b: only('a', bits(7, '', '')) })
    expect(() => record('X', { flags }).reader('flags.b')).toThrow(TypeError)
  })
})

test('a reader reads one field of a record', () => {
  expect(header.reader('length')(bytes, 1)).toBe(258)
  expect(header.reader('flags.low')(bytes, 1)).toBe(1)
})

test('a list ends where no record begins', () => {
  const item = record('Item', { kind: u8('', ''), length: u8('', '') })
    .followedBy('length')
    .fields({ value: rest('', '') })
  const items = record('Items', {
    items: list('', '', item, { begins: item.recognizer({ kind: 1 }) }),
    more: rest('', ''),
  })
  const view = items.view(Uint8Array.of(1, 2, 8, 9, 1, 0, 2, 0), 0, 8)
  expect(view.items.map(({ value }) => [...value])).toEqual([[8, 9], []])
  expect([...view.more]).toEqual([2, 0])
})

test('a list that must be complete does not end without its last record', () => {
  const item = record('Item', { kind: u8('', ''), length: u8('', '') })
    .followedBy('length')
    .fields({ value: rest('', '') })
  const items = list('', '', item, { last: ({ kind }) => kind === 0, complete: true })
  const layer = record('Layer', { items, after: u8('', '') })
  const of = (...bytes: number[]) => layer.view(Uint8Array.from(bytes), 0, bytes.length)
  expect(of(1, 1, 9, 0, 0, 7)).toMatchObject({ after: 7, cut: undefined })
  expect(of(1, 1, 9, 2, 0).cut).toBe('header')
  expect(of(1, 1, 9, 1, 9, 0).cut).toBe('header')
  expect(of().cut).toBe('header')
})

describe('a record followed by a number of bytes', () => {
  const named = record('Named', { name: domainName('', ''), length: u16('', '') })
    .followedBy({ length: 'length', times: 2 })
    .fields({ data: rest('', '') })

  test('ends after them', () => {
    const view = named.view(Uint8Array.of(1, 0x61, 0, 0, 1, 5, 6, 7), 0, 8)
    expect([view.extent, [...view.data], view.cut]).toEqual([7, [5, 6], undefined])
  })

  test('is cut where there are fewer', () => {
    const view = named.view(Uint8Array.of(1, 0x61, 0, 0, 2, 5, 6), 0, 7)
    expect([view.extent, view.cut]).toEqual([7, 'body'])
    expect(named.view(Uint8Array.of(1, 0x61, 0, 0), 0, 4).cut).toBe('header')
  })
})

test('a key may be the first bits of what a layer carries', () => {
  const layer = protocol('x', 'X', {})
    .fields({ length: u8('', '') })
    .length('length')
  const key = peek(4)
  expect(key(layer.view(Uint8Array.of(2, 0, 0x65), 0, 3))).toBe(6)
  expect(key(layer.view(Uint8Array.of(2, 0, 0x65), 0, 2))).toBe(-1)
  point(Uint8Array.of(2, 0, 0x65), 0, 3)
  expect(key(layer.cursor)).toBe(6)
})

test('what says something only sometimes is absent elsewhere, and a name must be that of a sibling', () => {
  const flags = group('x.flags', 'Flags', {
    early: only({ kind: [1, 2] }, bits(3, '', 'Early')),
    kind: bits(4, '', 'Kind'),
    late: only('kind', flag('', 'Late'), false),
  })
  const of = (byte: number) => {
    const { early, late } = record('X', { flags }).view(Uint8Array.of(byte), 0, 1).flags
    return [early, late]
  }
  expect(of(0xa2)).toEqual([5, false])
  expect(of(0xa3)).toEqual([5, true])
  expect(of(0xa1)).toEqual([undefined, undefined])
  expect(of(0xa7)).toEqual([undefined, true])
  // @ts-expect-error -- no such sibling
  expect(() => record('X', { flags: group('', '', { a: only('b', bits(8, '', '')) }) })).toThrow(TypeError)
})

test('an address may be shortened', () => {
  const short = record('Short', { prefix: ipv6Address('', '', { shortened: true }) })
  expect(short.view(Uint8Array.of(0x20, 1, 0x0d, 0xb8), 0, 4).prefix).toBe('2001:db8::')
  expect(short.view(new Uint8Array(20), 0, 20).extent).toBe(16)
})
