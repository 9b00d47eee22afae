import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  bits,
  bytes,
  computed,
  flag,
  group,
  ipv4Address,
  list,
  mac,
  protocol,
  record,
  rest,
  u16,
  u32,
  u8,
  when,
  type Node,
  type ViewOf,
} from '../../src/schema/index.ts'

const option = record('Option', { kind: u8('x.kind', 'Kind', { names: { 0: 'End', 1: 'One', 2: 'Two' } }) })
  .fields({ length: when((option) => option.kind > 0, u8('x.len', 'Length')) })
  .length((option) => option.length ?? 1)
  .choice((option) => option.kind, {
    1: { number: u16('x.one', 'One') },
    2: { address: ipv4Address('x.two', 'Two') },
  })
  .fields({ data: rest('x.data', 'Data') })

const sample = protocol('x', 'Sample')
  .fields({
    version: bits(4, 'x.version', 'Version'),
    words: bits(4, 'x.words', 'Words', { times: 4, unit: 'bytes' }),
    flags: group('x.flags', 'Flags', {
      urgent: flag('x.flags.urgent', 'Urgent'),
      final: flag('x.flags.final', 'Final'),
      level: bits(6, 'x.flags.level', 'Level'),
    }),
    hardware: mac('x.hw', 'Hardware', { also: 'x.addr' }),
  })
  .fields({
    options: list('x.options', 'Options', option, {
      length: (sample) => sample.words - 8,
      last: (option) => option.kind === 0,
    }),
    carried: computed('x.carried', 'Carried', (sample) => sample.end - sample.start - sample.words),
  })
  .payload({ tables: [], length: (sample) => sample.version })

type Sample = ViewOf<typeof sample>

const packet = Uint8Array.of(
  0x35,
  0x85,
  2,
  0,
  0,
  0,
  0,
  1,
  /* options */ 1,
  4,
  0x12,
  0x34,
  2,
  6,
  192,
  0,
  2,
  1,
  0,
  0xff,
  /* payload */ 7,
  8,
  9,
)
const look = (content: Uint8Array) => sample.view(content, 0, content.length)

describe('a declaration', () => {
  test('gives typed getters', () => {
    expectTypeOf<Sample['version']>().toEqualTypeOf<number>()
    expectTypeOf<Sample['flags']['urgent']>().toEqualTypeOf<boolean>()
    expectTypeOf<Sample['hardware']>().toEqualTypeOf<string>()
    expectTypeOf<Sample['options'][number]['kind']>().toEqualTypeOf<number>()
    expectTypeOf<Sample['options'][number]['length']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Sample['options'][number]['number']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Sample['options'][number]['address']>().toEqualTypeOf<string | undefined>()
    const view = look(packet)
    expect([view.version, view.words, view.flags.urgent, view.flags.final, view.flags.level, view.hardware]).toEqual([
      3,
      20,
      true,
      false,
      5,
      '02:00:00:00:00:01',
    ])
    expect(view.options.map(({ kind, length, number, address }) => [kind, length, number, address])).toEqual([
      [1, 4, 0x1234, undefined],
      [2, 6, undefined, '192.0.2.1'],
      [0, undefined, undefined, undefined],
    ])
    expect(view.carried).toBe(3)
  })

  test('refuses what cannot be', () => {
    // @ts-expect-error there is no such field
    void look(packet).verson
    // @ts-expect-error a field is known only to those that come after it
    record('', { data: bytes('', '', (self) => self.size) }).fields({ size: u8('', '') })
    // @ts-expect-error a name that every view uses cannot be a field's
    record('', { start: u8('', '') })
    expect(() =>
      record('Half', { half: bits(4, '', '') }).choice((self) => self.half, { 1: { a: u8('', '') } }),
    ).toThrow('Half: a choice must begin on a whole byte, not at bit 4')
    expect(() => when(() => true, bits(4, '', ''))).toThrow(
      new TypeError('a field under a condition must be of whole bytes, not of 4 bits'),
    )
    expect(() =>
      protocol('y', 'Y')
        .fields({ a: bits(3, '', '') })
        .either(({ a }) => a === 1, { b: bits(5, '', '') }, { c: bits(5, '', '') }),
    ).toThrow(TypeError)
    expect(() =>
      protocol('y', 'Y')
        .fields({ a: bits(3, '', ''), b: bits(5, '', '') })
        .either(({ a }) => a === 1, { c: u8('', '') }, { d: u8('', '') }),
    ).not.toThrow()
    expect(() =>
      protocol('y', 'Y')
        .fields({ a: bytes('', '', () => 3) })
        .fields({ b: u16('', '') })
        .checksummed('b', { covers: 'message' }),
    ).toThrow(TypeError)
  })

  test('a property belongs to one field or choice', () => {
    expect(() => record('Twice', { length: u8('', '') }).fields({ length: u8('', '') })).toThrow(
      'Twice: two fields, or two choices, have a property called length',
    )
    const kinds = record('Kinds', { kind: u8('', '') }).choice('kind', { 1: { size: u8('', '') } })
    expect(() => kinds.choice('kind', { 2: { size: u8('', '') } })).toThrow('Kinds: two fields, or two choices')
  })

  test('gives the same to a cursor as to a view, at no cost in views', async () => {
    const { point } = await import('../../src/schema/engine/index.ts')
    const { cursor } = sample
    point(packet, 0, packet.length)
    expect([
      cursor.version,
      cursor.words,
      cursor.flags.level,
      cursor.hardware,
      cursor.carried,
      cursor.options.length,
    ]).toEqual([3, 20, 5, '02:00:00:00:00:01', 3, 3])
    const other = packet.slice()
    other[0] = 0x45
    point(other, 0, other.length)
    expect([cursor.version, cursor.options.length]).toEqual([4, 3])
    expect(sample.cursor).toBe(cursor)
  })
})

describe('the tree', () => {
  test('has every field with its bytes', () => {
    const lines: string[] = []
    const walk = (nodes: readonly Node[], depth: number) => {
      for (const { field, text, offset, length, parts } of nodes) {
        lines.push(`${'  '.repeat(depth)}${field.label}: ${text} ${offset}+${length} ${field.filter}`.trimEnd())
        walk(parts, depth + 1)
      }
    }
    walk(look(packet).nodes(), 0)
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "Version: 3 0+1 x.version
      Words: 20 bytes 0+1 x.words
      Flags: 0x85 (Urgent) 1+1 x.flags
        Urgent: Set 1+1 x.flags.urgent
        Final: Not set 1+1 x.flags.final
        Level: 5 1+1 x.flags.level
      Hardware: 02:00:00:00:00:01 2+6 x.hw
      Options: 3 8+12 x.options
        Option: One (1), 4, 4660 8+4
          Kind: One (1) 8+1 x.kind
          Length: 4 9+1 x.len
          One: 4660 10+2 x.one
        Option: Two (2), 6, 192.0.2.1 12+6
          Kind: Two (2) 12+1 x.kind
          Length: 6 13+1 x.len
          Two: 192.0.2.1 14+4 x.two
        Option: End (0) 18+1
          Kind: End (0) 18+1 x.kind
      Carried: 3 20+0 x.carried"
    `)
  })

  test('is JSON with numbers, booleans and nested objects', () => {
    expect(JSON.parse(JSON.stringify(look(packet)))).toEqual({
      version: 3,
      words: 20,
      flags: { urgent: true, final: false, level: 5 },
      hardware: '02:00:00:00:00:01',
      options: [{ kind: 1, length: 4, number: 0x1234 }, { kind: 2, length: 6, address: '192.0.2.1' }, { kind: 0 }],
      carried: 3,
    })
  })
})

describe('bytes that are missing or wrong', () => {
  test.each([
    [0, 'header'],
    [7, 'header'],
    [8, 'body'],
    [19, 'body'],
    [20, 'body'],
    [22, 'body'],
    [23, undefined],
  ])('cut to %i bytes it is cut in its %s', (length, cut) => {
    expect(look(packet.subarray(0, length)).cut).toBe(cut)
  })

  test('no node lies outside, whatever the length', () => {
    for (let length = 0; length <= packet.length; length++)
      for (const { offset, length: size } of look(packet.slice(0, length)).nodes())
        expect(offset + size).toBeLessThanOrEqual(length)
  })

  test('a record that says it is too long or too short ends where it must', () => {
    const long = packet.slice()
    long[9] = 200
    expect(look(long).options.map(({ kind, extent }) => [kind, extent])).toEqual([[1, 12]])
    const short = packet.slice()
    short[9] = 0
    expect(look(short).options).toEqual([])
    short[9] = 3 // no room for the number
    expect(look(short).options[0]!.number).toBeUndefined()
  })

  test('a length below nothing is nothing', () => {
    const small = packet.slice()
    small[0] = 0x31
    expect(look(small).options).toEqual([])
    expect(
      look(small)
        .nodes()
        .map(({ key }) => key),
    ).toEqual(['version', 'words', 'flags', 'hardware', 'carried'])
  })
})

test('numbers of all widths and places are read as they are', () => {
  const wide = protocol('w', 'Wide').fields({
    a: bits(3, '', ''),
    b: bits(13, '', ''),
    c: bits(20, '', ''),
    d: bits(12, '', ''),
    e: u32('', ''),
    f: u16('', '', { order: 'little' }),
    g: u16('', '', { signed: true }),
  })
  const view = wide.view(
    Uint8Array.of(0b10100001, 0xff, 0xab, 0xcd, 0xef, 0x12, 0xff, 0xff, 0xff, 0xfe, 0x34, 0x12, 0xff, 0xfe),
    0,
    14,
  )
  expect([view.a, view.b, view.c, view.d, view.e, view.f, view.g]).toEqual([
    5, 0x1ff, 0xabcde, 0xf12, 0xfffffffe, 0x1234, -2,
  ])
})
