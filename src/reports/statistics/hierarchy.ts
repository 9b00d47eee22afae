/**
 * The protocol hierarchy: packets and bytes of each path of protocols, such as `eth:ip:tcp`. A row counts all packets
 * whose protocols begin with its path; `ending` are those that end with it.
 */
import type { Batch } from '../../files/batch.ts'
import type { Layers } from '../../packet/layers.ts'
import { quotes } from '../../packet/endpoints.ts'
import { entries, registry } from '../../packet/registry/index.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable, TableLimits } from './table.ts'

export const hierarchyTable = (limits: TableLimits = {}): StatisticsTable =>
  new HierarchyStatistics(limits.most ?? usualPaths)

interface Path {
  readonly protocol: number
  readonly text: string
  packets: number
  bytes: number
  ending: number
  /** By protocol; most paths have few. */
  readonly next: (Path | undefined)[]
  /** In the order in which they were seen. */
  readonly parts: Path[]
}

class HierarchyStatistics implements StatisticsTable {
  readonly name = 'hierarchy'
  readonly title = 'Protocol hierarchy'
  readonly columns = columns
  readonly needs = 'all layers'
  readonly order = undefined
  readonly bar = 'bytes'
  leftOut = 0
  private readonly root = pathOf(-1, '')
  private count = 0

  constructor(readonly most: number) {}

  take(batch: Batch, index: number, layers: Layers): void {
    const { count, protocol } = layers
    const length = batch.originalLength[index]!
    this.root.packets++
    this.root.bytes += length
    let path = this.root
    for (let at = 0; at < count; at++) {
      // Several messages in one packet count once.
      if (at > 0 && protocol[at] === protocol[at - 1] && layers.parent(at) !== at - 1) continue
      if (isPart[protocol[at]!] || (at === 0 && isBare(batch.linkType[index]!))) continue
      const next = path.next[protocol[at]!] ?? this.begin(path, protocol[at]!)
      if (next === undefined) {
        this.leftOut++
        return
      }
      path = next
      path.packets++
      path.bytes += length
      // What an error quotes is no protocol of this packet.
      if (quotes[protocol[at]!]) break
    }
    path.ending++
  }

  rows(): readonly StatisticsRow[] {
    const { packets, bytes } = this.root
    const rowsOf = (path: Path): readonly StatisticsRow[] =>
      path.parts.flatMap((part) => [
        [
          part.text,
          part.packets,
          (100 * part.packets) / packets,
          part.bytes,
          bytes === 0 ? undefined : (100 * part.bytes) / bytes,
          part.ending,
        ],
        ...rowsOf(part),
      ])
    return rowsOf(this.root)
  }

  private begin(above: Path, protocol: number): Path | undefined {
    if (this.count === this.most) return undefined
    this.count++
    const { name } = entries[protocol]!.schema
    const path = pathOf(protocol, above.text === '' ? name : `${above.text}:${name}`)
    above.next[protocol] = path
    above.parts.push(path)
    return path
  }
}

/** What Wireshark shows as part of the protocol before it: extension headers of IPv6, and SNAP. */
const isPart = registry.column(({ schema: { name } }) => name === 'snap' || name.startsWith('ipv6.'))

/** Frames that are packets of IPv4 or IPv6, with nothing around them. */
const isBare = (linkType: number) => linkType === 228 || linkType === 229

const pathOf = (protocol: number, text: string): Path => ({
  protocol,
  text,
  packets: 0,
  bytes: 0,
  ending: 0,
  next: [],
  parts: [],
})

/** What is made by chance has few paths; only packets made to have many reach it. */
const usualPaths = 10_000

const columns: readonly StatisticsColumn[] = [
  { name: 'protocols', label: 'Protocol', type: 'text', unit: 'path' },
  { name: 'packets', label: 'Packets', type: 'number', unit: 'packets' },
  { name: 'packetShare', label: '% packets', type: 'number', unit: 'percent', digits: 1 },
  { name: 'bytes', label: 'Bytes', type: 'number', unit: 'bytes' },
  { name: 'byteShare', label: '% bytes', type: 'number', unit: 'percent', digits: 1 },
  { name: 'ending', label: 'Ending here', type: 'number', unit: 'packets' },
]
