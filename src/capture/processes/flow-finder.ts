/** Finds the flow of each frame from its layers, as numbers, without allocation. */
import type { Batch } from '../../files/batch.ts'
import { Layers } from '../../packet/layers.ts'
import { reachOf, type Reach } from '../../packet/decode-plan.ts'
import { entries, idOf } from '../../packet/registry/index.ts'
import { protocols } from '../../protocols/index.ts'
import type { Flow } from './owner.ts'

/** A flow as 32-bit words: two addresses of 1 or 4 words, both ports, and the protocol with the IP version. */
export const keyLength = 10
const portsAt = 8
const protocolAt = 9

/** The result: a complete header, a first fragment, or a later one, which has no ports. */
export type Found = 'nothing' | 'flow' | 'first fragment' | 'later fragment'

/**
 * The flow is that of the outermost TCP, UDP, SCTP or ICMP layer, the one with a socket; in IP-in-IP tunnels that is
 * the inner packet. An ICMP error belongs to the flow of the packet it quotes.
 */
export class FlowFinder {
  /** The flow of the last frame. */
  readonly flow = new Int32Array(keyLength)
  /** Key of a fragment, common to all fragments of a packet: the identification takes the place of the ports. */
  readonly fragment = new Int32Array(keyLength)
  /** Whether it opens a connection, so that the ports may have a new owner. */
  opens = false
  private readonly layers = new Layers()
  private readonly reach = reachOfPorts()

  find(batch: Batch, index: number): Found {
    return this.findPlain(batch, index) ? 'flow' : this.findInLayers(batch, index)
  }

  /**
   * The fast path: TCP or UDP in IPv4 over Ethernet, without options or fragments. Decoding layers takes three times as
   * long.
   */
  private findPlain({ memory, start, capturedLength, linkType }: Batch, index: number): boolean {
    const at = start[index]!
    if (
      linkType[index] !== 1 ||
      capturedLength[index]! < 14 + 20 + 8 ||
      memory[at + 12] !== 8 ||
      memory[at + 13] !== 0 ||
      memory[at + 14] !== 0x45
    )
      return false
    const protocol = memory[at + 23]!
    const header = protocol === 6 ? 20 : 8
    if ((protocol !== 6 && protocol !== 17) || (((memory[at + 20]! << 8) | memory[at + 21]!) & 0x3fff) !== 0)
      return false
    if (capturedLength[index]! < 14 + 20 + header || ((memory[at + 16]! << 8) | memory[at + 17]!) < 20 + header)
      return false
    const { flow } = this
    flow[0] = word(memory, at + 26)
    flow[4] = word(memory, at + 30)
    flow[1] = flow[2] = flow[3] = flow[5] = flow[6] = flow[7] = 0
    flow[portsAt] = word(memory, at + 34)
    flow[protocolAt] = protocol | (4 << 8)
    this.opens = protocol === 6 && (memory[at + 47]! & 0x12) === 0x02
    return true
  }

  private findInLayers(batch: Batch, index: number): Found {
    const { layers, flow } = this
    layers.decodeAlone(batch, index, this.reach)
    const { bytes, count } = layers
    let address = -1
    let next = -1
    let found: Found = 'flow'
    this.opens = false
    for (let at = 0; at < count; at++) {
      const id = layers.protocol[at]!
      const role = roles[id]!
      if (role === 0) continue
      const start = layers.start[at]!
      const length = layers.end[at]! - start
      if (role === ports) {
        if (address < 0) continue
        if (length < 4) return 'nothing'
        if (id === tcp && length >= 14) this.opens = (bytes[start + 13]! & 0x12) === 0x02
        return this.end(numbers[id]!, word(bytes, start), found)
      }
      if (length < entries[id]!.fixedLength) return 'nothing'
      if (role === icmp) {
        if (address < 0 || quotesPacket(id, bytes[start]!)) continue
        const identifier = icmpIdentifier(id, bytes, start, length)
        return this.end(numbers[id]!, (identifier << 16) | identifier, found)
      }
      if (role === extension) {
        next = bytes[start]!
        if (id === ipv6Fragment) found = this.ipv6Fragmented(address, next, bytes, start)
        if (found === 'later fragment') return found
        continue
      }
      address = start
      if (role === version4) {
        next = bytes[start + 9]!
        found = this.ipv4(bytes, start)
        if (found === 'later fragment') return found
      } else {
        found = 'flow'
        next = bytes[start + 6]!
        for (let part = 0; part < 8; part++) flow[part] = word(bytes, start + 8 + 4 * part)
        flow[protocolAt] = 6 << 8
      }
    }
    return address < 0 ? 'nothing' : this.end(next, 0, found)
  }

  /** Sets the addresses and protocol of an IPv4 header, and the fragment key if it is a fragment. */
  private ipv4(bytes: Uint8Array, start: number): Found {
    const { flow } = this
    const protocol = bytes[start + 9]!
    flow[0] = word(bytes, start + 12)
    flow[4] = word(bytes, start + 16)
    flow[1] = flow[2] = flow[3] = flow[5] = flow[6] = flow[7] = 0
    flow[protocolAt] = protocol | (4 << 8)
    const flags = (bytes[start + 6]! << 8) | bytes[start + 7]!
    if ((flags & 0x3fff) === 0) return 'flow'
    const identification = (bytes[start + 4]! << 8) | bytes[start + 5]!
    return this.fragmented(start, protocol, flags & 0x1fff, (flags & 0x2000) !== 0, identification)
  }

  /** The same for an IPv6 Fragment header: RFC 8200, section 4.5. */
  private ipv6Fragmented(address: number, protocol: number, bytes: Uint8Array, start: number): Found {
    const offset = ((bytes[start + 2]! << 8) | bytes[start + 3]!) >> 3
    return this.fragmented(address, protocol, offset, (bytes[start + 3]! & 1) === 1, word(bytes, start + 4))
  }

  /** The last flow, for `owners`. */
  asked(): Flow {
    const { flow } = this
    const length = flow[protocolAt]! >> 8 === 4 ? 4 : 16
    return {
      protocol: flow[protocolAt]! & 0xff,
      source: address(flow, 0, length),
      sourcePort: flow[portsAt]! >>> 16,
      destination: address(flow, 4, length),
      destinationPort: flow[portsAt]! & 0xffff,
    }
  }

  private end(protocol: number, both: number, found: Found): Found {
    this.flow[portsAt] = both
    this.flow[protocolAt] = (this.flow[protocolAt]! & 0xff00) | protocol
    return found
  }

  private fragmented(address: number, protocol: number, offset: number, more: boolean, identification: number): Found {
    if (address < 0 || (offset === 0 && !more)) return 'flow'
    this.fragment.set(this.flow)
    this.fragment[portsAt] = identification
    this.fragment[protocolAt] = (this.flow[protocolAt]! & 0xff00) | protocol
    return offset === 0 ? 'first fragment' : 'later fragment'
  }
}

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

function address(flow: Int32Array, from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at++) bytes[at] = flow[from + (at >> 2)]! >>> (24 - 8 * (at & 3))
  return bytes
}

const quotedByIcmp = (type: number) => type === 3 || type === 4 || type === 5 || type === 11 || type === 12
const quotedByIcmpv6 = (type: number) => type >= 1 && type <= 4
/** Whether an ICMP message carries the packet that caused it. */
const quotesPacket = (id: number, type: number): boolean => (id === icmpv4 ? quotedByIcmp(type) : quotedByIcmpv6(type))

/** The identifier of an ICMP query or reply, in place of ports; 0 for other messages. */
function icmpIdentifier(id: number, bytes: Uint8Array, start: number, length: number): number {
  const type = bytes[start]!
  const isIdentified = length >= 6 && (id === icmpv4 ? identifiedByIcmp(type) : type === 128 || type === 129)
  return isIdentified ? (bytes[start + 4]! << 8) | bytes[start + 5]! : 0
}

/** Requests and replies of echo, timestamp and address mask: RFC 792, RFC 950. */
const identifiedByIcmp = (type: number) => type === 0 || type === 8 || (type >= 13 && type <= 18)

const [tcp, icmpv4, ipv6Fragment] = [idOf(protocols.tcp), idOf(protocols.icmp), idOf(protocols.ipv6Fragment)]
const [ports, icmp, version4, version6, extension] = [1, 2, 3, 4, 5]

/** The role of each protocol, by its index in `entries`; 0 for none. */
const roles = Uint8Array.from(entries, ({ schema, id }) => {
  if (id === idOf(protocols.ipv4)) return version4
  if (id === idOf(protocols.ipv6)) return version6
  if (id === icmpv4 || id === idOf(protocols.icmpv6)) return icmp
  if (id === tcp || id === idOf(protocols.udp) || id === idOf(protocols.sctp)) return ports
  return [protocols.hopByHopOptions, protocols.ipv6Routing, protocols.ipv6Fragment, protocols.destinationOptions].some(
    (each) => each === schema,
  )
    ? extension
    : 0
})

/** IP protocol numbers. */
const numbers = Uint8Array.from(entries, ({ schema }) => Number(schema.over['ip.proto']?.[0] ?? 0))

/** Decode up to the first ports. */
function reachOfPorts(): Reach {
  const reach = reachOf(new Set(entries.flatMap(({ id }) => (roles[id] === 0 ? [] : [id]))))!
  for (const { id } of entries) if (roles[id] === ports) reach[id] = 1
  return reach
}
