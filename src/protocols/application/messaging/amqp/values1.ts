/** Values of AMQP 1.0: OASIS Standard, part 1, sections 1.2 to 1.6. A constructor of one byte says what follows it. */
import {
  bytes, computed, computedFlag, f32, f64, guid, holding, list, record, text, time, u16, u32, u64, u8, when,
  type Schema, type View,
} from '../../../../schema/index.ts'

/** Section 1.6. */
const constructors = {
  0x00: 'described', 0x40: 'null', 0x41: 'true', 0x42: 'false', 0x43: 'uint0', 0x44: 'ulong0', 0x45: 'list0', 0x50: 'ubyte', 0x51: 'byte',
  0x52: 'smalluint', 0x53: 'smallulong', 0x54: 'smallint', 0x55: 'smalllong', 0x56: 'boolean', 0x60: 'ushort', 0x61: 'short',
  0x70: 'uint', 0x71: 'int', 0x72: 'float', 0x73: 'char', 0x74: 'decimal32', 0x80: 'ulong', 0x81: 'long', 0x82: 'double',
  0x83: 'timestamp', 0x84: 'decimal64', 0x94: 'decimal128', 0x98: 'uuid', 0xa0: 'vbin8', 0xa1: 'str8-utf8', 0xa3: 'sym8', 0xb0: 'vbin32',
  0xb1: 'str32-utf8', 0xb3: 'sym32', 0xc0: 'list8', 0xc1: 'map8', 0xd0: 'list32', 0xd1: 'map32', 0xe0: 'array8', 0xf0: 'array32',
}
/** What a field of some type is called, by what its value is; the others have names of their own. */
export interface Filters {
  readonly number?: string
  readonly boolean?: string
  readonly text?: string
  readonly bytes?: string
  readonly guid?: string
  readonly time?: string
  readonly names?: Readonly<Record<number, string>>
  /** Whether its words are of the protocol. */
  readonly isVocabulary?: boolean
}

/** What is used of a value. */
export interface Value {
  readonly zero?: number | undefined
  readonly described?: readonly Described[] | undefined
  readonly constructorCode: number
  readonly number?: number | bigint | undefined
  readonly boolean?: boolean | undefined
  readonly text?: string | undefined
  readonly descriptor?: number | undefined
}
/** A described value, whose fields are in a list; each is a `Value` in a list of one. */
export interface Described {
  readonly descriptor: number | undefined
  readonly fields: readonly View[] | undefined
}
interface Head {
  readonly constructorCode: number
  readonly byte?: number | undefined
}

/** Values deeper than that in each other are shown as bytes. */
const deepest = 4
const constructorCode = u8('amqp.constructor', 'Constructor', { base: 16, names: constructors })
const signed = { signed: true } as const
const sized = (size: 1 | 4) => ({
  size:  size === 1 ? u8('amqp.size', 'Size', { unit: 'bytes' }) : u32('amqp.size', 'Size', { unit: 'bytes' }),
})
/** Section 1.6.24: the elements of an array have one constructor; those of symbols and texts are shown one by one. */
const arrayOf = (size: 1 | 4) => ({
  ...sized(size),
  array: list('', 'Array', record('Array', {
    count: size === 1 ? u8('amqp.count', 'Count') : u32('amqp.count', 'Count'), elementCode: constructorCode,
  }).choice('elementCode', {
    0xa1: { texts: list('', 'Elements', record('Element', { text: text('amqp.array.element', 'Element', { prefix: 1 }) }),
      { count: 'count' }) },
    0xa3: { texts: list('', 'Elements', record('Element', { text: holding(text('amqp.array.element', 'Element', { prefix: 1 }),
      'vocabulary') }),
      { count: 'count' }) },
    0xb3: { texts: list('', 'Elements', record('Element', { text: text('amqp.array.element', 'Element', { prefix: 4 }) }),
      { count: 'count' }) },
  }, { elements: bytes('amqp.elements', 'Elements', ({ end, start }: View) => end - start - size - 1) }),
  { length: 'size', count: 1 }),
})
const arrays = { 0xe0: arrayOf(1), 0xf0: arrayOf(4) }

/** Sections 1.6.3 to 1.6.12. */
const numbers = (filter: string, label: string, named: { readonly names?: Readonly<Record<number, string>> }) => ({
  0x50: { number: u8(filter, label, named) },
  0x51: { number: u8(filter, label, signed) },
  0x52: { number: u8(filter, label, named) },
  0x53: { number: u8(filter, label, named) },
  0x54: { number: u8(filter, label, signed) },
  0x55: { number: u8(filter, label, signed) },
  0x60: { number: u16(filter, label, named) },
  0x61: { number: u16(filter, label, signed) },
  0x70: { number: u32(filter, label, named) },
  0x71: { number: u32(filter, label, signed) },
  0x80: { number: u64(filter, label, named) },
  0x81: { number: u64(filter, label, signed) },
})

/** Items of lists and maps at a depth, described once for all of them. */
const itemsByDepth: Schema<Value>[] = []
const itemAt = (depth: number): Schema<Value> => (itemsByDepth[depth] ??= value('Item', {}, depth))

/** Sections 1.6.22 and 1.6.23: lists and maps at a depth. */
function compoundsAt(depth: number) {
  const compound = (size: 1 | 4) => ({
    ...sized(size),
    nested: depth < deepest
      ? list('', 'Items', record('Items', { count: size === 1 ? u8('amqp.count', 'Count') : u32('amqp.count', 'Count') })
        .fields({ items: list('', 'Items', itemAt(depth + 1), { count: 'count' }) }), { length: 'size', count: 1 })
      : list('', 'Items', record('Value', { skipped: bytes('amqp.value.nested', 'Value') }), { length: 'size' }),
  })
  const [short, long] = [compound(1), compound(4)]
  return { 0xc0: short, 0xc1: short, 0xd0: long, 0xd1: long }
}
const compoundsByDepth: ReturnType<typeof compoundsAt>[] = []

/** A value of any type, by its constructor; `described` are the sets of fields that its descriptors lead to. */
export function value(label: string, filters: Filters, depth = 0, described?: Schema<object>): Schema<Value> {
  const { names, isVocabulary = false } = filters
  const number = filters.number ?? 'amqp.value.number'
  const truth = filters.boolean ?? 'amqp.value.boolean'
  const words = filters.text ?? 'amqp.value.text'
  const octets = filters.bytes ?? 'amqp.value.bytes'
  const named = names === undefined ? {} : { names }
  const string = (prefix: 1 | 4) => ({
    text: isVocabulary ? holding(text(words, label, { prefix }), 'vocabulary') : text(words, label, { prefix }),
  })
  return record(label, { constructorCode }).choice('constructorCode', {
    0x00: described === undefined ? {
      descriptorCode: constructorCode, descriptor: when({ descriptorCode: 0x53 }, u8('amqp.descriptor', 'Descriptor', { base: 16 })),
      ...(depth < deepest && { value: list('', 'Value', itemAt(depth + 1), { count: 1 }) }),
    } : { described: list('', label, described, { count: 1 }) },
    ...numbers(number, label, named),
    0x56: { byte: u8('amqp.boolean', 'Value') },
    0x72: { float: f32('amqp.value.float', label) },
    0x73: { character: u32('amqp.value.char', label, { base: 16 }) },
    0x74: { decimal: bytes('amqp.value.decimal', label, 4) },
    0x82: { float: f64('amqp.value.float', label) },
    0x83: { time: time(filters.time ?? 'amqp.value.time', label, 'unix-ms') },
    0x84: { decimal: bytes('amqp.value.decimal', label, 8) },
    0x94: { decimal: bytes('amqp.value.decimal', label, 16) },
    0x98: { id: guid(filters.guid ?? 'amqp.value.guid', label, { order: 'big' }) },
    0xa0: { length: u8('amqp.size', 'Size', { unit: 'bytes' }), binary: bytes(octets, label, 'length') },
    0xb0: { length: u32('amqp.size', 'Size', { unit: 'bytes' }), binary: bytes(octets, label, 'length') },
    0xa1: string(1), 0xa3: string(1), 0xb1: string(4), 0xb3: string(4),
    ...(compoundsByDepth[depth] ??= compoundsAt(depth)),
    ...arrays,
  }).fields({
    zero:    computed(number, label, ({ constructorCode: code }: Head) => (code === 0x43 || code === 0x44 ? 0 : NaN), named),
    boolean: computedFlag(truth, label, ({ constructorCode: code, byte }: Head) =>
      (code === 0x41 ? true : code === 0x42 ? false : code === 0x56 ? byte === 1 : undefined)),
  }) as unknown as Schema<Value>
}
