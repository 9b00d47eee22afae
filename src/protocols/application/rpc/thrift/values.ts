/** Fields and values of Thrift, as records whose facts say what they are. */
import {
  bits, bytes, computed, computedFlag, f64, flag, found, group, guid, record, text, u16, u32, u64, u8, varint, when, type Schema, type View,
} from '../../../../schema/index.ts'
import { deepest, fieldsIn, itemsIn, kind, types, type Told } from './scan.ts'

const toldOf = ({ facts }: View) => facts as unknown as Told
const signed = { signed: true } as const
const compactNames = {
  0: 'T_STOP', 1: 'T_BOOL (true)', 2: 'T_BOOL (false)', 3: 'T_I8', 4: 'T_I16', 5: 'T_I32', 6: 'T_I64', 7: 'T_DOUBLE', 8: 'T_BINARY',
  9: 'T_LIST', 10: 'T_SET', 11: 'T_MAP', 12: 'T_STRUCT', 13: 'T_UUID',
}
const type = (label = 'Type') => u8('thrift.type', label, { base: 16, names: types })

/** What is used of a value. */
export interface Value {
  readonly string: string | undefined
  readonly exceptionMessage: string | undefined
  readonly id: number | undefined
}

const key = (view: View) => {
  const { type: own, isCompact, isText, isException, isField } = toldOf(view)
  if (own === kind.binary) return isText ? (isException && isField ? `message ${isCompact}` : `text ${isCompact}`) : `binary ${isCompact}`
  if (own === kind.i32 && isException && isField) return `exception ${isCompact}`
  return `${own} ${isCompact}`
}
const lengthOf = ({ size }: { readonly size?: number | bigint | undefined }) => Number(size ?? 0)
const compactSize = varint('thrift.str_len', 'Length', 'leb128', { unit: 'bytes' })
const binarySize = u32('thrift.str_len', 'Length', { unit: 'bytes', signed: true })
const sized = (size: typeof compactSize | typeof binarySize, filter: string, label: string, name: 'string' | 'exceptionMessage') => ({
  size, [name]: text(`thrift.${filter}`, label, lengthOf as never, { padding: 'zero' }),
})

/** TApplicationException. */
const exceptions = {
  0: 'Unknown (type of peer)', 1: 'Unknown Method', 2: 'Invalid Message Type', 3: 'Wrong Method Name', 4: 'Bad Sequence Id',
  5: 'Missing Result', 6: 'Internal Error', 7: 'Protocol Error', 8: 'Invalid Transform', 9: 'Invalid Protocol',
  10: 'Unsupported Client Type',
}
/** Values that hold no others. */
const plain: Record<string, object> = {
  [`${kind.bool} false`]: { unusedBits: bits(7, 'thrift.bool_unused', 'Unused'), boolean: flag('thrift.bool', 'Boolean') },
  [`${kind.bool} true`]: {},
  [`${kind.i8} false`]: { byte: u8('thrift.i8', 'Integer8', signed) },
  [`${kind.i8} true`]: { byte: u8('thrift.i8', 'Integer8', signed) },
  [`${kind.i16} false`]: { short: u16('thrift.i16', 'Integer16', signed) },
  [`${kind.i16} true`]: { varint: varint('thrift.i16', 'Integer16', 'zigzag') },
  [`${kind.i32} false`]: { integer: u32('thrift.i32', 'Integer32', signed) },
  [`${kind.i32} true`]: { varint: varint('thrift.i32', 'Integer32', 'zigzag') },
  'exception false': { exceptionType: u32('thrift.exception.type', 'Exception Type', { ...signed, names: exceptions }) },
  'exception true': { varint: varint('thrift.exception.type', 'Exception Type', 'zigzag', { names: exceptions }) },
  [`${kind.i64} false`]: { long: u64('thrift.i64', 'Integer64', signed) },
  [`${kind.i64} true`]: { varint: varint('thrift.i64', 'Integer64', 'zigzag') },
  [`${kind.double} false`]: { double: f64('thrift.double', 'Double') },
  [`${kind.double} true`]: { double: f64('thrift.double', 'Double', { order: 'little' }) },
  [`${kind.uuid} false`]: { uuid: guid('thrift.uuid', 'UUID', { order: 'big' }) },
  [`${kind.uuid} true`]: { uuid: guid('thrift.uuid', 'UUID', { order: 'big' }) },
  'text false': sized(binarySize, 'string', 'String', 'string'),
  'text true': sized(compactSize, 'string', 'String', 'string'),
  'message false': sized(binarySize, 'exception.message', 'Exception Message', 'exceptionMessage'),
  'message true': sized(compactSize, 'exception.message', 'Exception Message', 'exceptionMessage'),
  'binary false': { size: binarySize, binary: bytes('thrift.binary', 'Binary', lengthOf as never) },
  'binary true': { size: compactSize, binary: bytes('thrift.binary', 'Binary', lengthOf as never) },
}

/** Sets of fields of values, by their type and encoding. */
function setsAt(depth: number): Record<string, object> {
  const inner = depth < deepest ? itemAt(depth + 1) : undefined
  const struct = inner === undefined ? { skipped: bytes('thrift.skipped', 'Struct') }
    : { struct: found('', 'Struct', inner, (view: View, at) => fieldsIn(view.bytes, at, view.end, toldOf(view).isCompact, depth + 1)) }
  const items = inner === undefined ? { skipped: bytes('thrift.skipped', 'Items') }
    : { items: found('', 'Items', inner, (view: View) => itemsIn(view.bytes, view.end, toldOf(view))) }
  const listOf = (name: string, label: string) => ({
    [`${kind[name as 'list' | 'set']} false`]: { elementType: type(), count: u32(`thrift.num_${name}_item`, label, signed), ...items },
    [`${kind[name as 'list' | 'set']} true`]: {
      head: group('', 'Header', {
        shortCount: bits(4, 'thrift.short_count', 'Items, or 15 for more'),
        elementType: bits(4, 'thrift.type', 'Type', { names: compactNames }),
      }),
      count: when({ 'head.shortCount': 15 }, varint(`thrift.num_${name}_item`, label, 'leb128')),
      few: computed(`thrift.num_${name}_item`, label, ({ head }: { head: { shortCount: number } }) => (head.shortCount < 15
        ? head.shortCount : NaN)),
      ...items,
    },
  })
  return {
    ...plain,
    [`${kind.struct} false`]: struct,
    [`${kind.struct} true`]: struct,
    ...listOf('list', 'Number of List Items'),
    ...listOf('set', 'Number of Set Items'),
    [`${kind.map} false`]: {
      keyType: type('Key Type'), valueType: type('Value Type'), count: u32('thrift.num_map_item', 'Number of Map Items', signed), ...items,
    },
    [`${kind.map} true`]: { 
      count: varint('thrift.num_map_item', 'Number of Map Items', 'leb128'),
      keyAndValue: when(({ count }: { count: number | bigint }) => count > 0,
        u8('thrift.map_types', 'Key and Value Types', { base: 16 })), ...items,
    },
  }
}

/** A field with its header, or a value of a list. */
export function itemAt(depth: number): Schema<Value> {
  const isCompactField = (view: View) => toldOf(view).isField && toldOf(view).isCompact
  return record('Value', {}).cases(
    [isCompactField, {
      header: group('', 'Header', {
        delta: bits(4, 'thrift.fid_delta', 'Field Id Delta'), compactType: bits(4, 'thrift.type', 'Type', { names: compactNames }),
      }),
    }],
    [(view) => toldOf(view).isField, { type: type() }],
  ).cases(
    [(view) => isCompactField(view) && toldOf(view).type !== kind.stop, {
      longId: when({ 'header.delta': 0 }, varint('thrift.fid', 'Field Id', 'zigzag')),
    }],
    [(view) => toldOf(view).isField && toldOf(view).type !== kind.stop, { id: u16('thrift.fid', 'Field Id', signed) }],
  ).choice(key, setsAt(depth) as never).fields({
    truth: computedFlag('thrift.bool', 'Boolean', ({ header }: { header?: { compactType: number } | undefined }) =>
      (header?.compactType === 1 ? true : header?.compactType === 2 ? false : undefined)),
  }) as unknown as Schema<Value>
}
