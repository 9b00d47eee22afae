/** What a definition declares of a checksum, worked out for a layer: its size, what it covers, what would be right. */
import { crc32c, type Checksum, type View } from '../../schema/index.ts'
import { fold, sumOf } from './internet.ts'
import { littleEndian } from './little-endian.ts'

/** The layer with the addresses of a pseudo-header. */
export type Carrier = Pick<View, 'bytes' | 'start' | 'schema'>

/** Bytes of the field that holds it. */
export const checksumLength = ({ algorithm }: Pick<Checksum, 'algorithm'>): 2 | 4 => (algorithm === 'crc32c' ? 4 : 2)

/** The value of a checksum as text, with all its digits. */
export const checksumHex = (checksum: Pick<Checksum, 'algorithm'>, value: number): string =>
  `0x${value.toString(16).padStart(2 * checksumLength(checksum), '0')}`

/** Where in `bytes` ends what a checksum covers; NaN, or after `limit`, where not all of that was captured. */
export function coveredEnd(layer: View, { covers, headerWhen }: Checksum): number {
  if (covers === 'message' && !headerWhen?.(layer as never)) return layer.limit
  const { declared } = layer.schema
  return layer.start + (declared === undefined ? layer.offsetOf() >> 3 : declared(layer as never))
}

/** Whether a pseudo-header is summed, where `carrier` has the addresses. */
export const hasPseudoHeader = ({ pseudo, pseudoOver }: Checksum, carrier: Pick<View, 'schema'> | undefined): boolean =>
  pseudo !== undefined && (pseudoOver === undefined || carrier?.schema.ends?.type === pseudoOver)

/**
 * What the checksum of the bytes from `start` to `end` should be, as its field has it, if that field is 0; `carrier` is
 * the layer with the addresses, undefined where there is none. Undefined where the addresses are needed.
 */
export function checksumOf(
  checksum: Checksum,
  bytes: Uint8Array,
  start: number,
  end: number,
  carrier: Carrier | undefined,
): number | undefined {
  if (checksum.algorithm === 'crc32c') return cyclicOf(checksum, bytes, start, end)
  const isPseudo = hasPseudoHeader(checksum, carrier)
  if (isPseudo && carrier === undefined) return undefined
  const header = isPseudo ? pseudoHeader(carrier!, checksum.pseudo!, end - start) : 0
  const sum = ~fold(header + sumOf(bytes, start, end)) & 0xffff
  // RFC 768: where 0 says that there is none, all ones stand for it.
  return checksum.optional && sum === 0 ? 0xffff : sum
}

/** CRC-32C with its own field as zero; its least significant byte comes first (RFC 9260, appendix A). */
export function cyclicOf({ offset }: Pick<Checksum, 'offset'>, bytes: Uint8Array, start: number, end: number): number {
  const value = crc32c(bytes, start, end, start + offset)
  return littleEndian(new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]), 0)
}

/** Addresses, protocol and length (RFC 9293, section 3.1; RFC 8200, section 8.1), added up. */
export function pseudoHeader({ bytes, start, schema }: Carrier, protocol: number, length: number): number {
  const { source, destination, length: size } = schema.ends!
  return (
    sumOf(bytes, start + source, start + source + size) +
    sumOf(bytes, start + destination, start + destination + size) +
    protocol +
    length
  )
}
