/** Finds the row of a conversation, or of an endpoint. */
import { ConversationTable } from '../../../conversations/conversation-table.ts'
import type { AddressKey } from './address-key.ts'
import type { TableRows } from './table-rows.ts'

export class RowFinder {
  /** Whether the last packet goes from the first end of its row to the second. */
  forward = true
  /** Of conversations: twice the row, and 1 if its first end is the lower one. */
  private readonly keys = new ConversationTable()
  private isKnown = false

  constructor(private readonly rows: TableRows) {}

  /** The row of the conversation between two addresses and ports, or -1. */
  conversation(
    { bytes, source, destination, length }: AddressKey,
    sourcePort: number,
    destinationPort: number,
  ): number {
    const { keys } = this
    const found = keys.find(bytes, source, destination, length, sourcePort, destinationPort, 0)
    this.isKnown = found >= 0
    this.forward = ((found & 1) === 1) === keys.upward
    return found >> 1
  }

  /** Gives the conversation that was looked up last a row, in place of the one it had, if any. */
  begin({ bytes, source, destination, length }: AddressKey, sourcePort: number, destinationPort: number): number {
    const { rows, keys } = this
    const row = rows.add()
    if (row < 0) return row
    const number = 2 * row + (keys.upward ? 1 : 0)
    if (this.isKnown) keys.replace(number)
    else keys.add(number)
    rows.name(row, 0, bytes, source, length, sourcePort)
    rows.name(row, 1, bytes, destination, length, destinationPort)
    this.forward = true
    return row
  }

  /** The row of an endpoint, which is made where there is none; -1 if the table is full. */
  endpoint({ bytes, length }: AddressKey, at: number, port: number): number {
    const { rows, keys } = this
    let row = keys.find(bytes, at, at, length, port, port, 0)
    if (row < 0) {
      row = rows.add()
      if (row < 0) return row
      keys.add(row)
      rows.name(row, 0, bytes, at, length, port)
    }
    return row
  }
}
