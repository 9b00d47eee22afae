/** What names and functions in a definition see: fields before them, siblings of the same literal, and the record around a set. */
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  bits,
  bytes,
  flag,
  group,
  list,
  otherwise,
  protocol,
  range,
  record,
  rest,
  u16,
  u8,
  when,
  type View,
  type ViewOf,
} from '../../src/schema/index.ts'
import { point } from '../../src/schema/engine/index.ts'

const viewOf = <S extends { view(bytes: Uint8Array, start: number, end: number): View }>(
  schema: S,
  ...bytes: number[]
) => schema.view(Uint8Array.from(bytes), 0, bytes.length) as ReturnType<S['view']>

describe('sets of a choice', () => {
  const p = protocol('x', 'X', {})
    .fields({ type: u8('x.t', 't'), flags: u8('x.f', 'f') })
    .choice((x) => x.type, {
      1: {
        a: u8('x.a', 'a'),
        b: when((x) => x.flags === 7, u8('x.b', 'b')),
        c: bytes('x.c', 'c', (x) => x.flags - 5),
      },
    })

  test('see the fields of the record around them', () => {
    const x = p.view(Uint8Array.of(1, 7, 3, 9, 1, 2), 0, 6)
    expect([x.a, x.b, x.c]).toEqual([3, 9, Uint8Array.of(1, 2)])
    point(Uint8Array.of(1, 7, 3, 9, 1, 2), 0, 6)
    expect([p.cursor.a, p.cursor.b, p.cursor.c]).toEqual([3, 9, Uint8Array.of(1, 2)])
  })

  test('share its start, wherever they begin', () => {
    const starts: number[] = []
    const outer = record('Outer', { before: bytes('', '', 2), kind: u8('', '') }).choice('kind', {
      5: { inner: bytes('', '', (self) => (starts.push(self.start), 1)) },
    })
    expect(outer.view(Uint8Array.of(0, 0, 0, 5, 8), 1, 5).inner).toEqual(Uint8Array.of(8))
    expect(new Set(starts)).toEqual(new Set([1]))
  })

  test('name their siblings and the fields around them', () => {
    const report = record('Report', { kind: u8('', '') }).choice('kind', {
      1: { count: u8('', ''), items: list('', '', record('Item', { item: u8('', '') }), { count: 'count' }) },
      2: { value: bytes('', '', { length: 'kind', times: 2, minus: 1 }) },
    })
    const view = viewOf(report, 1, 2, 7, 8, 9)
    expect(view.items?.map(({ item }) => item)).toEqual([7, 8])
    expect(view.extent).toBe(4)
    expect(viewOf(report, 2, 7, 8, 9, 10).value).toEqual(Uint8Array.of(7, 8, 9))
  })
})

describe('names of fields', () => {
  test('give lengths and counts, with arithmetic, never below nothing', () => {
    const item = record('Item', { item: u8('', '') })
    const header = record('Header', {
      words: u8('', ''),
      total: u8('', ''),
      options: list('', '', item, { length: 'words', times: 4, minus: 8 }),
      body: bytes('', '', { length: 'total', minus: 'words' }),
      more: rest('', ''),
    })
    const view = viewOf(header, 3, 5, 1, 2, 3, 4, 10, 11, 12)
    expect(view.options.map(({ item }) => item)).toEqual([1, 2, 3, 4])
    expect([view.body, view.more]).toEqual([Uint8Array.of(10, 11), Uint8Array.of(12)])
    const less = viewOf(header, 1, 0, 9)
    expect([less.options, less.body, less.more]).toEqual([[], new Uint8Array(0), Uint8Array.of(9)])
  })

  test('reach into groups', () => {
    const header = record('Header', {
      flags: group('', '', { keyPresent: flag('', ''), rest: bits(7, '', '') }),
      key: when('flags.keyPresent', u16('', '')),
      next: u8('', ''),
    })
    expectTypeOf<ViewOf<typeof header>['key']>().toEqualTypeOf<number | undefined>()
    expect([viewOf(header, 0x80, 1, 2, 3).key, viewOf(header, 0x80, 1, 2, 3).next]).toEqual([0x0102, 3])
    expect([viewOf(header, 0x7f, 1, 2, 3).key, viewOf(header, 0x7f, 1, 2, 3).next]).toEqual([undefined, 1])
  })

  test('that are misspelt are errors to the compiler, and when the schema is made', () => {
    const item = record('Item', { item: u8('', '') })
    // @ts-expect-error there is no field `cuont`
    expect(() => record('', { count: u8('', ''), items: list('', '', item, { count: 'cuont' }) })).toThrow(TypeError)
    // @ts-expect-error nor one in the record before
    expect(() => record('', { count: u8('', '') }).fields({ data: bytes('', '', 'lenght') })).toThrow(TypeError)
    const flags = group('', '', { a: flag('', '') })
    // @ts-expect-error nor a flag of this name in the group
    void (() => record('', { flags, b: when('flags.b', u8('', '')) }))
    // @ts-expect-error text is no length
    void (() => record('', { name: bytes('', '', 1), data: bytes('', '', 'name') }))
    const parent = record('', { kind: u8('', '') })
    // @ts-expect-error a set knows itself and what is around it, not this
    expect(() => parent.choice('kind', { 1: { data: bytes('', '', 'size') } })).toThrow(TypeError)
    // @ts-expect-error the selector is a name as well
    void (() => record('', { kind: u8('', '') }).choice('knid', { 1: { a: u8('', '') } }))
    // @ts-expect-error and so is a declared length
    void (() => record('', { size: u8('', '') }).length('sise'))
    expect(() => record('', { data: bytes('', '', 'size'), size: u8('', '') })).toThrow(
      'data needs size, and no field before it has that name',
    )
  })
})

describe('cases', () => {
  const message = record('Message', { type: u8('', ''), code: u8('', '') }).cases(
    [{ type: 3, code: 4 }, { mtu: u16('', '') }],
    [{ type: [3, range(11, 12)] }, { unused: u16('', '') }],
    [(self) => self.type === 9 && self.end === 4, { short: u16('', '') }],
    [{ code: range(128) }, record('Own', { own: u16('', '') })],
    [otherwise, { other: u16('', '') }],
  )

  test.each([
    [[3, 4, 1, 2], { mtu: 0x0102 }],
    [[3, 5, 1, 2], { unused: 0x0102 }],
    [[12, 4, 1, 2], { unused: 0x0102 }],
    [[9, 0, 1, 2], { short: 0x0102 }],
    [[9, 0, 1, 2, 3], { other: 0x0102 }],
    [[1, 255, 1, 2], { own: 0x0102 }],
    [[1, 127, 1, 2], { other: 0x0102 }],
  ])('of %j', (content, expected) => {
    const [type, code] = content
    expect(JSON.parse(JSON.stringify(viewOf(message, ...content)))).toEqual({ type, code, ...expected })
  })

  test('keep the place of what follows where all are of one size and one always applies', () => {
    const next = record('R', { kind: u8('', '') })
      .cases([{ kind: 1 }, { a: u16('', '') }], [otherwise, { b: u8('', ''), c: u8('', '') }])
      .fields({ d: u8('', '') })
    expect(next.slots.at(-1)!.fixed).toBe(24)
    expect([viewOf(next, 1, 2, 3, 4).d, viewOf(next, 0, 2, 3, 4).c]).toEqual([4, 3])
  })

  test('by text, and with a fallback', () => {
    const named = record('R', { length: u8('', '') }).choice(
      (self) => (self.length > 1 ? 'long' : self.length),
      {
        long: { a: u8('', '') },
        1: { b: u8('', '') },
      },
      { c: u8('', '') },
    )
    expectTypeOf<ViewOf<typeof named>['c']>().toEqualTypeOf<number | undefined>()
    expect([2, 1, 0].map((first) => Object.keys(viewOf(named, first, 7).toJSON())[1])).toEqual(['a', 'b', 'c'])
  })
})
