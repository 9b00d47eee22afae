/** The fields of a TCP header that connections go by, read from its bytes: RFC 9293, section 3.1. */
import { wordAt } from './options.ts'

/** 32 bits with a sign. */
export const sequenceIn = (bytes: Uint8Array, start: number): number => wordAt(bytes, start + 4)
/** 32 bits with a sign. */
export const acknowledgmentIn = (bytes: Uint8Array, start: number): number => wordAt(bytes, start + 8)
/** Length of the header as it says itself, options and all, in bytes. */
export const lengthIn = (bytes: Uint8Array, start: number): number => (bytes[start + 12]! >> 4) * 4
/** CWR to FIN. */
export const flagsIn = (bytes: Uint8Array, start: number): number => bytes[start + 13]!
export const windowIn = (bytes: Uint8Array, start: number): number => (bytes[start + 14]! << 8) | bytes[start + 15]!

/** Length of a header without options, in bytes. */
export const fixedLength = 20
