/** Numbers of variable length, floats, little-endian groups, identifiers, times, and BER. */
import { describe, expect, test } from 'vitest'
import {
  ber,
  berElement,
  berMessageLength,
  bits,
  f32,
  f64,
  flag,
  group,
  guid,
  list,
  nameIn,
  oid,
  padding,
  record,
  rest,
  time,
  u16,
  u24,
  u48,
  u64,
  u8,
  varint,
  noKeys,
  unfinished,
  type Field,
  type TimeKind,
  type VarintKind,
} from '../../src/schema/index.ts'
import { bytesOf } from '../support/packets.ts'

const read = <T>(field: Field<T, unknown>, hex: string): unknown => {
  const bytes = bytesOf(hex)
  return record('R', { value: field as Field<unknown, unknown> })
    .view(bytes, 0, bytes.length)
    .nodes()[0]?.value
}

describe('numbers of variable length', () => {
  test.each<[VarintKind, string, number | bigint | undefined]>([
    // RFC 9000, section A.1
    ['quic', 'c2197c5eff14e88c', 151_288_809_941_952_652n],
    ['quic', '9d7f3e7d', 494_878_333],
    ['quic', '7bbd', 15_293],
    ['quic', '25', 37],
    ['quic', '40', undefined],
    // protobuf.dev, encoding
    ['leb128', '9601', 150],
    ['leb128', 'ffffffffffffffffff01', 18_446_744_073_709_551_615n],
    ['leb128', '80808080808080808080', undefined],
    ['zigzag', '03', -2],
    ['zigzag', 'feffffff0f', 2_147_483_647],
    ['zigzag', 'ffffffff0f', -2_147_483_648],
    // MQTT 5.0, table 1-1
    ['mqtt', 'ffffff7f', 268_435_455],
    ['mqtt', '8080808001', undefined],
    ['base128', '8837', 1079],
  ])('%s %s', (kind, hex, expected) => {
    expect(read(varint('', '', kind), hex)).toBe(expected)
  })

  test('take the bytes they are made of', () => {
    const two = record('R', { first: varint('', '', 'leb128'), second: varint('', '', 'quic'), after: rest('', '') })
    const view = two.view(bytesOf('9601 40ff 07'), 0, 5)
    expect([view.first, view.second, view.after]).toEqual([150, 255, Uint8Array.of(7)])
  })
})

describe('little-endian order', () => {
  test.each<[Field<unknown, unknown>, string, unknown]>([
    [u16('', '', { order: 'little' }), '0102', 0x0201],
    [u24('', '', { order: 'little' }), '010203', 0x030201],
    [u48('', '', { order: 'little' }), '010203040506', 0x060504030201],
    [u64('', '', { order: 'little' }), '0102030405060708', 0x0807060504030201n],
    [u64('', '', { signed: true }), 'ffffffffffffffff', -1n],
    [u16('', '', { order: 'little', signed: true }), 'ffff', -1],
    [f32('', ''), '3fc00000', 1.5],
    [f64('', '', { order: 'little' }), '000000000000f83f', 1.5],
    [f32('', ''), '3fc000', undefined],
  ])('%#', (field, hex, expected) => {
    expect(read(field, hex)).toBe(expected)
  })

  test('groups are declared from the lowest bit up', () => {
    const control = group(
      'x.fc',
      'Control',
      { version: bits(2, '', ''), kind: bits(10, '', ''), last: flag('', 'Last'), more: bits(3, '', '') },
      { order: 'little' },
    )
    const view = record('R', { control }).view(Uint8Array.of(0xfd, 0x1f), 0, 2)
    expect(JSON.parse(JSON.stringify(view))).toEqual({ control: { version: 1, kind: 0x3ff, last: true, more: 0 } })
    expect(view.nodes()[0]!.text).toBe('0x1ffd (Last)')
  })
})

describe('names', () => {
  test('may be of ranges; a number of its own goes first', () => {
    const names = { 0: 'None', 5: 'Five', '1..9': 'Few', '10..255': 'Many' }
    expect([0, 3, 5, 9, 10, 256].map((value) => nameIn(names, value))).toEqual([
      'None',
      'Few',
      'Five',
      'Few',
      'Many',
      undefined,
    ])
    const view = record('R', { value: u8('', '', { names }) }).view(Uint8Array.of(7), 0, 1)
    expect(view.nodes()[0]!.text).toBe('Few (7)')
  })
})

describe('identifiers', () => {
  test('GUIDs, in both orders', () => {
    const hex = '10b8a76bad9dd11180b400c04fd430c8'
    expect(read(guid('', ''), hex)).toBe('6ba7b810-9dad-11d1-80b4-00c04fd430c8')
    expect(read(guid('', '', { order: 'big' }), hex)).toBe('10b8a76b-ad9d-d111-80b4-00c04fd430c8')
  })

  test.each([
    ['2b06010201', '1.3.6.1.2.1'],
    ['883703', '2.999.3'],
    ['2b86', undefined],
    ['2bffffffffffffffffffffff7f', undefined],
  ])('object identifier %s', (hex, expected) => {
    expect(read(oid('', ''), hex)).toBe(expected)
  })
})

describe('times', () => {
  test.each<[TimeKind, string, 'little' | undefined, string | undefined]>([
    ['unix', '5f0079f0', undefined, '2020-07-04T12:45:36.000000000Z'],
    ['unix-64', 'ffffffffffffffff', undefined, '1969-12-31T23:59:59.000000000Z'],
    ['unix-ms', '0000017319e7ba81', undefined, '2020-07-04T12:58:03.777000000Z'],
    ['unix-ms-48', '81bae7197301', 'little', '2020-07-04T12:58:03.777000000Z'],
    ['unix-us', '0100000000000000', 'little', '1970-01-01T00:00:00.000001000Z'],
    ['unix-ns', 'ffffffffffffffff', undefined, '1969-12-31T23:59:59.999999999Z'],
    ['unix-s-us', '5f0079f0000f423f', undefined, '2020-07-04T12:45:36.999999000Z'],
    ['unix-s-ns', 'f079005f01000000', 'little', '2020-07-04T12:45:36.000000001Z'],
    ['unix-s-ns', '5f0079f0ffffffff', undefined, '2020-07-04T12:45:36.999999999Z'],
    ['ntp', 'e2aaf6b080000000', undefined, '2020-07-04T12:38:08.500000000Z'],
    ['ntp', '0000000100000000', undefined, '2036-02-07T06:28:17.000000000Z'],
    ['ntp', '0000000000000000', undefined, undefined],
    ['ntp-seconds', 'e2aaf6b0', undefined, '2020-07-04T12:38:08.000000000Z'],
    ['filetime', '01803ed5deb19d01', 'little', '1970-01-01T00:00:00.000000100Z'],
    ['filetime', '0000000000000000', 'little', undefined],
    ['mac', '7c25b080', undefined, '1970-01-01T00:00:00.000000000Z'],
    ['dos', '0060e450', undefined, '2020-07-04T12:00:00.000000000Z'],
    ['cp56', '010e0a0c440714', undefined, '2020-07-04T12:10:03.585000000Z'],
    ['cp56', '00000000000000', undefined, undefined],
    ['unix-fraction', '5f0079f080000000', undefined, '2020-07-04T12:45:36.500000000Z'],
    ['unix-fraction', 'f079005f00000080', 'little', '2020-07-04T12:45:36.500000000Z'],
    ['unix-64', '7fffffffffffffff', undefined, '9223372036854776000.000000000 s'],
  ])('%s %s', (kind, hex, order, expected) => {
    expect(read(time('', '', kind, order && { order }), hex)).toBe(expected)
  })
})

describe('padding', () => {
  test('goes on to a multiple, from the start of the record', () => {
    const padded = record('R', { first: u8('', ''), pad: padding(4, '', ''), next: u8('', '') })
    const view = padded.view(bytesOf('ff 01 000000 02'), 1, 6)
    expect([view.pad.length, view.next]).toEqual([3, 2])
  })
})

describe('BER', () => {
  const message = record('Message', {
    message: ber.sequence(
      '',
      'Message',
      record('Content', {
        version: ber.integer('x.version', 'Version'),
        community: ber.text('x.community', 'Community'),
        wanted: ber.boolean('', 'Wanted', { optional: true }),
        name: ber.oid('x.name', 'Name'),
        numbers: ber.list('', 'Numbers', record('Number', { number: ber.integer('x.number', 'Number') })),
      }),
    ),
  })
  const hex = '30 1a 02 01 01 04 06 7075626c6963 06 03 2b0601 30 06 02 01 ff 02 01 02'
  const bytes = bytesOf(hex.replace('1a', '18'))

  test('values in explicit tags end with these', () => {
    const schema = record('X', {
      number: ber.integer('x.number', '', { explicit: 0, optional: true }),
      data: ber.octets('x.data', '', { explicit: 1, optional: true }),
      after: ber.boolean('', ''),
    })
    const json = (hex: string) => schema.view(bytesOf(hex), 0, bytesOf(hex).length).toJSON()
    expect(json('a003 020107 a103 040102 0101ff')).toEqual({ number: 7, data: '02', after: true })
    expect(json('0101ff')).toEqual({ after: true })
    // Another value is in the tag, or one that says it is longer.
    expect(json('a003 010107 a103 040502 0101ff')).toEqual({ data: '02', after: true })
  })

  test('times, and what is in application tags', () => {
    const schema = record('X', {
      time: ber.time('x.time', '', { application: 3 }),
      next: ber.time('x.next', '', { optional: true }),
    })
    const json = (hex: string) => schema.view(bytesOf(hex), 0, bytesOf(hex).length).toJSON()
    const digits = '32303338303131393033313430382e355a' // 20380119031408.5Z
    expect(json(`6313 1811 ${digits}`)).toEqual({ time: '2038-01-19T03:14:08.500000000Z' })
    expect(json(`1811 ${digits}`)).toEqual({})
    expect(json('6303 180131')).toEqual({})
    const added: number[][] = []
    const into = { addTime: (...parts: number[]) => added.push(parts) }
    for (const [{ addTimeTo }, hex] of [
      [ber.time('', '', { application: 3 }), `6313 1811 ${digits}`],
      [ber.time('', ''), `1811 ${digits}`],
      [ber.time('', ''), '180131'],
      [ber.time('', ''), '18'],
    ] as const)
      addTimeTo?.(bytesOf(hex), 0, into)
    expect(added).toEqual([
      [2 ** 31, 500_000_000],
      [2 ** 31, 500_000_000],
    ])
  })

  test('sequences, with byte ranges', () => {
    const view = message.view(bytes, 0, bytes.length)
    expect(JSON.parse(JSON.stringify(view))).toEqual({
      message: {
        version: 1,
        community: 'public',
        name: '1.3.6.1',
        numbers: [{ number: -1 }, { number: 2 }],
      },
    })
    expect(view.message!.nodes().map(({ key, offset, length }) => [key, offset, length])).toEqual([
      ['version', 2, 3],
      ['community', 5, 8],
      ['name', 13, 5],
      ['numbers', 18, 8],
    ])
  })

  test('elements of any kind', () => {
    const all = record('R', { elements: list('', '', berElement) }).view(bytes, 0, bytes.length)
    expect(all.elements.map(({ tag, length }) => [tag, length])).toEqual([[0x30, 24]])
    expect(JSON.parse(JSON.stringify(all)).elements[0].elements[3].elements[1]).toEqual({
      tag: 2,
      length: 1,
      content: '02',
    })
  })

  test('of indefinite length, and of high tags', () => {
    const view = berElement.view(bytesOf('30 80 30 80 02 01 05 00 00 00 00 99'), 0, 12)
    expect(view.extent).toBe(11)
    expect(berElement.view(bytesOf('bf 81 01 02 aabb 99'), 0, 7).extent).toBe(6)
  })

  test('nested without end goes no deeper than it may', () => {
    const deep = new Uint8Array(4096).fill(0x30)
    for (let at = 1; at < deep.length; at += 2) deep[at] = 0x80
    const started = JSON.stringify(berElement.view(deep, 0, deep.length))
    expect(started.length).toBeLessThan(20_000)
  })
})

describe('messages that are one value of BER', () => {
  test.each([
    ['', unfinished],
    ['30', unfinished],
    ['31 00', 0],
    ['30 05', 7],
    ['30 82 01', unfinished],
    ['30 82 0100', 260],
    ['30 80 0000', 0],
    ['30 85 0000000001', 0],
  ])('%s', (hex, length) => {
    const bytes = bytesOf(hex)
    const memory = { own: {}, both: {}, everywhere: {}, keys: noKeys, ports: [] }
    expect(berMessageLength(0x30)(bytes, 0, bytes.length, memory, { looked: 0, head: 0 })).toBe(length)
  })
})
