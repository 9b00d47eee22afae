/** Which types of records there are at a name: a bit for each, in blocks of 256, RFC 4034 section 4.1.2. */
import type { Field } from '../../../../schema/index.ts'
import { dnsTypes } from '../../../names/dns-types.ts'

/** The types in words, such as `A NS SOA`; takes all bytes that are left. */
export const typeBitmap = (label: string): Field<string, unknown> => ({
  filter: '', label, also: [], type: 'text', elastic: true,
  size: (self, at) => self.end - at,
  bind: () => (bytes, at, self) => typesIn(bytes, at, self.end).map((type) => names[type] ?? `TYPE${type}`).join(' '),
  show: (types) => types,
})

const names: Readonly<Record<number, string>> = dnsTypes

function typesIn(bytes: Uint8Array, start: number, end: number): number[] {
  const types: number[] = []
  for (let at = start, above = -1; at + 2 <= end && bytes[at]! > above; at += 2 + bytes[at + 1]!) {
    above = bytes[at]!
    const last = Math.min(end, at + 2 + Math.min(32, bytes[at + 1]!))
    for (let bit = 0; at + 2 + (bit >> 3) < last; bit++) if ((bytes[at + 2 + (bit >> 3)]! & (0x80 >> (bit & 7))) !== 0) types.push(above * 256 + bit)
  }
  return types
}
