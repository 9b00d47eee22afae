/** Where the values of a struct lie: Thrift Binary and Compact Protocol Encoding (thrift.apache.org, "specs", 2026-11). */
import { record, u32, u8, utf8Text, type Found } from '../../../../schema/index.ts'

const byteAt = record('Byte', { byte: u8('thrift.type', 'Byte') }).reader('byte')
const longAt = record('Long', { long: u32('thrift.str_len', 'Long') }).reader('long')

/** Types of the binary protocol, which stand for those of the compact one, too. */
export const types = {
  0: 'T_STOP', 1: 'T_VOID', 2: 'T_BOOL', 3: 'T_I8', 4: 'T_DOUBLE', 6: 'T_I16', 8: 'T_I32', 10: 'T_I64', 11: 'T_BINARY', 12: 'T_STRUCT',
  13: 'T_MAP', 14: 'T_SET', 15: 'T_LIST', 16: 'T_UUID',
}
export const kind = { stop: 0, bool: 2, i8: 3, double: 4, i16: 6, i32: 8, i64: 10, binary: 11, struct: 12, map: 13, set: 14, list: 15,
  uuid: 16 } as const
/** What compact types stand for; 1 and 2 are true and false in a field, and a boolean in a list. */
const compactTypes = [
  kind.stop, kind.bool, kind.bool, kind.i8, kind.i16, kind.i32, kind.i64, kind.double, kind.binary, kind.list, kind.set, kind.map,
  kind.struct, kind.uuid,
]
/** Sizes of the values whose type says it, in the binary protocol. */
const sizes: Readonly<Record<number, number>> = {
  [kind.bool]: 1, [kind.i8]: 1, [kind.double]: 8, [kind.i16]: 2, [kind.i32]: 4, [kind.i64]: 8, [kind.uuid]: 16,
}
/** Structs and lists deeper than that in each other are not looked into. */
export const deepest = 8
const longestVarint = 10

/** What is known of a value, a field or an entry of a list. */
export interface Told {
  readonly type: number
  /** Where it begins, after the header of a field. */
  readonly content: number
  readonly isCompact: boolean
  readonly depth: number
  /** Whether it is a field of a struct, with a header. */
  readonly isField: boolean
  readonly isText: boolean
  readonly isException: boolean
}

/** Not all there, or not of these encodings. */
export const cut = -1
const wrong = -2

/** The place after a variable-length number. */
export function afterVarint(bytes: Uint8Array, at: number, end: number): number {
  for (let index = 0; index < longestVarint; index++) {
    if (at + index >= end) return cut
    if (byteAt(bytes, at + index) < 0x80) return at + index + 1
  }
  return wrong
}
/** Its value, as far as a length may go. */
export function varintAt(bytes: Uint8Array, at: number, end: number): number {
  let value = 0
  for (let index = 0; index < 5 && at + index < end; index++) {
    const byte = byteAt(bytes, at + index)
    value += (byte & 0x7f) * 128 ** index
    if (byte < 0x80) break
  }
  return value
}

/** The place after a header of a field, and its type; `next` is `cut` or `wrong` where there is none. */
function headerAt(bytes: Uint8Array, at: number, end: number,
  isCompact: boolean): { type: number; next: number; isInline: boolean } {
  if (at >= end) return { type: kind.stop, next: cut, isInline: false }
  const first = byteAt(bytes, at)
  if (!isCompact) {
    if (first === kind.stop) return { type: kind.stop, next: at + 1, isInline: false }
    return { type: first, next: Object.hasOwn(types, first) ? (at + 3 > end ? cut : at + 3) : wrong, isInline: false }
  }
  const code = first & 15
  const type = compactTypes[code] ?? NaN
  if (first === kind.stop) return { type, next: at + 1, isInline: false }
  const next = first >> 4 === 0 ? afterVarint(bytes, at + 1, end) : at + 1
  return { type, next: Number.isNaN(type) || code === 0 ? wrong : next, isInline: code === 1 || code === 2 }
}

/** What a list, a set or a map holds: types, number, and the place after that. */
function holdsAt(bytes: Uint8Array, at: number, end: number, type: number, isCompact: boolean) {
  const none = { first: 0, second: 0, count: 0, next: cut }
  if (!isCompact) {
    const size = type === kind.map ? 6 : 5
    if (at + size > end) return none
    const first = byteAt(bytes, at)
    return type === kind.map ? { first, second: byteAt(bytes, at + 1), count: longAt(bytes, at + 2), next: at + size }
      : { first, second: 0, count: longAt(bytes, at + 1), next: at + size }
  }
  if (at >= end) return none
  if (type !== kind.map) {
    const head = byteAt(bytes, at)
    const isLong = head >> 4 === 15
    return {
      first: compactTypes[head & 15] ?? NaN, second: 0, count: isLong ? varintAt(bytes, at + 1, end) : head >> 4,
      next: isLong ? afterVarint(bytes, at + 1, end) : at + 1,
    }
  }
  const next = afterVarint(bytes, at, end)
  const count = varintAt(bytes, at, end)
  if (next < 0 || count === 0) return { ...none, next }
  if (next >= end) return none
  const both = byteAt(bytes, next)
  return { first: compactTypes[both >> 4] ?? NaN, second: compactTypes[both & 15] ?? NaN, count, next: next + 1 }
}

/** The place after a value. */
function afterValue(bytes: Uint8Array, at: number, end: number, type: number, isCompact: boolean, depth: number): number {
  if (depth > deepest) return wrong
  const isWhole = !isCompact || type === kind.double || type === kind.uuid || type === kind.i8 || type === kind.bool
  const size = sizes[type]
  if (size !== undefined) return isWhole ? (at + size > end ? cut : at + size) : afterVarint(bytes, at, end)
  if (type === kind.binary) {
    const start = isCompact ? afterVarint(bytes, at, end) : at + 4 > end ? cut : at + 4
    const length = start < 0 ? 0 : isCompact ? varintAt(bytes, at, end) : longAt(bytes, at)
    return length > 0x7fff_ffff ? wrong : start < 0 ? start : start + length > end ? cut : start + length
  }
  if (type === kind.struct) return afterStruct(bytes, at, end, isCompact, depth + 1)
  if (type < kind.map || type > kind.list || Number.isNaN(type)) return wrong
  const { first, second, count, next } = holdsAt(bytes, at, end, type, isCompact)
  let place = next
  for (let index = 0; index < count && place >= 0; index++) {
    if (place >= end) return cut
    place = afterValue(bytes, place, end, first, isCompact, depth + 1)
    if (type === kind.map && place >= 0) place = afterValue(bytes, place, end, second, isCompact, depth + 1)
  }
  return place
}
export function afterStruct(bytes: Uint8Array, at: number, end: number, isCompact: boolean, depth: number): number {
  for (let place = at; ;) {
    const { type, next, isInline } = headerAt(bytes, place, end, isCompact)
    if (next < 0 || type === kind.stop) return next
    place = isInline ? next : afterValue(bytes, next, end, type, isCompact, depth)
    if (place < 0) return place
  }
}

const mostItems = 4096
const longestLooked = 256
/** Whether the bytes of a value are shown as text: UTF-8 without control characters, which zeros may fill up. */
function isTextAt(bytes: Uint8Array, at: number, end: number, isCompact: boolean): boolean {
  const start = isCompact ? afterVarint(bytes, at, end) : at + 4
  const stop = Math.min(end, start + longestLooked)
  return start < 0 || start >= stop || isText.test(utf8Text(bytes, start, stop))
}
// oxlint-disable-next-line no-control-regex
const isText = /^[^\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]+\0*$/

/** The fields of a struct with the one that ends it, as far as they are there. */
export function fieldsIn(bytes: Uint8Array, at: number, end: number, isCompact: boolean, depth: number, isException = false): Found[] {
  const found: Found[] = []
  for (let place = at; place < end && found.length < mostItems;) {
    const { type, next, isInline } = headerAt(bytes, place, end, isCompact)
    if (next < 0) break
    const after = type === kind.stop || isInline ? next : afterValue(bytes, next, end, type, isCompact, depth)
    const stop = after < 0 ? end : after
    const isText = type === kind.binary && isTextAt(bytes, next, stop, isCompact)
    found.push({ start: place, end: stop, facts: { type, content: next, isCompact, depth, isField: true, isText, isException } })
    if (after < 0 || type === kind.stop) break
    place = after
  }
  return found
}
/** The values of a list, a set or a map. */
export function itemsIn(bytes: Uint8Array, end: number, { type, content, isCompact, depth }: Told): Found[] {
  const found: Found[] = []
  const { first, second, count, next } = holdsAt(bytes, content, end, type, isCompact)
  const most = next < 0 ? 0 : Math.min(mostItems, type === kind.map ? 2 * count : count)
  for (let place = next, index = 0; index < most && place < end; index++) {
    const own = type === kind.map && index % 2 === 1 ? second : first
    const after = afterValue(bytes, place, end, own, isCompact, depth + 1)
    const stop = after < 0 ? end : after
    const isText = own === kind.binary && isTextAt(bytes, place, stop, isCompact)
    found.push({ start: place, end: stop, facts: { type: own, content: place, isCompact, depth: depth + 1, isField: false, isText,
      isException: false } })
    if (after < 0) break
    place = after
  }
  return found
}
