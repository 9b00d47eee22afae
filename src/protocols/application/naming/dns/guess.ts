/** Knows a DNS message on any port by its first bytes. */
import { dnsClasses, dnsTypes } from '../../../names/dns-types.ts'
import { nameSize } from './name.ts'

/** Whether a message with one question begins at `start`: counts that fit its kind, a name, a type and a class that there are. */
export function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < header + shortestQuestion || bytes[start + 4] !== 0 || bytes[start + 5] !== 1) return false
  const response = (bytes[start + 2]! & 0x80) !== 0
  const opcode = (bytes[start + 2]! >> 3) & 0xf
  const reserved = bytes[start + 3]! & 0x40
  if (opcode > lastOpcode || reserved !== 0) return false
  // A query has no answers; its additional records are those of EDNS and of a signature.
  if (!response && (word(bytes, start + 6) !== 0 || word(bytes, start + 8) !== 0 || word(bytes, start + 10) > 2)) return false
  const size = nameSize(bytes, start + header, end)
  const type = start + header + size
  if (bytes[start + header]! >= pointer || type + 4 > end || classes[word(bytes, type + 2)] === undefined) return false
  return types[word(bytes, type)] !== undefined && bytes[start + header] !== netbiosLabel
}

const types: Readonly<Record<number, string>> = dnsTypes
const classes: Readonly<Record<number, string>> = dnsClasses
const word = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!

/** Bytes of a header, and of a question for the root. */
const header = 12
const shortestQuestion = 5
const lastOpcode = 5
const pointer = 0xc0
/** The length of every name of the NetBIOS Name Service, which uses the same header: RFC 1001, section 14.1. */
const netbiosLabel = 32
