/**
 * Whether checksums are right, knowing that on the sending machine a capture is made before the network card fills them
 * in.
 */
import type { Checksum, View } from '../schema/index.ts'

export interface ChecksumVerdict {
  readonly layer: View
  /**
   * `offloaded`: left for the network card (0, or only the pseudo-header summed). `absent`: the sender made none.
   * `unverified`: not all it covers is here.
   */
  readonly verdict: 'good' | 'bad' | 'offloaded' | 'absent' | 'unverified'
  readonly found: number
  /** What would be right; where that cannot be worked out, what was found. */
  readonly expected: number
}

/** The verdict on each layer that has a checksum, outermost first; quoted packets are left out. */
export function verifyChecksums(layers: readonly View[]): readonly ChecksumVerdict[] {
  const verdicts: ChecksumVerdict[] = []
  let carrier: View | undefined
  let whole = true
  for (const layer of layers) {
    const { checksum, ends, carries } = layer.schema
    if (!layer.headed) break
    if (checksum !== undefined && hasField(layer, checksum.key)) verdicts.push(verify(layer, checksum, carrier, whole))
    if (ends?.kind === 'address') carrier = layer
    // A network layer that is cut, in fragments or routed on leaves those above it without what their checksums cover.
    if (ends?.kind === 'address') whole = layer.cut === undefined
    if (carries?.partial?.(layer as never)) whole = false
    if (carries?.quoted) break
  }
  return verdicts
}

/** Whether a field that is not in every layer of a protocol is in this one. */
const hasField = (layer: View, key: string): boolean =>
  (layer as unknown as Readonly<Record<string, unknown>>)[key] !== undefined

function verify(
  layer: View,
  { offset, covers, pseudo, optional }: Checksum,
  carrier: View | undefined,
  whole: boolean,
): ChecksumVerdict {
  const { bytes, start, limit: end } = layer
  const found = (bytes[start + offset]! << 8) | bytes[start + offset + 1]!
  const result = (verdict: ChecksumVerdict['verdict'], expected = found) => ({ layer, verdict, found, expected })
  if (optional && found === 0) return result('absent')
  const covered = covers === 'header' ? layer.offsetOf() >> 3 : end - start
  if (start + covered > end || (covers === 'message' && (!whole || layer.cut !== undefined)))
    return result('unverified')
  if (pseudo !== undefined && carrier === undefined) return result('unverified')
  const header = pseudo === undefined ? 0 : pseudoHeader(carrier!, pseudo, covered)
  const sum = fold(header + sumOf(bytes, start, start + covered))
  if (sum === 0xffff) return result('good')
  // In ones' complement, adding the complement takes away what was found.
  const expected = ~fold(sum + (~found & 0xffff)) & 0xffff
  const left = found === 0 || (pseudo !== undefined && found === fold(header))
  return result(left ? 'offloaded' : 'bad', expected)
}

/**
 * The checksum of the bytes from `start` to `end`, whose checksum field is 0, of a layer that declares one; `carrier`
 * is the layer with the addresses, undefined where there is none.
 */
export function checksumOf(
  { pseudo, optional }: Checksum,
  bytes: Uint8Array,
  start: number,
  end: number,
  carrier: Carrier | undefined,
): number | undefined {
  if (pseudo !== undefined && carrier === undefined) return undefined
  const header = pseudo === undefined ? 0 : pseudoHeader(carrier!, pseudo, end - start)
  const sum = ~fold(header + sumOf(bytes, start, end)) & 0xffff
  // RFC 768: where 0 says that there is none, all ones stand for it.
  return optional && sum === 0 ? 0xffff : sum
}

/** The layer with the addresses of a pseudo-header. */
export type Carrier = Pick<View, 'bytes' | 'start' | 'schema'>

/** Addresses, protocol and length (RFC 9293, section 3.1; RFC 8200, section 8.1). */
function pseudoHeader({ bytes, start, schema }: Carrier, protocol: number, length: number): number {
  const { source, destination, length: size } = schema.ends!
  return (
    sumOf(bytes, start + source, start + source + size) +
    sumOf(bytes, start + destination, start + destination + size) +
    protocol +
    length
  )
}

/** The 16-bit words from `from` to `to`, added up; an odd last byte counts as the upper half of one (RFC 1071). */
function sumOf(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0
  let at = from
  for (; at + 1 < to; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  return at < to ? sum + (bytes[at]! << 8) : sum
}

/** A sum with its carries added back in. */
function fold(sum: number): number {
  let folded = sum
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000)
  return folded
}
