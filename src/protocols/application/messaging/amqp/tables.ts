/** Field tables of AMQP 0-9-1, section 4.2.5, with the types that RabbitMQ and Qpid write ("AMQP 0-9-1 Errata", section 3). */
import {
  bytes, f32, f64, holding, list, record, text, time, u16, u32, u64, u8, vector, type Schema, type View,
} from '../../../../schema/index.ts'

const letter = (character: string) => character.charCodeAt(0)
const types = {
  [letter('t')]: 'boolean', [letter('b')]: 'signed byte', [letter('B')]: 'byte', [letter('s')]: 'short', [letter('U')]: 'short',
  [letter('u')]: 'unsigned short', [letter('I')]: 'integer', [letter('i')]: 'unsigned integer', [letter('l')]: 'long',
  [letter('L')]: 'long', [letter('f')]: 'float', [letter('d')]: 'double', [letter('D')]: 'decimal', [letter('S')]: 'string',
  [letter('x')]: 'byte array', [letter('A')]: 'array', [letter('T')]: 'timestamp', [letter('F')]: 'field table', [letter('V')]: 'void',
}
const size = u32('amqp.field.size', 'Size', { unit: 'bytes' })
const integer = 'amqp.field.integer'
const signed = { signed: true } as const

/** What is used of an entry. */
export interface Entry {
  readonly name: string
  readonly type: number
  readonly string: string | undefined
  readonly table: Table | undefined
}
export type Table = readonly (View & Entry)[]

/** Tables and arrays deeper than that in each other are shown as bytes. */
const deepest = 5

/** Values and fields at a depth, described once for all tables. */
const values: Schema<Omit<Entry, 'name'>>[] = []
const entries: Schema<Entry>[] = []
const valueAt = (depth: number) => (values[depth] ??= valueOf(depth))
const entryAt = (depth: number) => (entries[depth] ??= entryOf(depth))

function valueOf(depth: number): Schema<Omit<Entry, 'name'>> {
  const deep = { nestedSize: size, nested: bytes('amqp.field.nested', 'Value', 'nestedSize') }
  return record('Value', { type: u8('amqp.field.type', 'Type', { names: types }) }).choice('type', {
    [letter('t')]: { boolean: u8('amqp.field.boolean', 'Value') },
    [letter('b')]: { signedByte: u8(integer, 'Value', signed) },
    [letter('B')]: { byte: u8(integer, 'Value') },
    [letter('s')]: { short: u16(integer, 'Value', signed) },
    [letter('U')]: { upperShort: u16(integer, 'Value', signed) },
    [letter('u')]: { unsignedShort: u16(integer, 'Value') },
    [letter('I')]: { integer: u32(integer, 'Value', signed) },
    [letter('i')]: { unsigned: u32(integer, 'Value') },
    [letter('l')]: { long: u64(integer, 'Value', signed) },
    [letter('L')]: { upperLong: u64(integer, 'Value', signed) },
    [letter('f')]: { float: f32('amqp.field.float', 'Value') },
    [letter('d')]: { double: f64('amqp.field.float', 'Value') },
    [letter('D')]: { scale: u8('amqp.field.scale', 'Scale'), decimal: u32('amqp.field.decimal', 'Value', signed) },
    [letter('S')]: { string: vector(size, text('amqp.field.string', 'Value')) },
    [letter('x')]: { octets: vector(size, bytes('amqp.field.byte_array', 'Value')) },
    [letter('T')]: { timestamp: time('amqp.field.timestamp', 'Value', 'unix-64') },
    [letter('A')]: depth < deepest ? { items: vector(size, list('', 'Array', valueAt(depth + 1))) } : deep,
    [letter('F')]: depth < deepest ? { table: vector(size, list('', 'Field table', entryAt(depth + 1))) } : deep,
  }) as unknown as Schema<Omit<Entry, 'name'>>
}

function entryOf(depth: number): Schema<Entry> {
  return record('Field', { name: holding(text('amqp.field.name', 'Name', { prefix: 1 }), 'vocabulary') })
    .fields({ value: list('', 'Value', valueAt(depth), { count: 1 }) }) as unknown as Schema<Entry>
}

/** A field table after its size. */
export const table = (label: string) => vector(size, list('', label, entryAt(0)))
