/**
 * Mends the checksums of a frame whose bytes were replaced. Those of the Internet (RFC 1071) change by what changed of
 * what they cover (RFC 1624): those that were right are right, those that were wrong are as wrong as before, also where
 * the packet was not all captured. Cyclic ones are made again if they were right.
 */
import type { Checksum, Node, View } from '../../schema/index.ts'
import {
  checksumsIn,
  coveredEnd,
  crc32c,
  hasPseudoHeader,
  littleEndian,
  putLittleEndian,
  sumOf,
} from '../../packet/checksums/index.ts'
import { data } from '../../packet/registry/index.ts'
import { untold, type Rewriting } from './field-rewriter.ts'

/** `layers`: of the frame as it was, outermost first. */
export function mendChecksums(layers: readonly View[], frame: Rewriting): void {
  // What an outer checksum covers has inner ones in it.
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!
    if (!layer.headed) continue
    if (layer.schema.carries?.partial !== undefined) balance(layers[index + 1], frame)
    const carrier = layers.findLastIndex(({ schema }, at) => at < index && schema.ends?.kind === 'address')
    const carriers = carrier < 0 ? [] : layers.slice(carrier, index)
    for (const { view, checksum } of checksumsIn(layer).toReversed())
      if (checksum.algorithm === 'crc32c') mendCyclic(view, checksum, frame)
      else mend(view, checksum, hasPseudoHeader(checksum, carriers[0]) ? carriers : [], frame)
  }
}

function mendCyclic(layer: View, checksum: Checksum, { from, into, shift }: Rewriting): void {
  const { start } = layer
  const [place, end] = [start + checksum.offset, coveredEnd(layer, checksum)]
  if (littleEndian(from, place) === crc32c(from, start, end, place))
    putLittleEndian(into, place + shift, crc32c(into, start + shift, end + shift, place + shift))
}

/** `carriers`: the layer whose addresses are in the pseudo-header, and those after it; none without that. */
function mend(layer: View, checksum: Checksum, carriers: readonly View[], frame: Rewriting): void {
  const { from, into, shift } = frame
  const { start, limit } = layer
  const place = start + checksum.offset
  const found = wordAt(from, place)
  if (place + 2 > limit || (found === 0 && checksum.optional)) return
  const covered = coveredEnd(layer, checksum)
  const end = covered <= limit ? covered : limit
  const before = sumOf(from, start, end)
  const rest = carriers.length === 0 ? 0 : checksum.pseudo! + end - start
  const ends = endsOf(carriers, (sum) => folded(before + rest + sum) === 0, from)
  const addresses = addressSum(from, ends, 0)
  const change = addressSum(into, ends, shift) - addresses
  // The network card was to fill it in: of the header in front of it only, or not at all.
  if (ends.length > 0 && found === folded(addresses + rest)) return put(into, place + shift, folded(found + change))
  if (found === 0 && folded(before + addresses + rest) !== 0) return
  const changed = change + sumOf(into, start + shift, end + shift) - wordAt(into, place + shift) - (before - found)
  if (folded(changed) !== 0) put(into, place + shift, 0xffff - folded(0xffff - found + changed))
}

/** Where an address is. */
interface Place {
  readonly at: number
  readonly length: number
}

/**
 * The addresses in the pseudo-header: those of the carrier, or with another that it or the layers after it have as the
 * destination, where the checksum is right with that: packets that are routed by their source end elsewhere (RFC 8200,
 * section 8.1; RFC 791, section 3.1).
 */
function endsOf(carriers: readonly View[], isRight: (sum: number) => boolean, from: Uint8Array): readonly Place[] {
  const [carrier] = carriers
  if (carrier === undefined) return []
  const { source, destination, length, type } = carrier.schema.ends!
  const [first, last] = [source, destination].map((offset) => ({ at: carrier.start + offset, length }))
  const usual = [first!, last!]
  if (isRight(addressSum(from, usual, 0))) return usual
  const others = carriers.flatMap((view) => placesIn(view.nodes(), type)).map((at) => [first!, { at, length }])
  return others.find((ends) => isRight(addressSum(from, ends, 0))) ?? usual
}

const placesIn = (nodes: readonly Node[], type: string): readonly number[] =>
  nodes.flatMap((node) =>
    node.parts.length > 0 ? placesIn(node.parts, type) : node.field.holds === type && !node.cut ? [node.offset] : [],
  )

const addressSum = (bytes: Uint8Array, ends: readonly Place[], shift: number) =>
  ends.reduce((sum, { at, length }) => sum + sumOf(bytes, at + shift, at + length + shift), 0)

/**
 * Leaves the sum of what a packet carries that is not decoded as it was, since it may be a fragment, and the checksum
 * that covers it in another: two bytes that would become zero become what is missing.
 */
function balance(carried: View | undefined, { from, into, shift, fate, start }: Rewriting): void {
  if (carried?.schema !== data.schema) return
  const end = carried.limit
  const change = sumOf(into, carried.start + shift, end + shift) - sumOf(from, carried.start, end)
  if (folded(change) === 0) return
  for (let at = carried.start; at + 1 < end; at += 2)
    if (fate[at - start] === untold && fate[at + 1 - start] === untold)
      return put(into, at + shift, folded(wordAt(into, at + shift) - change))
}

const wordAt = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!

/** A sum in ones' complement, from 0 to 0xfffe: 0xffff is 0. */
function folded(sum: number): number {
  const rest = sum % 0xffff
  return rest < 0 ? rest + 0xffff : rest
}

function put(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8
  bytes[at + 1] = value
}
