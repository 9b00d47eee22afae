/** What messages of Kafka are made of: kafka.apache.org/protocol, "Protocol Primitive Types". Versions decide what is there. */
import {
  bytes, guid, holding, list, record, text, u16, u32, u64, u8, varint, when, type Field, type Schema, type View,
} from '../../../../schema/index.ts'
import { errors, isFlexible } from './names.ts'

/** What is known of a message from its header, or of a response from its request. */
export interface Told {
  readonly isRequest: boolean
  readonly key: number
  readonly version: number
}
export const toldOf = ({ facts }: View): Told | undefined =>
  typeof facts?.['key'] === 'number' ? (facts as unknown as Told) : undefined
const versionOf = (view: View) => toldOf(view)?.version ?? -1
export const isCompact = (view: View): boolean => {
  const told = toldOf(view)
  return told !== undefined && isFlexible(told.key, told.version)
}

type AnyField = Field<any, any, any>
/** Fields of a message by property. */
export type Parts = Readonly<Record<string, AnyField>>
/** Versions in which a field is there. */
export type Versions = readonly [first: number, last?: number]
const isIn = ([first, last = Infinity]: Versions) => (view: View): boolean => {
  const version = versionOf(view)
  return version >= first && version <= last
}
/** A field of some versions only. */
export const since = (versions: Versions, field: AnyField): AnyField => when(isIn(versions) as never, field)

const signed = { signed: true } as const
export const i8 = (filter: string, label: string, names?: Readonly<Record<number, string>>) =>
  u8(`kafka.${filter}`, label, names === undefined ? signed : { ...signed, names })
export const i16 = (filter: string, label: string) => u16(`kafka.${filter}`, label, signed)
export const i32 = (filter: string, label: string) => u32(`kafka.${filter}`, label, signed)
export const i64 = (filter: string, label: string) => u64(`kafka.${filter}`, label, signed)
export const uuid = (filter: string, label: string) => guid(`kafka.${filter}`, label, { order: 'big' })
export const truth = (filter: string, label: string) => u8(`kafka.${filter}`, label, { names: { 0: 'False', 1: 'True' } })
export const error = u16('kafka.error', 'Error', { ...signed, names: errors })

type Lengths = View & Readonly<Record<string, number | undefined>>
/** A length of 16 or 32 bits of which less than 0 is null, or since KIP-482 one more than the length, of which 0 is null. */
const sizeIn = (name: string) => (view: Lengths): number =>
  Math.max(0, isCompact(view) ? Number(view[`${name}Compact`] ?? 0) - 1 : Number(view[`${name}Length`] ?? 0))
function lengths(name: string, length: AnyField, label: string, versions: Versions): Parts {
  const there = isIn(versions)
  return {
    [`${name}Length`]:  when((view: View) => there(view) && !isCompact(view), length),
    [`${name}Compact`]: when((view: View) => there(view) && isCompact(view), varint('kafka.compact_length', label, 'leb128')),
  }
}
/** A text with its length. */
export const string = (name: string, filter: string, label: string, versions: Versions = [0], isWord = false): Parts => {
  const words = text(`kafka.${filter}`, label, sizeIn(name) as never) as AnyField
  return {
    ...lengths(name, u16('kafka.string_length', `${label} Length`, signed), `${label} Length`, versions),
    [name]: since(versions, isWord ? holding(words, 'vocabulary') : words),
  }
}
/** Bytes with their length. */
export const data = (name: string, filter: string, label: string, versions: Versions = [0]): Parts => ({
  ...lengths(name, u32('kafka.bytes_length', `${label} Length`, signed), `${label} Length`, versions),
  [name]: since(versions, bytes(`kafka.${filter}`, label, sizeIn(name) as never)),
})
/** Bytes with their length that are records one after another. */
export const records = (name: string, label: string, item: Schema): Parts => ({
  ...lengths(name, u32('kafka.message_set_size', `${label} Size`, signed), `${label} Size`, [0]),
  [name]: list('', label, item, { length: sizeIn(name) as never }) as AnyField,
})
/** Items with their number. */
export const array = (name: string, label: string, item: Schema, versions: Versions = [0]): Parts => ({
  ...lengths(name, u32('kafka.array_count', `${label} Count`, signed), `${label} Count`, versions),
  [name]: since(versions, list('', label, item, { count: sizeIn(name) as never }) as AnyField),
})
/** The same of one field each. */
export const arrayOf = (name: string, label: string, fields: Parts, versions: Versions = [0]): Parts =>
  array(name, label, record(label, fields) as Schema, versions)

const tag = record('Tagged field', {
  tag:  varint('kafka.tagged_field_tag', 'Tag Value', 'leb128', { base: 16 }),
  size: varint('kafka.tagged_field_size', 'Tag Size', 'leb128', { unit: 'bytes' }),
}).fields({ data: bytes('kafka.tagged_field_data', 'Tag Data', ({ size }: { size: number | bigint }) => Number(size)) })
/** Tagged fields after their number, under two properties. */
export const tagsAs = (count: string, items: string, holds: (view: View) => boolean): Parts => ({
  [count]: when(holds as never, varint('kafka.tag_count', 'Tagged Fields', 'leb128')),
  [items]: when(holds as never, list('', 'Tagged Fields', tag, {
    count: (view: Lengths) => Number(view[count] ?? 0),
  } as never) as AnyField),
})
/** Tagged fields end every structure since KIP-482. */
export const tags = tagsAs('tagCount', 'tags', isCompact)
/** A structure of fields in the order of the specification. */
export const struct = (label: string, ...parts: readonly Parts[]): Schema => record(label, merged(...parts, tags)) as Schema
export const merged = (...parts: readonly Parts[]): Parts => Object.assign({}, ...parts) as Parts
