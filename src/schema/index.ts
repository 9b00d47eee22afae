/** What protocols are written with; `onwire/schema`. docs/protocols.md describes each word. */
export type { Aspect, Field, Fields, FieldType, Holding, Names, Placer, PlainReader, Reader, ValueOf } from './field.ts'
export { bytes, computedBytes, padding, rest } from './kinds/bytes.ts'
export { hex } from './kinds/hex.ts'
export {
  ipv4Address,
  ipv4Prefix,
  ipv4Text,
  ipv6Address,
  ipv6Prefix,
  ipv6Text,
  mac,
  macText,
} from './kinds/addresses.ts'
export {
  bits,
  f32,
  f64,
  computed,
  flag,
  listed,
  namedBy,
  nameIn,
  orRest,
  shownNumber,
  u16,
  u24,
  u32,
  u48,
  u64,
  u8,
  unsigned,
  unsignedLittle,
  type Look,
} from './kinds/numbers.ts'
export { bcd, converted, holding, letters } from './kinds/converted.ts'
export { computedFlag, finding, only, optional, when } from './kinds/conditions.ts'
export { domainName, domainNameMeasures, domainNameSize } from './kinds/domain-name.ts'
export { crc32, crc32c } from './engine/cyclic.ts'
export { ahead, alias, atEnd, group, overlay } from './kinds/group.ts'
export {
  afterBlanks,
  afterFoldedLine,
  afterFolds,
  afterLine,
  asciiText,
  carriageReturn,
  decimalIn,
  isAt,
  isAtInAnyCase,
  afterWhiteSpace,
  beforeWhiteSpace,
  tokenStop,
  isLineEnd,
  isPrintable,
  lineStop,
  octets,
  oneOfWords,
  positionOf,
  space,
  tab,
  trimmedEnd,
  utf8Text,
} from './kinds/lines/scan.ts'
export {
  dottedLength,
  headLength,
  isCommand,
  isReply,
  lineLength,
  messageEnd,
  opensWithText,
  undotted,
} from './kinds/lines/framing.ts'
export {
  emptyLine,
  headerLine,
  headerNumber,
  headerText,
  headerValue,
  isHeaderLine,
  type HeaderLine,
} from './kinds/lines/headers.ts'
export { unfolded } from './kinds/lines/folds.ts'
export { commandOrReply, lineRecord, parts, replyCode, replyLines, textLines } from './kinds/lines/line-records.ts'
export { commandsAndReplies, negotiation, type Negotiation } from './kinds/lines/negotiation.ts'
export { line, numberWord, optionalLine, upTo, wholeLine, word } from './kinds/lines/words.ts'
export { found, list, vector, type Found, type ComputedExtent, type Extent } from './kinds/lists.ts'
export { ber, berElement, type BerLook } from './kinds/ber/index.ts'
export { berMessageLength } from './kinds/ber/message-length.ts'
export { guid, oid } from './kinds/identifiers.ts'
export { secondsText, time, type TimeKind } from './kinds/times.ts'
export { uint, varint, type VarintKind } from './kinds/varints.ts'
export { computedText, text, type Encoding } from './kinds/text.ts'
export { tlv } from './kinds/tlv.ts'
export type { Checksum, Ends, Guess, Note, Payload, Trust, VariedEnds } from './engine/facts.ts'
export {
  fact,
  factPlaces,
  reassembly,
  valuesOf as factValuesOf,
  type Fact,
  type FactPlace,
  type Facts,
  type FactsOf,
  type FactValues,
} from './kinds/facts.ts'
export {
  noKeys,
  unfinished,
  untilEnd,
  goesOn,
  type Announced,
  type Exchange,
  type Repeats,
  type Fragmentation,
  type Framing,
  type FramingProgress,
  type Messages,
  type Derived,
  type Keys,
  type StreamMemory,
  type StreamPlace,
  type TableKey,
} from './engine/conversing.ts'
export type { Slot } from './engine/layout.ts'
export { peek } from './engine/peek.ts'
export type { Recognizer } from './engine/recognizer.ts'
export { otherwise, range } from './condition.ts'
export { protocol, record } from './definitions.ts'
export { Schema } from './schema.ts'
export type { ValuesOf, ViewOf } from './values.ts'
export { given, lineOf, type Detail, type Details, type Family, type Severity } from './presentation.ts'
export { isAbsent, View, type Node } from './view.ts'
