/**
 * Conversations of a protocol: packets and bytes of both directions, start and duration. A is the end that sent the
 * first packet. TCP connections that reuse their ports are rows of their own; packets that an ICMP error quotes are not
 * counted.
 */
import type { Batch } from '../../../files/batch.ts'
import type { Layers } from '../../../packet/layers.ts'
import type { PlainFrames } from '../../../packet/registry/plain-frames.ts'
import { AddressKey, addressText } from './address-key.ts'
import { ConnectionStarts } from './connection-starts.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable, TableLimits } from '../table.ts'
import { RowFinder } from './row-finder.ts'
import { TableRows, longestAddress, usualRows } from './table-rows.ts'
import { hasPorts, protocolsOf, role, rolesFor, talkerTitles, WholeHeader, type Talker } from './talkers.ts'

export const conversationTable = (talker: Talker, limits: TableLimits = {}): StatisticsTable =>
  new ConversationStatistics(talker, limits.most ?? usualRows)

/** Places in the sums of a row: packets and bytes from A, packets and bytes from B, times of the first and the last. */
const fromA = 0
const fromB = 2
const first = 4
const last = 5
const width = 6

class ConversationStatistics implements StatisticsTable {
  readonly name: string
  readonly title: string
  readonly columns: readonly StatisticsColumn[]
  readonly needs: ReadonlySet<number>
  readonly countsQuoted = false
  readonly takePlain: StatisticsTable['takePlain']
  readonly order = 'packets'
  leftOut = 0
  private readonly rowsKept: TableRows
  private readonly finder: RowFinder
  private readonly key = new AddressKey()
  private readonly roles: Uint8Array
  private readonly ported: boolean
  private readonly header: WholeHeader
  private readonly starts: ConnectionStarts | undefined
  private sourcePort = 0
  private destinationPort = 0

  constructor(
    talker: Talker,
    readonly most: number,
  ) {
    this.name = `conversations ${talker}`
    this.title = `${talkerTitles[talker]} conversations`
    this.ported = hasPorts(talker)
    this.header = new WholeHeader(talker)
    this.columns = this.ported ? columns : columns.filter(({ unit }) => unit !== 'port')
    this.needs = protocolsOf(talker)
    this.roles = rolesFor(talker)
    this.rowsKept = new TableRows(width, 2, most)
    this.finder = new RowFinder(this.rowsKept)
    this.starts = talker === 'tcp' ? new ConnectionStarts() : undefined
    // Of the others, addresses are those of layers that a plain frame may have several of.
    if (talker === 'tcp' || talker === 'udp') this.takePlain = this.takeSegment.bind(this, talker === 'tcp')
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
          this.takeLayers(batch, index, layers, ported ? address : at, at)
      } else if (found === role.quoting) return
    }
  }

  private takeSegment(isTcp: boolean, batch: Batch, index: number, plain: PlainFrames): void {
    if (plain.isTcp !== isTcp) return
    this.key.findPlain(batch.memory, plain)
    this.count(batch, index, batch.memory, plain.segment)
  }

  rows(): readonly StatisticsRow[] {
    const { rowsKept, ported } = this
    return Array.from({ length: rowsKept.count }, (_, row) => rowOf(rowsKept, row, ported))
  }

  /** Counts a packet with addresses in layer `address`, and what has the ports in layer `at`. */
  private takeLayers(batch: Batch, index: number, layers: Layers, address: number, at: number): void {
    this.key.find(layers, address)
    this.count(batch, index, layers.bytesOf(at), layers.start[at]!)
  }

  /** Counts a packet with the addresses of the key; its ports are at `at` in `bytes`. */
  private count(batch: Batch, index: number, bytes: Uint8Array, at: number): void {
    const { key, finder, rowsKept, starts } = this
    if (this.ported) this.readPorts(bytes, at)
    let row = finder.conversation(key, this.sourcePort, this.destinationPort)
    const time = batch.seconds[index]! - batch.firstSeconds + (batch.nanoseconds[index]! - batch.firstNanoseconds) / 1e9
    if (row < 0 || starts?.isNew(bytes, at, row, finder.forward)) row = this.begin(time)
    if (row < 0) {
      this.leftOut++
      return
    }
    const { forward } = finder
    starts?.note(bytes, at, row, forward)
    const { sums } = rowsKept
    const place = row * width
    const side = place + (forward ? fromA : fromB)
    sums[side]!++
    sums[side + 1]! += batch.originalLength[index]!
    if (time > sums[place + last]! || Number.isNaN(sums[place + last]!)) sums[place + last] = time
    if (time < sums[place + first]! || Number.isNaN(sums[place + first]!)) sums[place + first] = time
  }

  private readPorts(bytes: Uint8Array, at: number): void {
    this.sourcePort = (bytes[at]! << 8) | bytes[at + 1]!
    this.destinationPort = (bytes[at + 2]! << 8) | bytes[at + 3]!
  }

  private begin(time: number): number {
    const { rowsKept, finder, key, sourcePort, destinationPort } = this
    const row = finder.begin(key, sourcePort, destinationPort)
    if (row < 0) return row
    rowsKept.sums[row * width + first] = time
    rowsKept.sums[row * width + last] = time
    return row
  }
}

const columns: readonly StatisticsColumn[] = [
  { name: 'addressA', label: 'Address A', type: 'text' },
  { name: 'portA', label: 'Port A', type: 'number', unit: 'port' },
  { name: 'addressB', label: 'Address B', type: 'text' },
  { name: 'portB', label: 'Port B', type: 'number', unit: 'port' },
  { name: 'packets', label: 'Packets', type: 'number', unit: 'packets' },
  { name: 'bytes', label: 'Bytes', type: 'number', unit: 'bytes' },
  { name: 'packetsFromA', label: 'Packets A → B', type: 'number', unit: 'packets' },
  { name: 'bytesFromA', label: 'Bytes A → B', type: 'number', unit: 'bytes' },
  { name: 'packetsFromB', label: 'Packets B → A', type: 'number', unit: 'packets' },
  { name: 'bytesFromB', label: 'Bytes B → A', type: 'number', unit: 'bytes' },
  { name: 'start', label: 'Start', type: 'number', unit: 'seconds', digits: 6 },
  { name: 'duration', label: 'Duration', type: 'number', unit: 'seconds', digits: 4 },
]

function rowOf({ sums, addresses, lengths, ports }: TableRows, row: number, ported: boolean): StatisticsRow {
  const place = row * width
  const [packetsA, bytesA, packetsB, bytesB] = sums.subarray(place, place + 4)
  const address = (end: number) => addressText(addresses, (2 * row + end) * longestAddress, lengths[row]!)
  const [start, end] = [sums[place + first]!, sums[place + last]!]
  return [
    address(0),
    ...(ported ? [ports[2 * row]!] : []),
    address(1),
    ...(ported ? [ports[2 * row + 1]!] : []),
    packetsA! + packetsB!,
    bytesA! + bytesB!,
    packetsA!,
    bytesA!,
    packetsB!,
    bytesB!,
    ...(Number.isNaN(start) ? [undefined, undefined] : [seconds(start), seconds(end - start)]),
  ]
}

/** To the nanosecond, since that is what captures have. */
const seconds = (time: number): number => (Math.abs(time) < exactSeconds ? Math.round(time * 1e9) / 1e9 : time)
/** Up to here a number has room for nanoseconds. */
const exactSeconds = 2 ** 23
