/**
 * The offsets while a filter is compiled from left to right. Primitives such as `vlan` move them for all primitives to
 * their right, however these are joined.
 */
import { FilterError } from '../../error.ts'
import { isRadio, links, unset, type Link } from './link-layers.ts'
import { inRegister, load, type Register, type Size, type Value } from '../program/program.ts'
import type { Place } from '../syntax/tree.ts'

/** An offset from the start of the packet: a constant plus a value computed from the packet. */
export interface Offset {
  readonly constant: number
  readonly register?: Register
}

export class Scope {
  linkType: number
  link: Link
  /** The enclosing link type. */
  previousLinkType: number
  previousHeader: Offset
  header: Offset
  type: Offset
  payload: Offset
  /** Offset of the network layer in the payload: after SNAP, and after LLC only. */
  network: number
  networkWithoutSnap: number
  /** Number of MPLS labels passed. */
  labels = 0
  /** Whether Geneve or VXLAN has been entered, where a packet may lack a link-layer header. */
  tunnelled = false
  /** Whether libpcap skips optimization, which shows when an unnecessary load fails. */
  optimized = true
  registers = 0
  /** The current place, for error messages. */
  place: Place = { start: 0, end: 0 }

  constructor(
    readonly text: string,
    readonly outermostLinkType: number,
  ) {
    this.linkType = this.previousLinkType = outermostLinkType
    this.link = linkOf(outermostLinkType)
    const { header = 0, type = unset, payload = unset, network, networkWithoutSnap } = this.link
    this.header = this.previousHeader = {
      constant: header,
      ...(isRadio(outermostLinkType) ? { register: this.register() } : {}),
    }
    this.type = { constant: type }
    const variable = this.link.family === 'wireless' || this.link.family === 'pflog'
    this.payload = { constant: payload, ...(variable ? { register: this.register() } : {}) }
    this.network = network ?? (payload === unset ? unset : 0)
    this.networkWithoutSnap = networkWithoutSnap ?? (payload === unset ? unset : 0)
  }

  register(): Register {
    return this.registers++
  }

  refuse(reason: string, { start, end }: Place = this.place): never {
    throw new FilterError(reason, this.text, start, end)
  }

  /** A number up to a limit; throws if it is larger. */
  limited(described: string, value: number, most: number, place = this.place): number {
    return value <= most ? value : this.refuse(`${described} is at most ${most}, not ${value}`, place)
  }

  /** Enters a link layer of this type, whose header begins here. */
  enter(linkType: number, header: Offset): void {
    this.previousLinkType = this.linkType
    this.previousHeader = this.header
    this.linkType = linkType
    this.link = linkOf(linkType)
    this.header = header
    this.tunnelled = false
  }

  /** Bytes of the link-layer header. */
  ofLink(offset: number, size: Size): Value {
    return at(this.header, offset, size)
  }

  ofType(offset: number, size: Size): Value {
    return at(this.type, offset, size)
  }

  /** Bytes of the LLC header. */
  ofLlc(offset: number, size: Size): Value {
    return at(this.payload, offset, size)
  }

  /** Bytes of the network layer. */
  ofNetwork(offset: number, size: Size): Value {
    return at(this.payload, this.network + offset, size)
  }

  ofNetworkWithoutSnap(offset: number, size: Size): Value {
    return at(this.payload, this.networkWithoutSnap + offset, size)
  }
}

/** The value at this many bytes after an offset. */
export function at({ constant, register }: Offset, offset: number, size: Size): Value {
  return load(size, constant + offset, register === undefined ? undefined : inRegister(register))
}

const linkOf = (linkType: number): Link => links[linkType] ?? { family: 'none' }
