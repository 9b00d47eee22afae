/** What protocols are written with. */
export { bounded } from './bounds.ts'
export { bound, cursorOf, point } from './cursor.ts'
export type { Aspect, Field, Fields, FieldType, Names, Placer, PlainReader, Reader, ValueOf } from './field.ts'
export { hex, bytes, rest, text } from './fields/bytes.ts'
export { ipv4Address, ipv4Text, ipv6Address, ipv6Text, mac, macText } from './fields/addresses.ts'
export {
  bits,
  computed,
  flag,
  listed,
  namedBy,
  nameIn,
  shownNumber,
  u16,
  u24,
  u32,
  u48,
  u64,
  u8,
  unsigned,
  type Look,
} from './fields/numbers.ts'
export { group, list, seenAs, when, type Extent } from './fields/parts.ts'
export type { Checksum, Ends, Guess, Note, Payload, Trust } from './facts.ts'
export { protocol, record, Schema, type Slot, type ViewOf } from './schema.ts'
export { isAbsent, View, type Node } from './view.ts'
