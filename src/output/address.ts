import { ipv6Text, macText, type FieldType } from '../schema/index.ts'
import type { TextBuffer } from './text.ts'

/** Appends the address of a type whose bytes begin at `at`. */
export function writeAddress(type: FieldType, bytes: Uint8Array, at: number, text: TextBuffer): void {
  if (type === 'ipv4') text.ipv4(bytes, at)
  else text.text(type === 'ipv6' ? ipv6Text(bytes, at) : macText(bytes, at))
}

/** Whether values of a type are addresses, of which a `Selection` finds the places. */
export const isAddress = (type: FieldType): boolean => type === 'ipv4' || type === 'ipv6' || type === 'ether'
