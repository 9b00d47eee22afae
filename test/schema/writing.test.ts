/** Each kind of field reads what was written, at any bit, and refuses what does not fit. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as language from '../../src/schema/index.ts'
import { Output, RecordWriter, valuesOf } from '../../src/schema/writing/index.ts'
import { bytesOf } from '../support/packets.ts'

const {
  ber, bits, bytes, domainName, f32, f64, flag, group, guid, ipv4Address, ipv6Address, letters, line, list, mac, numberWord,
  oid, optional, record, text, time, tlv, u16, u32, u64, u8, uint, upTo, varint, vector, when, word,
} = language // prettier-ignore

function written(schema: language.Schema, values: object): Uint8Array {
  const output = new Output()
  const end = new RecordWriter(schema, values, output, 0, 'x').write()
  return output.bytes.slice(0, end)
}

/** What is read of what was written. */
function readBack(schema: language.Schema, values: object): Readonly<Record<string, unknown>> {
  const memory = written(schema, values)
  return valuesOf(schema.view(memory, 0, memory.length) as never)
}

function expectSame(schema: language.Schema, values: object): void {
  expect(readBack(schema, values)).toEqual(values)
}
const latin = fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)) })

describe('what was written is read', () => {
  test('numbers of any size at any bit, in both orders', () => {
    const sizes = fc.record({ before: fc.integer({ min: 1, max: 7 }), size: fc.integer({ min: 1, max: 25 }) })
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.boolean(), ({ before, size }, one, two, isLittle) => {
        const after = (8 - ((before + size) % 8)) % 8 || 8
        const fields = { before: bits(before, '', ''), value: bits(size, '', ''), after: bits(after, '', '') }
        const order = isLittle ? ({ order: 'little' } as const) : {}
        const values = { before: one % 2 ** before, value: two % 2 ** size, after: one % 2 ** after }
        expectSame(record('X', { group: group('', '', fields, order) }), { group: values })
        if (!isLittle) expectSame(record('X', fields), values)
      }),
    )
  })

  test('signed and large numbers, floats and flags in letters', () => {
    const schema = record('X', {
      signed: bits(16, '', '', { signed: true, order: 'little' }),
      large: u64('', '', { signed: true }),
      small: u64('', '', { order: 'little' }),
      half: f32('', '', { order: 'little' }),
      whole: f64('', ''),
      letters: letters('', '', 'ABCDEFGH'),
    })
    const arbitrary = fc.record({
      signed: fc.integer({ min: -32768, max: 32767 }),
      large: fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
      small: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      half: fc.float({ noNaN: true }),
      whole: fc.double({ noNaN: true }),
      letters: fc.constantFrom('········', 'A······H', 'ABCDEFGH'),
    })
    fc.assert(fc.property(arbitrary, (values) => expectSame(schema, values)))
  })

  test('numbers of variable length', () => {
    for (const [kind, most] of [
      ['quic', 62],
      ['mqtt', 28],
      ['leb128', 64],
      ['base128', 64],
    ] as const)
      fc.assert(
        fc.property(fc.bigInt({ min: 0n, max: (1n << BigInt(most)) - 1n }), (value) =>
          expectSame(record('X', { value: varint('', '', kind) }), {
            value: value <= Number.MAX_SAFE_INTEGER ? Number(value) : value,
          }),
        ),
      )
    fc.assert(
      fc.property(fc.integer(), (value) => expectSame(record('X', { value: varint('', '', 'zigzag') }), { value })),
    )
    const sized = record('X', { size: u8('', ''), value: uint('', '', 'size') })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.nat({ max: 0xffff }), (low, high) => {
        const value = high * 2 ** 32 + low
        expect(readBack(sized, { value })['value']).toBe(value)
      }),
    )
  })

  test('addresses and identifiers, whatever their form', () => {
    const schema = record('X', {
      mac: mac('', ''),
      four: ipv4Address('', ''),
      six: ipv6Address('', ''),
      guid: guid('', ''),
      oid: oid('', ''),
    })
    const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    fc.assert(
      fc.property(
        octets(6),
        octets(4),
        fc.oneof(octets(16), fc.constant(bytesOf('0'.repeat(20) + 'ffff01020304'))),
        octets(16),
        (...parts) => {
          const memory = Uint8Array.from([...parts.flatMap((part) => [...part]), 0x2b, 6, 1])
          expect(written(schema, valuesOf(schema.view(memory, 0, memory.length) as never))).toEqual(memory)
        },
      ),
    )
    for (const address of ['::', '::1', '1::', '2001:db8::192.0.2.1', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8'])
      expect(written(record('X', { six: ipv6Address('', '') }), { six: address }).length).toBe(16)
  })

  test('text of every kind and encoding', () => {
    for (const encoding of ['latin-1', 'utf-8', 'utf-16le', 'utf-16be'] as const) {
      const schema = record('X', {
        zero: text('', '', { until: 'zero' }, { encoding }),
        counted: text('', '', { prefix: 2, order: 'little' }, { encoding }),
        vector: vector(u16('', ''), text('', '', undefined, { encoding })),
        rest: text('', '', undefined, { encoding }),
      })
      fc.assert(
        fc.property(fc.record({ zero: latin, counted: latin, vector: latin, rest: latin }), (values) => {
          const { vectorLength: _, ...found } = readBack(schema, values)
          expect(found).toEqual(values)
        }),
      )
    }
    const padded = record('X', {
      zero: text('', '', 4, { padding: 'zero' }),
      space: text('', '', 4, { padding: 'space' }),
    })
    expect(written(padded, { zero: 'ab', space: 'cd' })).toEqual(bytesOf('61620000 63642020'))
    expect(written(padded, {})).toEqual(bytesOf('00000000 20202020'))
    const words = record('X', {
      one: word('', ''),
      two: numberWord('', ''),
      three: upTo(':', '', ''),
      four: line('', ''),
    })
    expectSame(words, { one: 'GET', two: 200, three: 'Host', four: 'example.test' })
  })

  test('times of every kind', () => {
    const nanoseconds = {
      'unix-ns': '123456789',
      filetime: '123456700',
      'unix-us': '123456000',
      'unix-s-ns': '123456789',
      'unix-s-us': '123456000',
      'unix-ms-48': '123000000',
      'unix-ms': '123000000',
      'unix-fraction': '123456789',
      cp56: '123000000',
    }
    for (const kind of [
      'unix',
      'unix-64',
      'unix-ms',
      'unix-ms-48',
      'unix-us',
      'unix-ns',
      'unix-s-us',
      'unix-s-ns',
      'unix-fraction',
      'ntp',
      'ntp-seconds',
      'filetime',
      'mac',
      'dos',
      'cp56',
    ] as const)
      for (const order of [undefined, 'little'] as const) {
        const decimals = kind === 'ntp' ? '123456789' : ((nanoseconds as Record<string, string>)[kind] ?? '000000000')
        const value = `2020-07-04T12:34:56.${decimals}Z`
        expectSame(record('X', { value: time('', '', kind, order && { order }) }), { value })
      }
  })

  test('BER', () => {
    const item = record('Item', { id: ber.oid('', ''), name: ber.text('', '', { tag: 0x0c }) })
    const schema = record('X', {
      message: ber.sequence('', '', record('Content', {
        version: ber.integer('', ''), answer: ber.boolean('', ''), data: ber.octets('', '', { tag: 0x80, optional: true }),
        items: ber.list('', '', item),
      })),
    }) // prettier-ignore
    const items = [
      { id: '1.3.6.1', name: 'é' },
      { id: '2.999.3', name: 'x'.repeat(200) },
    ]
    expectSame(schema, { message: { version: -129, answer: true, data: bytesOf('0102'), items } })
    expectSame(schema, { message: { version: 2 ** 40, answer: false, items: [] } })
    const explicit = record('X', {
      number: ber.integer('', '', { explicit: 1 }),
      text: ber.text('', '', { explicit: 2 }),
    })
    const time = '2038-01-19T03:14:08.000000000Z'
    expectSame(record('X', { time: ber.time('', '', { application: 1 }) }), { time })

    expectSame(explicit, { number: 300, text: 'y'.repeat(200) })
    const tagged = record('X', { message: ber.integer('', '') })
    fc.assert(fc.property(fc.maxSafeInteger(), (message) => expectSame(tagged, { message })))
  })
})

describe('what follows from others', () => {
  const option = tlv('Option', { kind: u8('', ''), length: u8('', '') }, { counts: 'all', times: 4, bare: [0] })
    .choice('kind', { 1: { value: u16('', '') }, 2: { name: text('', '') } })
    .fields({ data: language.rest('', '') })
  const schema = record('Header', {
    length: bits(8, '', '', { times: 4 }),
    count: u8('', ''),
    flags: group('', '', { key: flag('', ''), version: bits(7, '', '') }),
  })
    .fields({ key: when('flags.key', u32('', '')), late: when({ 'flags.version': [5, 6] }, u8('', '')) })
    .fields({
      options: list('', '', option, { length: 'length', minus: 4 }),
      names: list('', '', record('N', { name: domainName('', '') }), { count: 'count' }),
    })

  test('lengths in their units, counts, flags and types', () => {
    const values = {
      key: 7,
      options: [{ value: 9 }, { kind: 0 }, { name: 'ab' }],
      names: [{ name: 'a.test' }, { name: 'test' }],
    }
    // The options are padded to words of four bytes, with options of one byte, and names point to earlier ones.
    expect(written(schema, values)).toEqual(
      bytesOf('04 02 80 00000007 01 01 0009 00 02 01 6162 000000 0161 0474657374 00 c015'),
    )
    expect(readBack(schema, values)).toMatchObject({ length: 16, count: 2, flags: { key: true, version: 0 } })
    expect(readBack(schema, { late: 1 })).toMatchObject({ flags: { key: false, version: 5 }, late: 1 })
  })

  test('what is given counts more', () => {
    expect(written(schema, { length: 8, count: 9, names: [{ name: '' }] })).toEqual(bytesOf('02 09 00 00'))
  })

  test('what is not there is not asked for', () => {
    const hello = record('Hello', { version: u8('', ''), level: optional(u8('', '')), more: optional(u8('', '')) })
    expect(written(hello, { version: 1 })).toEqual(bytesOf('01'))
    expect(written(hello, { version: 1, more: 2 })).toEqual(bytesOf('01 00 02'))
  })
})

test.each<[string, language.Schema, object, string]>([
  ['a number', record('X', { v: u8('', '') }), { v: 1.5 }, 'x.v: expected a whole number from 0 to 255, found 1.5'],
  [
    'a signed one',
    record('X', { v: bits(8, '', '', { signed: true }) }),
    { v: 128 },
    'x.v: expected a whole number from -128 to 127, found 128',
  ],
  [
    'a large one',
    record('X', { v: u64('', '') }),
    { v: -1n },
    'x.v: expected a bigint from 0 to 18446744073709551615, found -1n',
  ],
  ['a float', record('X', { v: f32('', '') }), { v: '1' }, 'x.v: expected a number, found "1"'],
  [
    'letters',
    record('X', { v: letters('', '', 'AB') }),
    { v: 'BA' },
    'x.v: expected the letters AB, or · in place of any of them, found "BA"',
  ],
  [
    'a varint',
    record('X', { v: varint('', '', 'mqtt') }),
    { v: 2 ** 28 },
    'x.v: expected a whole number from 0 to 268435455, found 268435456',
  ],
  [
    'a uint',
    record('X', { s: u8('', ''), v: uint('', '', 's') }),
    { s: 1, v: 256 },
    'x.v: expected a number of 1 bytes, found 256',
  ],
  [
    'a GUID',
    record('X', { v: guid('', '') }),
    { v: '1-2' },
    'x.v: expected a GUID such as "00000000-0000-0000-0000-000000000000", found "1-2"',
  ],
  [
    'an identifier',
    record('X', { v: oid('', '') }),
    { v: '3.1' },
    'x.v: expected an object identifier such as "1.3.6.1", found "3.1"',
  ],
  [
    'ASCII',
    record('X', { v: text('', '', undefined, { encoding: 'ascii' }) }),
    { v: 'é' },
    'x.v: expected text in ascii, found "é"',
  ],
  ['a text', record('X', { v: text('', '', 3) }), { v: 'four' }, 'x.v: expected text of at most 3 bytes, found "four"'],
  [
    'a zero',
    record('X', { v: text('', '', { until: 'zero' }) }),
    { v: 'a\0b' },
    'x.v: expected text without a zero character, found "a\\u0000b"',
  ],
  [
    'a word',
    record('X', { v: word('', '') }),
    { v: 'a b' },
    'x.v: expected text without " " and line ends, found "a b"',
  ],
  [
    'a counted text',
    record('X', { v: text('', '', { prefix: 1 }) }),
    { v: 'x'.repeat(256) },
    `x.v: expected text of at most 255 bytes, found "${'x'.repeat(60)}..."`,
  ],
  [
    'a time',
    record('X', { v: time('', '', 'unix') }),
    { v: '1960-01-01T00:00:00Z' },
    'x.v: expected a time that unix can hold, such as "2020-07-04T12:34:56.000000001Z", found "1960-01-01T00:00:00Z"',
  ],
  ['a group', record('X', { v: group('', '', { a: bits(8, '', '') }) }), { v: 5 }, 'x.v: expected an object, found 5'],
  [
    'a length',
    record('X', { n: u8('', ''), v: bytes('', '', 'n') }),
    { v: new Uint8Array(256) },
    'x.n: expected a length that it can hold, found 256',
  ],
  [
    'a time of BER',
    record('X', { x: ber.time('', '') }),
    { x: 'now' },
    'x.x: expected a time such as "2020-07-04T12:34:56Z", found "now"',
  ],
])('%s that does not fit is refused', (_what, schema, values, message) => {
  expect(() => written(schema, values)).toThrow(new TypeError(message))
})
