/**
 * Whether checksums are right, knowing that on the sending machine a capture is made before the network card fills them
 * in.
 */
import { View, type Checksum, type Node, type Schema } from '../../schema/index.ts'
import { schemasWithin } from '../../schema/parts.ts'
import { checksumLength, coveredEnd, cyclicOf, hasPseudoHeader, pseudoHeader } from './declared.ts'
import { fold, sumOf } from './internet.ts'

export interface ChecksumVerdict {
  /** The layer, or a record of one that has a checksum of its own. */
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
    const { ends, carries } = layer.schema
    if (!layer.headed) break
    for (const { view, checksum } of checksumsIn(layer))
      verdicts.push(verify(view, checksum, carrier, whole && (view === layer || layer.cut === undefined)))
    if (ends?.kind === 'address') carrier = layer
    // A network layer that is cut, in fragments or routed on leaves those above it without what their checksums cover.
    if (ends?.kind === 'address') whole = layer.cut === undefined
    if (carries?.partial?.(layer as never)) whole = false
    if (carries?.quoted) break
  }
  return verdicts
}

/** A checksum that is there, and the layer or record whose definition declares it. */
export interface Checksummed {
  readonly view: View
  readonly checksum: Checksum
}

/** The checksum of a layer, and those of its records. */
export function checksumsIn(layer: View): readonly Checksummed[] {
  const { checksum } = layer.schema
  const own = checksum !== undefined && hasChecksum(layer, checksum) ? [{ view: layer, checksum }] : []
  return recordsHaveOne(layer.schema) ? [...own, ...layer.nodes().flatMap(checksumsOf)] : own
}

function checksumsOf({ value, parts }: Node): readonly Checksummed[] {
  if (value instanceof View) return value.headed ? checksumsIn(value) : []
  return Array.isArray(value) ? parts.flatMap(checksumsOf) : []
}

/** Whether a field that is not in every layer of a protocol is in this one, and holds a checksum there. */
export const hasChecksum = (layer: View, { key, when }: Checksum): boolean =>
  (layer as unknown as Readonly<Record<string, unknown>>)[key] !== undefined && when?.(layer as never) !== false

/** Whether a record in a layer may have a checksum: those of most protocols have none, and are not looked through. */
function recordsHaveOne(schema: Schema): boolean {
  let has = known.get(schema)
  if (has === undefined) {
    has = [...schemasWithin(schema)].some((each) => each !== schema && each.checksum !== undefined)
    known.set(schema, has)
  }
  return has
}

const known = new WeakMap<Schema, boolean>()

function verify(layer: View, checksum: Checksum, carrier: View | undefined, whole: boolean): ChecksumVerdict {
  const { bytes, start, limit } = layer
  const { offset, covers, optional, algorithm, pseudo } = checksum
  const found = valueAt(bytes, start + offset, checksumLength(checksum))
  const result = (verdict: ChecksumVerdict['verdict'], expected = found) => ({ layer, verdict, found, expected })
  if (optional && found === 0) return result('absent')
  const end = coveredEnd(layer, checksum)
  const isHere = covers === 'header' || end < limit || (whole && layer.cut === undefined)
  if (!isHere || !(end <= limit)) return result('unverified')
  if (algorithm === 'crc32c') {
    const expected = cyclicOf(checksum, bytes, start, end)
    return result(found === expected ? 'good' : found === 0 ? 'offloaded' : 'bad', expected)
  }
  if (pseudo !== undefined && carrier === undefined) return result('unverified')
  const isPseudo = hasPseudoHeader(checksum, carrier)
  const header = isPseudo ? pseudoHeader(carrier!, pseudo!, end - start) : 0
  const sum = fold(header + sumOf(bytes, start, end))
  if (sum === 0xffff) return result('good')
  // In ones' complement, adding the complement takes away what was found.
  const expected = ~fold(sum + (~found & 0xffff)) & 0xffff
  const left = found === 0 || (isPseudo && found === fold(header))
  return result(left ? 'offloaded' : 'bad', expected)
}

function valueAt(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let index = 0; index < length; index++) value = value * 256 + bytes[at + index]!
  return value
}
