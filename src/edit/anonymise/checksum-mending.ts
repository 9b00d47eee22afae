/**
 * Mends the Internet checksums (RFC 1071) of a frame whose bytes were replaced, by what changed of what they cover
 * (RFC 1624): those that were right are right, those that were wrong are as wrong as before, also where the packet was
 * not all captured.
 */
import type { Checksum, View } from '../../schema/index.ts'
import type { Rewriting } from './field-rewriter.ts'

/** `layers`: of the frame as it was, outermost first. */
export function mendChecksums(layers: readonly View[], frame: Rewriting): void {
  // What an outer checksum covers has inner ones in it.
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!
    const { checksum } = layer.schema
    if (checksum === undefined || !layer.headed) continue
    mend(
      layer,
      checksum,
      layers.slice(0, index).findLast(({ schema }) => schema.ends?.kind === 'address'),
      frame,
    )
  }
}

function mend(layer: View, checksum: Checksum, carrier: View | undefined, { from, into, shift }: Rewriting): void {
  const { start, limit } = layer
  const place = start + checksum.offset
  const found = (from[place]! << 8) | from[place + 1]!
  if (place + 2 > limit || (found === 0 && checksum.optional)) return
  const end = checksum.covers === 'header' ? Math.min(limit, start + (layer.offsetOf() >> 3)) : limit
  const ends = checksum.pseudo === undefined ? [] : addressesOf(carrier)
  const addresses = (bytes: Uint8Array, by: number) =>
    ends.reduce((sum, { at, length }) => sum + sumOf(bytes, at + by, at + by + length), 0)
  const header = addresses(from, 0) + (checksum.pseudo ?? 0) + (checksum.pseudo === undefined ? 0 : end - start)
  const change = addresses(into, shift) - addresses(from, 0)
  // The network card was to fill it in: of the header in front of it only, or not at all.
  if (checksum.pseudo !== undefined && ends.length > 0 && found === folded(header)) {
    return put(into, place + shift, folded(found + change))
  }
  const before = sumOf(from, start, end)
  if (found === 0 && folded(before + header) !== 0) return
  const apart = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!
  const changed = change + sumOf(into, start + shift, end + shift) - apart(into, place + shift) - (before - found)
  if (folded(changed) !== 0) put(into, place + shift, 0xffff - folded(0xffff - found + changed))
}

function addressesOf(carrier: View | undefined): readonly { readonly at: number; readonly length: number }[] {
  if (carrier === undefined) return []
  const { source, destination, length } = carrier.schema.ends!
  return [source, destination].map((offset) => ({ at: carrier.start + offset, length }))
}

/** The 16-bit words from `at` to `end`, added up; an odd last byte counts as the upper half of one. */
function sumOf(bytes: Uint8Array, at: number, end: number): number {
  let sum = 0
  for (; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  return at < end ? sum + (bytes[at]! << 8) : sum
}

/** A sum in ones' complement, from 0 to 0xfffe: 0xffff is 0. */
function folded(sum: number): number {
  const rest = sum % 0xffff
  return rest < 0 ? rest + 0xffff : rest
}

function put(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8
  bytes[at + 1] = value
}
