/**
 * Endpoints of a protocol: packets and bytes that each address, or address and port, sent and received. A packet whose
 * both ends are the same counts as sent and as received. Packets that an ICMP error quotes are not counted.
 */
import type { Batch } from '../../../files/batch.ts'
import type { Layers } from '../../../packet/layers.ts'
import { AddressKey, addressText } from './address-key.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable, TableLimits } from '../table.ts'
import { RowFinder } from './row-finder.ts'
import { TableRows, longestAddress, usualRows } from './table-rows.ts'
import { hasPorts, protocolsOf, role, rolesFor, talkerTitles, WholeHeader, type Talker } from './talkers.ts'

export const endpointTable = (talker: Talker, limits: TableLimits = {}): StatisticsTable =>
  new EndpointStatistics(talker, limits.most ?? usualRows)

/** Places in the sums of a row. */
const sent = 0
const received = 2
const width = 4

class EndpointStatistics implements StatisticsTable {
  readonly name: string
  readonly title: string
  readonly columns: readonly StatisticsColumn[]
  readonly needs: ReadonlySet<number>
  readonly countsQuoted = false
  readonly order = 'packets'
  leftOut = 0
  private readonly rowsKept: TableRows
  private readonly finder: RowFinder
  private readonly key = new AddressKey()
  private readonly roles: Uint8Array
  private readonly ported: boolean
  private readonly header: WholeHeader

  constructor(
    talker: Talker,
    readonly most: number,
  ) {
    this.name = `endpoints ${talker}`
    this.title = `${talkerTitles[talker]} endpoints`
    this.ported = hasPorts(talker)
    this.header = new WholeHeader(talker)
    this.columns = this.ported ? columns : columns.filter(({ unit }) => unit !== 'port')
    this.needs = protocolsOf(talker)
    this.roles = rolesFor(talker)
    this.rowsKept = new TableRows(width, 1, most)
    this.finder = new RowFinder(this.rowsKept)
  }

  take(batch: Batch, index: number, layers: Layers): void {
    const { protocol, count } = layers
    const { roles, ported, header } = this
    let address = -1
    for (let at = 0; at < count; at++) {
      const found = roles[protocol[at]!]
      if (found === role.address) address = at
      else if (found === role.wanted) {
        if ((!ported || address >= 0) && header.isIn(layers, at))
          this.count(batch.originalLength[index]!, layers, ported ? address : at, at)
      } else if (found === role.quoting) return
    }
  }

  rows(): readonly StatisticsRow[] {
    const { rowsKept, ported } = this
    return Array.from({ length: rowsKept.count }, (_, row) => rowOf(rowsKept, row, ported))
  }

  private count(length: number, layers: Layers, address: number, at: number): void {
    const { key, ported } = this
    key.find(layers, address)
    const bytes = layers.bytesOf(at)
    const from = layers.start[at]!
    const sourcePort = ported ? (bytes[from]! << 8) | bytes[from + 1]! : 0
    const destinationPort = ported ? (bytes[from + 2]! << 8) | bytes[from + 3]! : 0
    this.add(key.source, sourcePort, sent, length)
    this.add(key.destination, destinationPort, received, length)
  }

  /** Counts a packet at an address of the key. */
  private add(place: number, port: number, direction: number, length: number): void {
    const { key, finder, rowsKept } = this
    const row = finder.endpoint(key, place, port)
    if (row < 0) {
      this.leftOut++
      return
    }
    rowsKept.sums[row * width + direction]!++
    rowsKept.sums[row * width + direction + 1]! += length
  }
}

const columns: readonly StatisticsColumn[] = [
  { name: 'address', label: 'Address', type: 'text' },
  { name: 'port', label: 'Port', type: 'number', unit: 'port' },
  { name: 'packets', label: 'Packets', type: 'number', unit: 'packets' },
  { name: 'bytes', label: 'Bytes', type: 'number', unit: 'bytes' },
  { name: 'packetsSent', label: 'Packets sent', type: 'number', unit: 'packets' },
  { name: 'bytesSent', label: 'Bytes sent', type: 'number', unit: 'bytes' },
  { name: 'packetsReceived', label: 'Packets received', type: 'number', unit: 'packets' },
  { name: 'bytesReceived', label: 'Bytes received', type: 'number', unit: 'bytes' },
]

function rowOf({ sums, addresses, lengths, ports }: TableRows, row: number, ported: boolean): StatisticsRow {
  const [packetsSent, bytesSent, packetsReceived, bytesReceived] = sums.subarray(row * width, (row + 1) * width)
  return [
    addressText(addresses, row * longestAddress, lengths[row]!),
    ...(ported ? [ports[row]!] : []),
    packetsSent! + packetsReceived!,
    bytesSent! + bytesReceived!,
    packetsSent!,
    bytesSent!,
    packetsReceived!,
    bytesReceived!,
  ]
}
