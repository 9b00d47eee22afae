/** Code that runs before a filter: lengths of link-layer headers that vary from packet to packet. */
import { linkNumbers, links } from './link-layers.ts'
import {
  all,
  anySet,
  arithmetic,
  assign,
  equal,
  inRegister,
  load,
  masked,
  noneSet,
  number,
  type Condition,
  type Value,
} from '../program/program.ts'
import type { Offset } from './scope.ts'

/** Computes the variable offsets of the outermost link layer that are used, and checks that PPI carries 802.11. */
export function prelude(
  linkType: number,
  header: Offset,
  payload: Offset,
  isUsed: (register: number) => boolean,
): readonly Condition[] {
  const usesPayload = payload.register !== undefined && isUsed(payload.register)
  const usesHeader = header.register !== undefined && (usesPayload || isUsed(header.register))
  return [
    ...(linkType === linkNumbers.ppi ? [equal(load(4, 4), 0x69000000)] : []),
    ...(usesHeader ? [assign(header.register!, radioLength(linkType))] : []),
    ...(usesPayload
      ? [assign(payload.register!, links[linkType]!.family === 'pflog' ? logLength : wirelessLength(linkType, header))]
      : []),
  ]
}

/** The length of a pflog header, rounded up to words. */
const logLength = masked(arithmetic('+', load(1, 0), number(3)), 0xfffffffc)

/** The length of a radio header. */
function radioLength(linkType: number): Value {
  const avs = load(4, 4)
  if (linkType === linkNumbers.avs) return avs
  // Some drivers write an AVS header under the link type of the 144-byte Prism header.
  if (linkType === linkNumbers.prism)
    return { kind: 'choice', condition: equal(masked(load(4, 0), 0xfffff000), 0x80211000), yes: avs, no: number(144) }
  return arithmetic('|', arithmetic('<<', load(1, 3), number(8)), load(1, 2))
}

/** The start of the payload of a data frame: after the QoS field, if any, and the padding of Atheros drivers. */
function wirelessLength(linkType: number, header: Offset): Value {
  const start = header.register === undefined ? number(0) : inRegister(header.register)
  const control = load(1, 0, start)
  const isData = all(anySet(control, 0x08), noneSet(control, 0x04))
  const choose = (condition: Condition, yes: Value, no: Value): Value => ({ kind: 'choice', condition, yes, no })
  const plain = arithmetic('+', start, number(24))
  const afterQos = choose(anySet(control, 0x80), arithmetic('+', start, number(26)), plain)
  return choose(isData, linkType === linkNumbers.radiotap ? padded(afterQos, choose) : afterQos, plain)
}

/**
 * The presence word of radiotap, loaded as big-endian: flags present, not extended; the flags follow the timestamp, if
 * there is one.
 */
function padded(length: Value, choose: (condition: Condition, yes: Value, no: Value) => Value): Value {
  const present = load(4, 4)
  const flags = choose(anySet(present, 0x01000000), load(1, 16), load(1, 8))
  const isPadded = all(anySet(present, 0x02000000), noneSet(present, 0x00000080), anySet(flags, 0x20))
  return choose(isPadded, masked(arithmetic('+', length, number(3)), 0xfffffffc), length)
}
