/** The inverse of `kinds/bytes.ts`, `kinds/text.ts` and `kinds/lines/words.ts`. */
import type { Encoding } from '../../kinds/text.ts'
import type { Place, WireOf, Writer } from '../place.ts'
import { refusal } from '../refusal.ts'

/** Bytes of a fixed number, all of them; else as many as are given, or, where a field says how many, zeros. */
export const writeBytes: Writer<WireOf<'bytes'>> = (value, place, { length: fixed }) => {
  const { output, at, path } = place
  if (value === undefined) return blank(place, fixed)
  if (!(value instanceof Uint8Array) || (fixed !== undefined && value.length !== fixed))
    throw refusal(path, fixed === undefined ? 'a Uint8Array' : `a Uint8Array of ${fixed} bytes`, value)
  output.putBytes(at >> 3, value)
  return 8 * value.length
}

/** Room for what has no value: as many zeros as other fields say. */
function blank({ field, output, at, view }: Place, fixed: number | undefined): number {
  const { size } = field
  const stated = fixed ?? (typeof size === 'number' ? size >> 3 : size(view() as never, at >> 3))
  const length = stated > 0 && stated < 65536 ? stated : 0
  output.reserve((at >> 3) + length)
  return 8 * length
}

export const writeText: Writer<WireOf<'text'>> = (value, place, { encoding, padding, length: fixed }) => {
  const { output, at, path } = place
  if (value === undefined && padding !== 'space') return blank(place, fixed)
  const bytes = encoded(value ?? '', encoding, path)
  if (fixed === undefined) {
    output.putBytes(at >> 3, bytes)
    return 8 * bytes.length
  }
  if (bytes.length > fixed) throw refusal(path, `text of at most ${fixed} bytes`, value)
  const filler = padding === 'space' ? encoded(' ', encoding, path) : new Uint8Array(1)
  const whole = Uint8Array.from({ length: fixed }, (_, index) => bytes[index] ?? filler[index % filler.length]!)
  output.putBytes(at >> 3, whole)
  return 8 * fixed
}

export const writeTextToZero: Writer<WireOf<'text to zero'>> = (value = '', { output, at, path }, { encoding }) => {
  if (typeof value === 'string' && value.includes('\0')) throw refusal(path, 'text without a zero character', value)
  const bytes = encoded(`${checked(value, path)}\0`, encoding, path)
  output.putBytes(at >> 3, bytes)
  return 8 * bytes.length
}

export const writeCountedText: Writer<WireOf<'counted text'>> = (value = '', place, { encoding, prefix, order }) => {
  const { output, at, path } = place
  const bytes = encoded(value, encoding, path)
  if (bytes.length >= 2 ** (8 * prefix)) throw refusal(path, `text of at most ${2 ** (8 * prefix) - 1} bytes`, value)
  if (order === 'little') output.putLittleBits(at, 8 * prefix, bytes.length)
  else output.putBits(at, 8 * prefix, bytes.length)
  output.putBytes((at >> 3) + prefix, bytes)
  return 8 * (prefix + bytes.length)
}

/** Text, or a number in digits, and the delimiter that ends it. */
export const writeDelimitedText: Writer<WireOf<'delimited text'>> = (value, place, { by }) => {
  const { output, at, path, field } = place
  const isNumber = field.type === 'number'
  if (isNumber && value !== undefined && !(Number.isSafeInteger(value) && Number(value) >= 0))
    throw refusal(path, 'a whole number from 0 on', value)
  const words = isNumber ? `${Number(value ?? 0)}` : checked(value ?? '', path)
  if (/[\r\n]/.test(words) || words.includes(by))
    throw refusal(path, `text without ${JSON.stringify(by)} and line ends`, value)
  const bytes = encoded(words + by, 'ascii', path)
  output.putBytes(at >> 3, bytes)
  return 8 * bytes.length
}

function checked(value: unknown, path: string): string {
  if (typeof value !== 'string') throw refusal(path, 'text', value)
  return value
}

/** The bytes of a text. */
export function encoded(value: unknown, encoding: Encoding, path: string): Uint8Array {
  const words = checked(value, path)
  if (encoding === 'utf-8') return utf8.encode(words)
  if (encoding === 'ascii' || encoding === 'latin-1') {
    const most = encoding === 'ascii' ? 0x7f : 0xff
    const codes = Uint16Array.from({ length: words.length }, (_, index) => words.charCodeAt(index))
    if (codes.some((code) => code > most)) throw refusal(path, `text in ${encoding}`, value)
    return Uint8Array.from(codes)
  }
  return Uint8Array.from({ length: 2 * words.length }, (_, index) => {
    const code = words.charCodeAt(index >> 1)
    return (index & 1) === (encoding === 'utf-16be' ? 0 : 1) ? code >> 8 : code & 255
  })
}

const utf8 = new TextEncoder()
