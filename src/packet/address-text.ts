import { ipv6Text, macText, type FieldType } from '../schema/index.ts'
import type { TextBuffer } from '../text/buffer.ts'

/** Appends the address of a type whose bytes begin at `at`. */
export function writeAddress(type: FieldType, bytes: Uint8Array, at: number, text: TextBuffer): void {
  if (type === 'ipv4') text.ipv4(bytes, at)
  else if (type === 'ipv6') text.copy(ipv6.of(bytes, at))
  else text.copy(ether.of(bytes, at))
}

/** Whether values of a type are addresses, of which a `Selection` finds the places. */
export const isAddress = (type: FieldType): boolean => type === 'ipv4' || type === 'ipv6' || type === 'ether'

/**
 * The texts of addresses seen lately: a capture has few of them, many times over. As many as fit a table, whatever
 * comes.
 */
class Texts {
  private readonly known: Uint8Array
  private readonly texts: (Uint8Array | undefined)[] = Array.from({ length: slots }, () => undefined)

  constructor(
    private readonly length: number,
    private readonly write: (bytes: Uint8Array, at: number) => string,
  ) {
    this.known = new Uint8Array(slots * length)
  }

  of(bytes: Uint8Array, at: number): Uint8Array {
    const { known, length } = this
    let hash = 0
    for (let index = 0; index < length; index++) hash = (Math.imul(hash, 31) + bytes[at + index]!) | 0
    const slot = (hash ^ (hash >>> 8)) & (slots - 1)
    const text = this.texts[slot]
    let same = 0
    while (same < length && known[slot * length + same] === bytes[at + same]) same++
    if (text !== undefined && same === length) return text
    for (let index = 0; index < length; index++) known[slot * length + index] = bytes[at + index]!
    return (this.texts[slot] = new TextEncoder().encode(this.write(bytes, at)))
  }
}

const slots = 256
const ipv6 = new Texts(16, ipv6Text)
const ether = new Texts(6, macText)
