/**
 * Where things are while a filter is compiled from left to right. Tests such as `vlan` move the offsets, and all that
 * stand to the right of them, however they are joined, look there.
 */
import { FilterError } from '../../error.ts'
import { isRadio, links, unset, type Link } from './link-layers.ts'
import { inRegister, load, type Register, type Size, type Value } from '../program/program.ts'
import type { Place } from '../syntax/tree.ts'

/** An offset from the beginning of the packet: a constant, and a value only the packet tells. */
export interface Offset {
  readonly constant: number
  readonly register?: Register
}

export class Scope {
  linkType: number
  link: Link
  /** The link type around this one. */
  previousLinkType: number
  previousHeader: Offset
  header: Offset
  type: Offset
  payload: Offset
  /** Where the network layer begins in the payload: behind SNAP, and behind LLC only. */
  network: number
  networkWithoutSnap: number
  /** How many MPLS labels have been passed. */
  labels = 0
  /** Whether Geneve or VXLAN has been entered, where a packet need not have a header of a link. */
  tunnelled = false
  /** Whether libpcap leaves the program as it is, which shows where a load fails that need not have been made. */
  optimized = true
  registers = 0
  /** What is looked at, to point at it. */
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

  /** A number that is at most so large, or it is refused. */
  limited(described: string, value: number, most: number, place = this.place): number {
    return value <= most ? value : this.refuse(`${described} is at most ${most}, not ${value}`, place)
  }

  /** What follows is in a link of this type, whose header begins here. */
  enter(linkType: number, header: Offset): void {
    this.previousLinkType = this.linkType
    this.previousHeader = this.header
    this.linkType = linkType
    this.link = linkOf(linkType)
    this.header = header
    this.tunnelled = false
  }

  /** Bytes from the header of the link on. */
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

  /** Bytes from the network layer on. */
  ofNetwork(offset: number, size: Size): Value {
    return at(this.payload, this.network + offset, size)
  }

  ofNetworkWithoutSnap(offset: number, size: Size): Value {
    return at(this.payload, this.networkWithoutSnap + offset, size)
  }
}

/** The value at so many bytes behind an offset. */
export function at({ constant, register }: Offset, offset: number, size: Size): Value {
  return load(size, constant + offset, register === undefined ? undefined : inRegister(register))
}

const linkOf = (linkType: number): Link => links[linkType] ?? { family: 'none' }
