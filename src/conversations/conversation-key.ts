/**
 * The conversation key of a packet: protocol, addresses and ports, or the ICMP identifier. One object, refilled for
 * each packet.
 */
import { Endpoints, placeOf, sizeOf } from '../packet/endpoints.ts'
import type { Layers } from '../packet/layers.ts'
import { registry } from '../packet/registry/index.ts'
import type { ConversationTable } from './conversation-table.ts'

/** The protocols with conversations. */
export type ConversationProtocol = 'tcp' | 'udp' | 'sctp' | 'icmp' | 'icmpv6'

export class ConversationKey {
  readonly ends = new Endpoints()
  kind: ConversationProtocol = 'tcp'
  /** The layer of `kind`. */
  layer = -1
  /** The ports; both are the identifier in an ICMP echo, and -1 in other ICMP messages. */
  sourcePort = -1
  destinationPort = -1

  /**
   * Reads the layers from `from` up to one that quotes another packet; false if the packet belongs to no conversation
   * and is not about one.
   */
  find(layers: Layers, from = 0): boolean {
    const { ends } = this
    ends.find(layers, from)
    if (ends.address < 0) return false
    const layer = ends.port >= 0 ? ends.port : ends.last
    const kind = layer < 0 ? undefined : kinds[layers.protocol[layer]!]
    if (kind === undefined) return false
    this.layer = layer
    this.kind = kind
    const bytes = layers.bytesOf(layer)
    const at = layers.start[layer]!
    this.sourcePort = this.destinationPort = -1
    if (ends.port >= 0) {
      this.sourcePort = (bytes[at]! << 8) | bytes[at + 1]!
      this.destinationPort = (bytes[at + 2]! << 8) | bytes[at + 3]!
    } else if (layers.end[layer]! - at >= echoHeader && (bytes[at] === requests[kind] || bytes[at] === replies[kind]))
      this.sourcePort = this.destinationPort = (bytes[at + 4]! << 8) | bytes[at + 5]!
    return true
  }

  /**
   * The number of this conversation in a table, or -1; `upward` of the table then gives the direction of the packet.
   */
  numberIn(table: ConversationTable, layers: Layers): number {
    const {
      ends: { address },
      sourcePort,
      destinationPort,
      kind,
    } = this
    return table.find(
      layers.bytesOf(address),
      placeOf(layers, address, 'source'),
      placeOf(layers, address, 'destination'),
      sizeOf(layers, address),
      sourcePort,
      destinationPort,
      numbers[kind],
    )
  }

  /** Whether an echo message is a reply. */
  isReply(layers: Layers): boolean {
    return layers.bytesOf(this.layer)[layers.start[this.layer]!] === replies[this.kind]
  }
}

/** Header length of an echo message in bytes. */
export const echoHeader = 8

/** IP protocol numbers. */
const numbers: Readonly<Record<ConversationProtocol, number>> = { tcp: 6, udp: 17, sctp: 132, icmp: 1, icmpv6: 58 }

const requests: Readonly<Record<string, number>> = { icmp: 8, icmpv6: 128 }
const replies: Readonly<Record<string, number>> = { icmp: 0, icmpv6: 129 }
const kinds: readonly (ConversationProtocol | undefined)[] = registry.column(({ schema: { name } }) =>
  Object.hasOwn(numbers, name) ? (name as ConversationProtocol) : undefined,
)
