/** Every kind of field, given bytes that are cut anywhere, or random: nothing throws, and nothing depends on what lies after the end. */
import { describe, expect, test } from 'vitest'
import {
  alias,
  ber,
  berElement,
  bits,
  bytes,
  computed,
  f32,
  f64,
  flag,
  group,
  guid,
  ipv4Address,
  ipv6Address,
  list,
  mac,
  oid,
  optional,
  otherwise,
  padding,
  range,
  record,
  rest,
  text,
  time,
  tlv,
  u16,
  u24,
  u32,
  u48,
  u64,
  u8,
  varint,
  vector,
  when,
  type Fields,
  type TimeKind,
  type VarintKind,
  type Node,
  type Schema,
  type View,
} from '../../src/schema/index.ts'

const byte = record('Byte', { byte: u8('', 'Byte') })
const item = tlv('Item', { type: u8('', 'Type'), length: u8('', 'Length') }, { bare: [0], align: 4 })
  .choice('type', { 1: { name: text('', '') }, 2: { items: list('', '', byte, { count: 'length' }) } })
  .fields({ value: rest('', '') })
const kinds: readonly TimeKind[] = [
  'unix',
  'unix-64',
  'unix-s-us',
  'unix-s-ns',
  'unix-ms',
  'unix-ms-48',
  'unix-us',
  'unix-ns',
  'unix-fraction',
  'ntp',
  'ntp-seconds',
  'filetime',
  'mac',
  'dos',
  'cp56',
]
const varints: readonly VarintKind[] = ['quic', 'leb128', 'zigzag', 'mqtt', 'base128']

const n = { n: u8('', 'N') }
/** A length after a part that varies, which is measured to tell whether that part is whole. */
const framed: Schema = record('Framed', n)
  .choice('n', { 1: { a: u16('', '') }, 2: record('Set', { size: u8('', ''), b: bytes('', '', 'size') }) })
  .fields({ length: u16('', '') })
  .followedBy('length')
  .fields({ data: rest('', '') })

const definitions: Readonly<Record<string, Fields<View>>> = {
  numbers: {
    a: u16('', ''),
    b: u24('', '', { order: 'little' }),
    c: u48('', '', { signed: true }),
    d: u64('', ''),
    e: u32('', ''),
  },
  floats: { a: f32('', ''), b: f64('', '') },
  addresses: { a: ipv4Address('', ''), b: ipv6Address('', ''), c: mac('', ''), d: guid('', '') },
  groups: {
    a: group('', '', { x: bits(3, '', ''), y: flag('', ''), z: bits(12, '', '') }, { order: 'little' }),
    b: alias(u8('', '')),
  },
  'fixed bytes': { a: bytes('', '', 5), b: rest('', '') },
  'texts of a size': {
    a: text('', '', 5, { padding: 'space', encoding: 'utf-16be' }),
    b: text('', '', 3, { padding: 'zero' }),
  },
  'texts with an end': {
    a: text('', '', { until: 'zero' }),
    b: text('', '', { until: 'zero' }, { encoding: 'utf-16le' }),
    c: u8('', ''),
  },
  'texts with a length': {
    a: text('', '', { prefix: 1 }),
    b: text('', '', { prefix: 2, order: 'little' }),
    c: text('', '', { prefix: 4 }),
  },
  'named lengths': {
    ...n,
    a: bytes('', '', { length: 'n', times: 2, minus: 3 }),
    b: text('', '', 'n'),
    c: oid('', '', 'n'),
  } as never,
  lists: {
    ...n,
    a: list('', '', byte, { count: 'n' }),
    b: list('', '', item, { length: 'n', minus: 1 }),
    c: list('', '', item),
  } as never,
  vectors: {
    a: vector(u8('', ''), bytes('', '')),
    b: optional(vector(u16('', ''), list('', '', byte))),
    c: optional(u8('', '')),
  },
  conditions: {
    ...n,
    a: when({ n: [1, range(100)] }, u16('', '')),
    b: when('n', u8('', '')),
    c: computed('', '', 'n', (value) => value + 1),
  } as never,
  padding: { ...n, a: bytes('', '', 'n'), b: padding(8, '', ''), c: u8('', '') } as never,
  times: Object.fromEntries(kinds.map((kind) => [kind.replace('-', ''), time('', '', kind)])),
  varints: Object.fromEntries(varints.map((kind) => [kind, varint('', '', kind)])),
  'lists of records with a length after a part that varies': { a: list('', '', framed) },
  'BER values': {
    a: ber.integer('', '', { optional: true }),
    b: ber.text('', '', { optional: true }),
    c: ber.oid('', '', { optional: true }),
    d: ber.boolean('', '', { optional: true }),
    e: ber.sequence('', '', record('', { x: ber.octets('', '') }), { optional: true }),
    f: ber.list('', '', byte, { optional: true }),
    g: list('', '', berElement),
  },
}

/** Everything that can be asked of a view, as text. */
function everything(schema: Schema, memory: Uint8Array, end: number): string {
  const view = schema.view(memory, 0, end)
  const walk = (nodes: readonly Node[]): string =>
    nodes
      .map(({ key, text, offset, length, parts, cut }) => {
        expect(offset + length, `${key} at ${offset}`).toBeLessThanOrEqual(end)
        return `${key}=${text}@${offset}+${length}${cut ? '!' : ''}{${walk(parts)}}`
      })
      .join()
  const json = JSON.stringify(view, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
  return `${view.cut} ${view.extent} ${json} ${walk(view.nodes())}`
}

const schemaOf = (fields: Fields<View>): Schema =>
  record('All', fields as never).cases(
    [(self: View & { readonly n?: number }) => self.n === 1, { set: bytes('', '', 2) }],
    [otherwise, { other: u8('', '') }],
  )

describe.each(Object.entries(definitions))('%s', (_name, fields) => {
  const schema = schemaOf(fields)

  test('of random bytes, cut at each length', () => {
    let state = 1
    const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16
    for (let round = 0; round < 60; round++) {
      const small = round % 3 === 0
      const bytes = Uint8Array.from({ length: 48 }, () => (small ? random() % 6 : random() & 255))
      for (let end = 0; end <= bytes.length; end += round < 20 ? 1 : 5) {
        const alone = everything(schema, bytes.slice(0, end), end)
        expect(everything(schema, bytes, end)).toBe(alone)
      }
    }
  })

  test.each([0, 0x30, 0x7f, 0x80, 0xff])('of nothing but %i', (value) => {
    for (const length of [1, 7, 64, 2000]) {
      const filled = new Uint8Array(length).fill(value)
      expect(everything(schema, filled, length)).toBeTypeOf('string')
    }
  })
})
