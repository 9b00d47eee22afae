/** Which types of records there are at a name: a bit for each, in blocks of 256, RFC 4034 section 4.1.2. */
import { converted, holding, list, record, rest, tlv, u8, type Field } from '../../../../schema/index.ts'
import { dnsTypes } from '../../../names/dns-types.ts'

const block = tlv('Block', { window: u8('', 'Window'), length: u8('', 'Bitmap Length') }).fields({ bitmap: rest('', 'Bitmap') })
const blocks = record('Blocks', { blocks: list('', 'Blocks', block) })

/** The types in words, such as `A NS SOA`; takes all bytes that are left. */
export const typeBitmap = (label: string): Field<string, unknown> => holding(converted(
  rest('', label),
  (bytes) => typesIn(blocks.view(bytes, 0, bytes.length).blocks).map((type) => names[type] ?? `TYPE${type}`).join(' '),
  'text',
  bitmapOf,
), 'vocabulary')

const names: Readonly<Record<number, string>> = dnsTypes
const longestBitmap = 32

/** The bytes for types in words. */
function bitmapOf(words: string): Uint8Array {
  const types = words.split(' ').filter((word) => word !== '').map(typeOf)
  const windows = [...new Set(types.map((type) => type >> 8))].toSorted((a, b) => a - b)
  return Uint8Array.from(windows.flatMap((window) => {
    const octets = types.filter((type) => type >> 8 === window).map((type) => type & 255)
    const bitmap = new Uint8Array((Math.max(...octets) >> 3) + 1)
    for (const octet of octets) bitmap[octet >> 3]! |= 0x80 >> (octet & 7)
    return [window, bitmap.length, ...bitmap]
  }))
}

function typeOf(word: string): number {
  const known = Object.entries(names).find(([, name]) => name === word)?.[0] ?? /^TYPE(\d{1,5})$/.exec(word)?.[1]
  if (known === undefined || Number(known) > 0xffff) throw new TypeError(`${JSON.stringify(word)} is no type of records`)
  return Number(known)
}

function typesIn(blocks: readonly { readonly window: number; readonly bitmap: Uint8Array }[]): number[] {
  const types: number[] = []
  let above = -1
  for (const { window, bitmap } of blocks) {
    if (window <= above) break
    above = window
    for (const [index, octet] of bitmap.subarray(0, longestBitmap).entries())
      for (let bit = 0; bit < 8; bit++) if ((octet & (0x80 >> bit)) !== 0) types.push(window * 256 + index * 8 + bit)
  }
  return types
}
