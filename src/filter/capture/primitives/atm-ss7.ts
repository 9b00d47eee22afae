/** Tests of ATM circuits (SunATM captures) and of SS7 messages (MTP2 captures). */
import { linkNumbers, signalling } from '../link/link-layers.ts'
import {
  above,
  all,
  any,
  equal,
  load,
  masked,
  not,
  number,
  type Condition,
  type Size,
  type Value,
} from '../program/program.ts'
import type { Scope } from '../link/scope.ts'
import type { Relation, TestOf } from '../syntax/tree.ts'
import type { AtmWord, SignalUnitWord } from '../syntax/keywords.ts'

export function isCircuit(scope: Scope, circuit: AtmWord): Condition {
  if (scope.outermostLinkType !== linkNumbers.sunAtm) scope.refuse(`${circuit} is for captures of ATM only`)
  const onPath = equal(atmByte(1, 1), 0)
  const onChannel = (channel: number) => all(onPath, equal(atmByte(2, 2), channel))
  // Setup, call proceeding, connect, its acknowledgement, release and release complete (Q.2931).
  const messages = [0x05, 0x02, 0x07, ...(circuit === 'connectmsg' ? [0x0f] : []), 0x4d, 0x5a]
  const message = any(...messages.map((type) => equal(atmByte(9, 1), type)))
  switch (circuit) {
    case 'metac':
      return onChannel(1)
    case 'bcc':
      return onChannel(2)
    case 'oamf4sc':
      return onChannel(3)
    case 'oamf4ec':
      return onChannel(4)
    case 'sc':
      return onChannel(5)
    case 'ilmic':
      return onChannel(16)
    case 'oam':
    case 'oamf4':
      return all(onPath, any(equal(atmByte(2, 2), 3), equal(atmByte(2, 2), 4)))
    case 'connectmsg':
      return all(onChannel(5), message)
    case 'metaconnect':
      return all(onChannel(1), message)
    case 'lane':
      return enterLane(scope)
  }
}

const atmByte = (offset: number, size: Size) => load(size, offset)

/** LAN emulation carries Ethernet, two bytes after the header. */
function enterLane(scope: Scope): Condition {
  scope.enter(linkNumbers.ethernet, { constant: 6 })
  scope.type = { constant: 18 }
  scope.payload = { constant: 20 }
  scope.network = 0
  scope.networkWithoutSnap = 3
  return equal(masked(atmByte(0, 1), 0x0f), 1)
}

/** MTP2 messages, distinguished by length (Q.703). */
export function isSignalUnit(scope: Scope, unit: SignalUnitWord): Condition {
  const from = signallingStart(scope, unit)
  const length = unit.startsWith('h') ? masked(load(2, from + 4), 0xff80) : masked(load(1, from + 2), 0x3f)
  const two = unit.startsWith('h') ? 0x0100 : 2
  switch (unit) {
    case 'fisu':
    case 'hfisu':
      return equal(length, 0)
    case 'lssu':
    case 'hlssu':
      return all(above(length, 0), not(above(length, two)))
    case 'msu':
    case 'hmsu':
      return above(length, two)
  }
}

function signallingStart(scope: Scope, word: string): number {
  return signalling[scope.linkType] ?? scope.refuse(`${word} is for captures of SS7 only`)
}

/** A field of ATM or SS7 that compares so with one of the numbers. */
export function hasField(scope: Scope, { field, relation, numbers }: TestOf<'field'>): Condition {
  return any(...numbers.map((each) => compared(fieldOf(scope, field, each), relation)))
}

/** The place of a field, and a number as it stands there. */
interface FieldValue {
  readonly value: Value
  readonly compared: number
}

function fieldOf(scope: Scope, field: TestOf<'field'>['field'], wanted: number): FieldValue {
  const limited = (most: number) => scope.limited(field, wanted, most)
  if (field === 'vpi' || field === 'vci') {
    if (scope.outermostLinkType !== linkNumbers.sunAtm) scope.refuse(`${field} is for captures of ATM only`)
    return field === 'vpi'
      ? { value: atmByte(1, 1), compared: limited(0xff) }
      : { value: atmByte(2, 2), compared: limited(0xffff) }
  }
  const from = signallingStart(scope, field) + (field.startsWith('h') ? 3 : 0)
  // Little-endian, from the right: 4 bits of link selection, 14 of origin, 14 of destination (Q.704).
  switch (field) {
    case 'sio':
    case 'hsio':
      return { value: load(1, from + 3), compared: limited(0xff) }
    case 'dpc':
    case 'hdpc':
      return { value: masked(load(2, from + 4), 0xff3f), compared: swapped(limited(0x3fff) * 65536) }
    case 'opc':
    case 'hopc':
      return { value: masked(load(4, from + 4), 0x00c0ff0f), compared: swapped(limited(0x3fff) * 16384) }
    case 'sls':
    case 'hsls':
      return { value: masked(load(1, from + 7), 0xf0), compared: limited(0x0f) * 16 }
  }
}

const swapped = (value: number) =>
  (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0

function compared({ value, compared: to }: FieldValue, relation: Relation): Condition {
  switch (relation) {
    case '=':
      return equal(value, to)
    case '!=':
      return not(equal(value, to))
    case '>':
      return above(value, to)
    case '<=':
      return not(above(value, to))
    case '>=':
      return { kind: 'compare', relation: '>=', left: value, right: number(to) }
    case '<':
      return not({ kind: 'compare', relation: '>=', left: value, right: number(to) })
  }
}
