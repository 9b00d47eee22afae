/**
 * Splits the frames that are nearly all of many captures without the steps of their protocols: Ethernet, IPv4 without
 * options and fragments, TCP or UDP, where nothing that is wanted follows. It finds what `Layers.split` finds.
 */
import type { Batch } from '../../files/batch.ts'
import type { Layers } from '../../packet/layers.ts'
import { entries, idOf, registry } from '../../packet/registry/index.ts'
import { reachOf, type Reach } from '../../packet/decode-plan.ts'
import { protocols } from '../../protocols/index.ts'

export class PlainFrames {
  private readonly eth = idOf(protocols.ethernet)
  private readonly ip = idOf(protocols.ipv4)
  private readonly tcp = idOf(protocols.tcp)
  private readonly udp = idOf(protocols.udp)
  /** Ports after which something wanted may follow. */
  private readonly tcpPorts: Uint8Array
  private readonly udpPorts: Uint8Array

  private constructor(wanted: ReadonlySet<number>, reach: Reach) {
    this.tcpPorts = leadingPorts('tcp.port', wanted, reach)
    this.udpPorts = leadingPorts('udp.port', wanted, reach)
  }

  /** Undefined where headers are to be found as usual: for other protocols, or with other protocols in their place. */
  static for(wanted: ReadonlySet<number>): PlainFrames | undefined {
    const reach = reachOf(wanted)
    if (reach === undefined) return undefined
    const { ethernet, ipv4, tcp, udp } = protocols
    const lead = [
      leadsTo('linktype', 1) === idOf(ethernet),
      leadsTo('ethertype', 0x0800) === idOf(ipv4),
      leadsTo('ip.proto', 6) === idOf(tcp),
      leadsTo('ip.proto', 17) === idOf(udp),
      [tcp, udp].every((schema) => !entries[idOf(schema)]!.guesses.some(({ id }) => leads(id, wanted, reach))),
      [tcp, udp].every(({ name, carries }) => carries?.tables.every(([table]) => table === `${name}.port`)),
    ]
    return lead.every(Boolean) ? new PlainFrames(wanted, reach) : undefined
  }

  /** Whether frame `index` is such a one; the layers are then those of it. */
  split({ memory, start, capturedLength, originalLength, linkType }: Batch, index: number, layers: Layers): boolean {
    const length = capturedLength[index]!
    const from = start[index]!
    if (length < leastLength || linkType[index] !== 1 || memory[from + 12] !== 0x08 || memory[from + 13] !== 0)
      return false
    const packet = from + 14
    // Version and header length; no fragment.
    if (memory[packet] !== 0x45 || (memory[packet + 6]! & 0x3f) !== 0 || memory[packet + 7] !== 0) return false
    const segment = packet + 20
    const total = (memory[packet + 2]! << 8) | memory[packet + 3]!
    const to = Math.min(from + length, packet + total)
    const transport = memory[packet + 9]
    const isTcp = transport === 6
    if (!isTcp && transport !== 17) return false
    // Whole headers, so that nothing has to be told about a cut one.
    const header = isTcp ? (memory[segment + 12]! >> 4) * 4 : 8
    if (header < (isTcp ? 20 : 8) || to - segment < header) return false
    const ports = isTcp ? this.tcpPorts : this.udpPorts
    const source = (memory[segment]! << 8) | memory[segment + 1]!
    const destination = (memory[segment + 2]! << 8) | memory[segment + 3]!
    if (ports[source] !== 0 || ports[destination] !== 0) return false
    const originalTo = Math.max(from + length, from + originalLength[index]!)
    const { protocol, start: starts, end, originalEnd } = layers
    if (layers.bytes !== memory) layers.bytes = memory
    protocol[0] = this.eth
    protocol[1] = this.ip
    protocol[2] = isTcp ? this.tcp : this.udp
    starts[0] = from
    starts[1] = packet
    starts[2] = segment
    end[0] = end[1] = from + length
    end[2] = to
    originalEnd[0] = originalEnd[1] = originalTo
    originalEnd[2] = Math.min(originalTo, packet + total)
    layers.count = 3
    layers.isTooDeep = false
    return true
  }
}

/** Ethernet, IPv4 and UDP. */
const leastLength = 14 + 20 + 8

/** The protocol that a key of a table leads to. */
const leadsTo = (table: string, key: number): number | undefined =>
  registry.associations.findLast((one) => one.table === table && one.key === key)?.entry.id

function leadingPorts(table: string, wanted: ReadonlySet<number>, reach: Reach): Uint8Array {
  const ports = new Uint8Array(0x10000)
  for (const { table: name, key, entry } of registry.associations)
    if (name === table && typeof key === 'number' && key < ports.length && leads(entry.id, wanted, reach))
      ports[key] = 1
  return ports
}

const leads = (id: number, wanted: ReadonlySet<number>, reach: Reach): boolean => wanted.has(id) || (reach[id] ?? 0) > 0
