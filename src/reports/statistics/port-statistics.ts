/** Ports of TCP, UDP and SCTP: packets from and to each. A packet between two equal ports counts once in `packets`. */
import type { Batch } from '../../files/batch.ts'
import type { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import { serviceOf } from '../conversation.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable } from './table.ts'
import { WholeHeader } from './talkers/talkers.ts'

export const portTable = (): StatisticsTable => new PortStatistics()

const transports = ['tcp', 'udp', 'sctp'] as const
const ports = 0x10000
/** For each port: packets and bytes, packets from it, packets to it. */
const width = 4

class PortStatistics implements StatisticsTable {
  readonly name = 'ports'
  readonly title = 'Ports'
  readonly columns = columns
  readonly needs: ReadonlySet<number>
  readonly countsQuoted = false
  readonly order = 'packets'
  readonly leftOut = 0
  readonly most = transports.length * ports
  private readonly headers = transports.map((transport) => new WholeHeader(transport))
  private readonly sums = transports.map((): Float64Array | undefined => undefined)
  /** For each protocol: -1 for one that quotes another packet, its place among the transports and 1, otherwise 0. */
  private readonly places = entries.map(({ schema: { name, payloadStated } }) =>
    payloadStated?.quoted ? -1 : transports.findIndex((each) => each === name) + 1,
  )

  constructor() {
    this.needs = new Set(this.places.flatMap((place, id) => (place > 0 ? [id] : [])))
  }

  take(batch: Batch, index: number, layers: Layers): void {
    const { protocol, count } = layers
    for (let at = 0; at < count; at++) {
      const place = this.places[protocol[at]!] ?? 0
      if (place < 0) return
      if (place > 0 && this.headers[place - 1]!.isIn(layers, at))
        this.count(place - 1, layers, at, batch.originalLength[index]!)
    }
  }

  rows(): readonly StatisticsRow[] {
    return transports.flatMap((transport, place) => {
      const sums = this.sums[place]
      if (sums === undefined) return []
      return Array.from({ length: ports }, (_, port) => port)
        .filter((port) => sums[port * width]! > 0)
        .map((port) => [
          transport,
          port,
          serviceOf(transport, port),
          ...sums.subarray(port * width, (port + 1) * width),
        ])
    })
  }

  private count(place: number, layers: Layers, at: number, length: number): void {
    const sums = (this.sums[place] ??= new Float64Array(ports * width))
    const bytes = layers.bytesOf(at)
    const from = layers.start[at]!
    const source = ((bytes[from]! << 8) | bytes[from + 1]!) * width
    const destination = ((bytes[from + 2]! << 8) | bytes[from + 3]!) * width
    sums[source]!++
    sums[source + 1]! += length
    sums[source + 2]!++
    if (destination !== source) {
      sums[destination]!++
      sums[destination + 1]! += length
    }
    sums[destination + 3]!++
  }
}

const columns: readonly StatisticsColumn[] = [
  { name: 'protocol', label: 'Protocol', type: 'text' },
  { name: 'port', label: 'Port', type: 'number', unit: 'port' },
  { name: 'service', label: 'Service', type: 'text' },
  { name: 'packets', label: 'Packets', type: 'number', unit: 'packets' },
  { name: 'bytes', label: 'Bytes', type: 'number', unit: 'bytes' },
  { name: 'packetsFrom', label: 'From it', type: 'number', unit: 'packets' },
  { name: 'packetsTo', label: 'To it', type: 'number', unit: 'packets' },
]
