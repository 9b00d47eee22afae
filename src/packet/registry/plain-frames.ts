/**
 * Finds headers without the steps of their protocols, in the frames that are nearly all of many captures: Ethernet,
 * IPv4 without options and fragments or IPv6 without extensions, TCP or UDP, where nothing else that is wanted follows;
 * and frames with nothing that is wanted. It finds what `Layers.split` finds.
 */
import type { Batch } from '../../files/batch.ts'
import { protocols } from '../../protocols/index.ts'
import { reachOf, type Reach } from '../decode-plan.ts'
import type { Layers } from '../layers.ts'
import { entries, idOf, registry } from './index.ts'

export class PlainFrames {
  /** Of the frame found last, in its memory: where its packet begins, its segment or datagram, and where that ends. */
  packet = 0
  segment = 0
  end = 0
  /** Whether it has a segment, and not a datagram. */
  isTcp = false
  private isWide = false
  /** Where its segment or datagram ended on the wire. */
  private originalEnd = 0
  private readonly eth = idOf(protocols.ethernet)
  private readonly ip = idOf(protocols.ipv4)
  private readonly ipv6 = idOf(protocols.ipv6)
  private readonly tcp = idOf(protocols.tcp)
  private readonly udp = idOf(protocols.udp)
  /** Ports after which something wanted may follow. */
  private readonly tcpPorts: Uint8Array
  private readonly udpPorts: Uint8Array
  /** Types of Ethernet, and protocols of IP, after which something wanted may follow. */
  private readonly types: Uint8Array
  private readonly transports: Uint8Array

  private constructor(wanted: ReadonlySet<number>, reach: Reach) {
    this.tcpPorts = leadingKeys('tcp.port', 1 << 16, wanted, reach)
    this.udpPorts = leadingKeys('udp.port', 1 << 16, wanted, reach)
    this.types = leadingKeys('ethertype', 1 << 16, wanted, reach)
    // What is below is a length.
    this.types.fill(1, 0, leastType)
    this.transports = leadingKeys('ip.proto', 1 << 8, wanted, reach)
    // Headers before these are wanted too.
    if (wanted.has(this.eth)) this.types.fill(1)
    if ([this.eth, this.ip, this.ipv6].some((id) => wanted.has(id))) this.transports.fill(1)
  }

  /**
   * Undefined where headers are to be found as usual: for other protocols, or with other protocols in their place.
   * `reach` is that of what is wanted.
   */
  static for(wanted: ReadonlySet<number>, reach = reachOf(wanted)): PlainFrames | undefined {
    if (reach === undefined) return undefined
    const { ethernet, ipv4, ipv6, tcp, udp } = protocols
    const lead = [
      leadsTo('linktype', 1) === idOf(ethernet),
      leadsTo('ethertype', ethertypes.ipv4) === idOf(ipv4),
      leadsTo('ethertype', ethertypes.ipv6) === idOf(ipv6),
      leadsTo('ip.proto', 6) === idOf(tcp),
      leadsTo('ip.proto', 17) === idOf(udp),
      [ethernet, ipv4, ipv6].every((schema) => entries[idOf(schema)]!.guesses.length === 0),
      [tcp, udp].every((schema) => !entries[idOf(schema)]!.guesses.some(({ id }) => leads(id, wanted, reach))),
      [tcp, udp].every(({ name, carries }) => carries?.tables.every(([table]) => table === `${name}.port`)),
    ]
    return lead.every(Boolean) ? new PlainFrames(wanted, reach) : undefined
  }

  /** Whether the layers of frame `index` that are wanted are known; then they are those of `layers`. */
  split(batch: Batch, index: number, layers: Layers): boolean {
    const found = this.find(batch, index)
    if (found === 'usual') return false
    if (found === 'plain') this.show(batch, index, layers)
    else layers.count = 0
    return true
  }

  /**
   * Whether frame `index` is such a one (`plain`); the places are then those of it. Or whether there is nothing in it
   * that is wanted, or it is to be looked at as usual.
   */
  find(
    { memory, start, capturedLength, originalLength, linkType }: Batch,
    index: number,
  ): 'plain' | 'nothing' | 'usual' {
    const length = capturedLength[index]!
    const from = start[index]!
    if (length < leastLength || linkType[index] !== 1) return 'usual'
    const packet = from + 14
    const type = (memory[from + 12]! << 8) | memory[from + 13]!
    const isWide = type === ethertypes.ipv6
    if (!isWide && type !== ethertypes.ipv4) return this.types[type] === 0 ? 'nothing' : 'usual'
    if (isWide ? memory[packet]! >> 4 !== 6 || length < 14 + 40 : memory[packet]! >> 4 !== 4) return 'usual'
    const transport = memory[packet + (isWide ? 6 : 9)]!
    if (this.transports[transport] === 0) return 'nothing'
    if (transport !== 6 && transport !== 17) return 'usual'
    // No options and no fragment.
    if (!isWide && (memory[packet] !== 0x45 || (memory[packet + 6]! & 0x3f) !== 0 || memory[packet + 7] !== 0))
      return 'usual'
    const total = isWide
      ? 40 + ((memory[packet + 4]! << 8) | memory[packet + 5]!)
      : (memory[packet + 2]! << 8) | memory[packet + 3]!
    const isTcp = transport === 6
    const segment = packet + (isWide ? 40 : 20)
    const end = Math.min(from + length, packet + total)
    // Whole headers, so that nothing has to be told about a cut one.
    const least = isTcp ? 20 : 8
    if (end - segment < least) return 'usual'
    const header = isTcp ? (memory[segment + 12]! >> 4) * 4 : least
    if (header < least || end - segment < header) return 'usual'
    const ports = isTcp ? this.tcpPorts : this.udpPorts
    const source = (memory[segment]! << 8) | memory[segment + 1]!
    const destination = (memory[segment + 2]! << 8) | memory[segment + 3]!
    if (ports[source] !== 0 || ports[destination] !== 0) return 'usual'
    this.packet = packet
    this.segment = segment
    this.end = end
    this.isTcp = isTcp
    this.isWide = isWide
    this.originalEnd = Math.min(from + Math.max(length, originalLength[index]!), packet + total)
    return 'plain'
  }

  /** Puts the layers of the frame found last, which is frame `index`, into `layers`. */
  show({ memory, start, capturedLength, originalLength }: Batch, index: number, layers: Layers): void {
    const { packet, segment, isTcp, isWide } = this
    const from = start[index]!
    const length = capturedLength[index]!
    layers.clear(memory)
    const { protocol, start: starts, end, originalEnd } = layers
    protocol[0] = this.eth
    protocol[1] = isWide ? this.ipv6 : this.ip
    protocol[2] = isTcp ? this.tcp : this.udp
    starts[0] = from
    starts[1] = packet
    starts[2] = segment
    end[0] = end[1] = from + length
    end[2] = this.end
    originalEnd[0] = originalEnd[1] = from + Math.max(length, originalLength[index]!)
    originalEnd[2] = this.originalEnd
    layers.count = 3
    layers.isTooDeep = false
  }

  /** Where the packet found last has its source address; the destination follows. */
  get addresses(): number {
    return this.packet + (this.isWide ? 8 : 12)
  }

  /** Bytes of each of them. */
  get addressLength(): number {
    return this.isWide ? 16 : 4
  }
}

/** Ethernet, IPv4 and UDP. */
const leastLength = 14 + 20 + 8
/** The least that is a type: IEEE 802.3, section 3.2.6. */
const leastType = 0x600
const ethertypes = { ipv4: 0x0800, ipv6: 0x86dd } as const

/** The protocol that a key of a table leads to. */
const leadsTo = (table: string, key: number): number | undefined =>
  registry.associations.findLast((one) => one.table === table && one.key === key)?.entry.id

/** The keys of a table, below `most`, after which something wanted may follow. */
function leadingKeys(table: string, most: number, wanted: ReadonlySet<number>, reach: Reach): Uint8Array {
  const keys = new Uint8Array(most)
  for (const { table: name, key, entry } of registry.associations)
    if (name === table && typeof key === 'number' && key < most && leads(entry.id, wanted, reach)) keys[key] = 1
  return keys
}

const leads = (id: number, wanted: ReadonlySet<number>, reach: Reach): boolean => wanted.has(id) || (reach[id] ?? 0) > 0
