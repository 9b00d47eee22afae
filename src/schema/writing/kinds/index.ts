/** For each kind of field what writes it: the inverse of its reader in `kinds/`. */
import type { Wire } from '../../wire.ts'
import { writeAddress, writeGuid, writeOid } from './addresses.ts'
import { writeBer } from './ber.ts'
import { writeDomainName } from './domain-name.ts'
import {
  writeFlag,
  writeFloat,
  writeLargeNumber,
  writeLetters,
  writeNumber,
  writeUint,
  writeVarint,
} from './numbers.ts'
import { writeGroup, writeList } from './parts.ts'
import type { Place, Writer, WireOf } from '../place.ts'
import { writeBytes, writeCountedText, writeDelimitedText, writeText, writeTextToZero } from './texts.ts'
import { writeTime } from './times.ts'

/** Kinds that are written by the record around them. */
type Placed = 'choice' | 'ahead' | 'replaced' | 'elsewhere'

const writers: { readonly [K in Exclude<Wire['kind'], Placed>]: Writer<WireOf<K>> } = {
  number: writeNumber,
  'large number': writeLargeNumber,
  float: writeFloat,
  flag: writeFlag,
  letters: writeLetters,
  uint: writeUint,
  varint: writeVarint,
  address: writeAddress,
  bytes: writeBytes,
  text: writeText,
  'text to zero': writeTextToZero,
  'counted text': writeCountedText,
  'delimited text': writeDelimitedText,
  'domain name': writeDomainName,
  guid: writeGuid,
  oid: writeOid,
  time: writeTime,
  group: writeGroup,
  list: writeList,
  ber: writeBer,
  converted: (value, place, { of, back }) => writeValue(value === undefined ? value : back(value as never), place, of),
}

/** Writes a value and gives the bits it took. */
export function writeValue(value: unknown, place: Place, wire: Wire): number {
  const writer = writers[wire.kind as keyof typeof writers] as Writer
  return writer(value, place, wire)
}
