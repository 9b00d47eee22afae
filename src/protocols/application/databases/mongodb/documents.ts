/** BSON documents: bsonspec.org, version 1.1. A document holds elements, each with a type and a name, some of them documents again. */
import { bytes, f64, lineOf, list, record, text, time, u32, u64, u8, type Schema, type View } from '../../../../schema/index.ts'

const little = { order: 'little' } as const
const types = {
  0x01: 'Double', 0x02: 'String', 0x03: 'Document', 0x04: 'Array', 0x05: 'Binary', 0x06: 'Undefined', 0x07: 'ObjectId', 0x08: 'Boolean',
  0x09: 'Datetime', 0x0a: 'Null', 0x0b: 'Regular Expression', 0x0c: 'DBPointer', 0x0d: 'JavaScript', 0x0e: 'Symbol',
  0x0f: 'JavaScript with Scope', 0x10: 'Int32', 0x11: 'Timestamp', 0x12: 'Int64', 0x13: 'Decimal128', 0x7f: 'Max Key', 0xff: 'Min Key',
}
const subtypes = { 0: 'Generic', 1: 'Function', 2: 'Binary (old)', 3: 'UUID (old)', 4: 'UUID', 5: 'MD5', 6: 'Encrypted', 0x80: 'User' }
const size = u32('mongo.element.length', 'Length', { ...little, unit: 'bytes' })
const string = { size, text: text('mongo.element.value.string', 'Value', 'size', { padding: 'zero' }) }
const bare = record('Nothing', {})

/** Documents deeper than that in each other are shown as bytes. */
const deepest = 6

/** What is used of an element and its document. */
export interface Element {
  readonly type: number
  readonly name: string
  readonly text: string | undefined
  readonly integer: number | undefined
  readonly long: bigint | undefined
  readonly double: number | undefined
  readonly boolean: number | undefined
}
export interface Document {
  readonly elements: readonly (View & Element)[]
}

const isEnd = ({ type }: Element) => type === 0

function elementAt(depth: number): Schema<Element> {
  const document = depth < deepest
    ? { document: list('', 'Document', documentAt(depth + 1), { count: 1 }) }
    : { size, skipped: bytes('mongo.document.recursion_exceeded', 'Document', { length: 'size', minus: 4 }) }
  return record('Element', { type: u8('mongo.element.type', 'Type', { names: { 0: 'End', ...types } }) }).choice('type', { 0: bare }, {
    name: text('mongo.element.name', 'Element', { until: 'zero' }),
  }).choice('type', {
    0x01: { double: f64('mongo.element.value.double', 'Value', little) },
    0x02: string,
    0x03: document,
    0x04: document,
    0x05: {
      size, subtype: u8('mongo.element.value.bytes.subtype', 'Subtype', { names: subtypes }),
      binary: bytes('mongo.element.value.bytes', 'Value', 'size'),
    },
    0x07: { id: bytes('mongo.element.value.objectid', 'ObjectId', 12) },
    0x08: { boolean: u8('mongo.element.value.bool', 'Value') },
    0x09: { moment: time('mongo.element.value.time', 'Value', 'unix-ms', little) },
    0x0b: {
      pattern: text('mongo.element.value.regex.pattern', 'Value', { until: 'zero' }),
      options: text('mongo.element.value.regex.options', 'Options', { until: 'zero' }),
    },
    0x0c: { ...string, pointer: bytes('mongo.element.value.db_ptr', 'ObjectId', 12) },
    0x0d: string,
    0x0e: string,
    0x0f: { whole: u32('mongo.element.length', 'Length of code and scope', { ...little, unit: 'bytes' }), ...string, ...document },
    0x10: { integer: u32('mongo.element.value.int', 'Value', { ...little, signed: true }) },
    0x11: {
      increment: u32('mongo.element.value.increment', 'Increment', little), seconds: u32('mongo.element.value.seconds', 'Seconds', little),
    },
    0x12: { long: u64('mongo.element.value.int64', 'Value', { ...little, signed: true }) },
    0x13: { decimal: bytes('mongo.element.value.decimal', 'Value', 16) },
  }) as unknown as Schema<Element>
}

function documentAt(depth: number): Schema<Document> {
  return record('Document', { length: u32('mongo.document.length', 'Document length', { ...little, unit: 'bytes' }) })
    .length('length')
    .fields({ elements: list('', 'Elements', elementAt(depth), { last: isEnd }) }) as unknown as Schema<Document>
}

export const document = documentAt(0)

/** The element that says what a command is: the first of its document. */
export function commandOf(documents: readonly Document[] | undefined): string | undefined {
  const first = documents?.[0]?.elements[0]
  return first === undefined || first.type === 0 ? undefined : lineOf([first.name, valueOf(first)], ' ')
}

/** The value of an element by its name, for the lines of messages. */
export function valueIn(documents: readonly Document[] | undefined, name: string): string | undefined {
  const found = documents?.[0]?.elements.find((element) => element.name === name)
  return found && valueOf(found)
}

const valueOf = ({ text: words, integer, long, double, boolean }: Element): string | undefined => {
  const value = words ?? integer ?? long ?? double ?? boolean
  return value === undefined ? undefined : `${value}`
}
