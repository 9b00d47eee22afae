/** The inverse of `kinds/numbers.ts`, `kinds/varints.ts` and `kinds/converted.ts`. */
import type { Place, WireOf, Writer } from '../place.ts'
import { refusal } from '../refusal.ts'

/** Writes a number of a fixed size. */
export const writeNumber: Writer<WireOf<'number'>> = (value = 0, place, wire) => {
  const { size, times, order } = wire
  const { least, most } = limitsOf(wire)
  const units = Number(value) / times
  if (typeof value !== 'number' || !Number.isInteger(units) || units < least || units > most) {
    const kind = times === 1 ? 'a whole number' : `a multiple of ${times}`
    throw refusal(place.path, `${kind} from ${least * times} to ${most * times}`, value)
  }
  put(place, size, units, order)
  return size
}

/** The smallest and the largest number on the wire, in its own units. */
export const limitsOf = ({ size, signed }: Pick<WireOf<'number'>, 'size' | 'signed'>) =>
  signed ? { least: -(2 ** (size - 1)), most: 2 ** (size - 1) - 1 } : { least: 0, most: 2 ** size - 1 }

function put({ output, at }: Place, size: number, value: number | bigint, order: 'little' | undefined): void {
  const bits = BigInt.asUintN(size, BigInt(value))
  if (order === 'little') output.putLittleBits(at, size, bits)
  else output.putBits(at, size, bits)
}

export const writeLargeNumber: Writer<WireOf<'large number'>> = (value = 0n, place, { signed, order }) => {
  const [least, most] = signed ? [-(1n << 63n), (1n << 63n) - 1n] : [0n, (1n << 64n) - 1n]
  const number = bigintOf(value)
  if (number === undefined || number < least || number > most)
    throw refusal(place.path, `a bigint from ${least} to ${most}`, value)
  put(place, 64, number, order)
  return 64
}

const bigintOf = (value: unknown): bigint | undefined =>
  typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value as number) : undefined

export const writeFloat: Writer<WireOf<'float'>> = (value = 0, { output, at, path }, { size, order }) => {
  if (typeof value !== 'number') throw refusal(path, 'a number', value)
  const view = new DataView(new ArrayBuffer(size / 8))
  if (size === 32) view.setFloat32(0, value, order === 'little')
  else view.setFloat64(0, value, order === 'little')
  output.putBytes(at >> 3, new Uint8Array(view.buffer))
  return size
}

export const writeFlag: Writer<WireOf<'flag'>> = (value = false, place, { order }) => {
  if (typeof value !== 'boolean') throw refusal(place.path, 'true or false', value)
  put(place, 1, value ? 1 : 0, order)
  return 1
}

export const writeLetters: Writer<WireOf<'letters'>> = (value, place, { names }) => {
  const letters = value ?? '·'.repeat(names.length)
  const fits = (letter: string, index: number) => letter === '·' || letter === names[index]
  if (typeof letters !== 'string' || letters.length !== names.length || ![...letters].every(fits))
    throw refusal(place.path, `the letters ${names}, or · in place of any of them`, value)
  const number = Number.parseInt([...letters].map((letter) => (letter === '·' ? '0' : '1')).join(''), 2)
  put(place, names.length, number, undefined)
  return names.length
}

/** As many bytes as the field says that its size depends on; as few as it needs where that field has no value yet. */
export const writeUint: Writer<WireOf<'uint'>> = (value = 0, place, { measure, order }) => {
  const { path } = place
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value >= 2 ** 48)
    throw refusal(path, `a whole number from 0 to ${2 ** 48 - 1}`, value)
  let least = 1
  while (value >= 2 ** (8 * least)) least++
  // Its own bits may say how long it is: each length is tried, the longest first.
  for (let length = 6; length >= least; length--) {
    put(place, 8 * length, value, order)
    const isRight = measure(place.view(place.at + 8 * length)) === length
    place.output.truncate((place.at >> 3) + (isRight ? length : 0))
    if (isRight) return 8 * length
  }
  const stated = measure(place.view())
  if (stated > 0 && stated < least) throw refusal(path, `a number of ${stated} bytes`, value)
  put(place, 8 * least, value, order)
  return 8 * least
}

export const writeVarint: Writer<WireOf<'varint'>> = (value = 0, place, { of }) => {
  const number = bigintOf(value)
  const bits = { quic: 62n, mqtt: 28n, leb128: 64n, base128: 64n, zigzag: 64n }[of]
  const [least, most] = of === 'zigzag' ? [-(1n << 63n), (1n << 63n) - 1n] : [0n, (1n << bits) - 1n]
  if (number === undefined || number < least || number > most)
    throw refusal(place.path, `a whole number from ${least} to ${most}`, value)
  const bytes = of === 'quic' ? quicBytes(number) : sevenBits(of === 'zigzag' ? zigzag(number) : number)
  place.output.putBytes(place.at >> 3, Uint8Array.from(of === 'base128' ? bigEndian(bytes) : bytes))
  return 8 * bytes.length
}

const zigzag = (value: bigint): bigint => BigInt.asUintN(64, (value << 1n) ^ (value >> 63n))

/** Seven bits a byte, the lowest first; all but the last have the highest bit set. */
function sevenBits(value: bigint): number[] {
  const bytes: number[] = []
  for (let rest = value; ;) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
    if (rest === 0n) break
  }
  bytes.push(bytes.pop()! & 0x7f)
  return bytes
}

const bigEndian = (bytes: readonly number[]): number[] =>
  bytes.toReversed().map((byte, index) => (index < bytes.length - 1 ? byte | 0x80 : byte & 0x7f))

function quicBytes(value: bigint): number[] {
  const exponent = [6n, 14n, 30n, 62n].findIndex((bits) => value < 1n << bits)
  const length = 1 << exponent
  const whole = value | (BigInt(exponent) << BigInt(8 * length - 2))
  return Array.from({ length }, (_, index) => Number((whole >> BigInt(8 * (length - 1 - index))) & 0xffn))
}
