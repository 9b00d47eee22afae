/**
 * What is to be known before a packet is looked at: how long headers are that differ in length from packet to packet.
 */
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

/**
 * The offsets of the outermost link that only the packet tells, as far as they are used; and that PPI carries 802.11.
 */
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

/** The length of a header of pf logs: rounded up to words. */
const logLength = masked(arithmetic('+', load(1, 0), number(3)), 0xfffffffc)

/** The length of a header about the reception of a frame. */
function radioLength(linkType: number): Value {
  const avs = load(4, 4)
  if (linkType === linkNumbers.avs) return avs
  // Some drivers put an AVS header where one of Prism's, of 144 bytes, is said to be.
  if (linkType === linkNumbers.prism)
    return { kind: 'choice', condition: equal(masked(load(4, 0), 0xfffff000), 0x80211000), yes: avs, no: number(144) }
  return arithmetic('|', arithmetic('<<', load(1, 3), number(8)), load(1, 2))
}

/**
 * Where the payload of a data frame begins: behind the quality of service it may have, and what Atheros pads that with.
 */
function wirelessLength(linkType: number, header: Offset): Value {
  const start = header.register === undefined ? number(0) : inRegister(header.register)
  const control = load(1, 0, start)
  const isData = all(anySet(control, 0x08), noneSet(control, 0x04))
  const choose = (condition: Condition, yes: Value, no: Value): Value => ({ kind: 'choice', condition, yes, no })
  const plain = arithmetic('+', start, number(24))
  const behind = choose(anySet(control, 0x80), arithmetic('+', start, number(26)), plain)
  return choose(isData, linkType === linkNumbers.radiotap ? padded(behind, choose) : behind, plain)
}

/**
 * Radiotap's presence word, loaded as big-endian: flags there, not extended; the flags stand behind a time stamp, if
 * there is one.
 */
function padded(length: Value, choose: (condition: Condition, yes: Value, no: Value) => Value): Value {
  const present = load(4, 4)
  const flags = choose(anySet(present, 0x01000000), load(1, 16), load(1, 8))
  const isPadded = all(anySet(present, 0x02000000), noneSet(present, 0x00000080), anySet(flags, 0x20))
  return choose(isPadded, masked(arithmetic('+', length, number(3)), 0xfffffffc), length)
}
