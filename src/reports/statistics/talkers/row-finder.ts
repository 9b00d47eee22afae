/**
 * Finds the row of a conversation, or of an endpoint: the keyed table of all, and before it a small table without a key
 * of what was seen lately: addresses that were chosen to collide there are only looked up in the keyed one.
 */
import { ConversationTable } from '../../../conversations/conversation-table.ts'
import type { AddressKey } from './address-key.ts'
import type { TableRows } from './table-rows.ts'

export class RowFinder {
  /** Whether the last packet goes from the first end of its row to the second. */
  forward = true
  private readonly keys = new ConversationTable()
  /** Rows and 1, by a hash that is the same for both directions. */
  private readonly recent = new Int32Array(recentRows)
  /** The hashes of these rows. */
  private readonly hashes = new Int32Array(recentRows)
  private hash = 0
  private slot = 0
  private known = false

  constructor(private readonly rows: TableRows) {}

  /** The row of the conversation between two addresses and ports, or -1. */
  conversation(
    { bytes, source, destination, length }: AddressKey,
    sourcePort: number,
    destinationPort: number,
  ): number {
    const { rows, recent, keys } = this
    const end = length - 4
    const mixed =
      Math.imul(word(bytes, source + end) + word(bytes, destination + end), 0x9e3779b1) +
      Math.imul(sourcePort + destinationPort, 0x85ebca6b)
    this.hash = mixed | 0
    this.slot = (mixed ^ (mixed >>> 15)) & (recentRows - 1)
    const near = this.hashes[this.slot] === this.hash ? recent[this.slot]! - 1 : -1
    this.known = true
    if (near >= 0) {
      this.forward = true
      if (
        rows.is(near, 0, bytes, source, length, sourcePort) &&
        rows.is(near, 1, bytes, destination, length, destinationPort)
      )
        return near
      this.forward = false
      if (
        rows.is(near, 0, bytes, destination, length, destinationPort) &&
        rows.is(near, 1, bytes, source, length, sourcePort)
      )
        return near
    }
    const row = keys.find(bytes, source, destination, length, sourcePort, destinationPort, 0)
    this.known = row >= 0
    if (row >= 0) {
      this.forward =
        rows.is(row, 0, bytes, source, length, sourcePort) &&
        rows.is(row, 1, bytes, destination, length, destinationPort)
      this.remember(row)
    }
    return row
  }

  private remember(row: number): void {
    this.recent[this.slot] = row + 1
    this.hashes[this.slot] = this.hash
  }

  /** Gives the conversation that was looked up last a row, in place of the one it had, if any. */
  begin({ bytes, source, destination, length }: AddressKey, sourcePort: number, destinationPort: number): number {
    const { rows, keys } = this
    const row = rows.add()
    if (row < 0) return row
    // What was seen lately was not looked up in the keyed table.
    if (this.known) {
      keys.find(bytes, source, destination, length, sourcePort, destinationPort, 0)
      keys.replace(row)
    } else keys.add(row)
    rows.name(row, 0, bytes, source, length, sourcePort)
    rows.name(row, 1, bytes, destination, length, destinationPort)
    this.remember(row)
    this.forward = true
    return row
  }

  /** The row of an endpoint, which is made where there is none; -1 if the table is full. */
  endpoint({ bytes, length }: AddressKey, at: number, port: number): number {
    const { rows, recent, keys } = this
    const mixed = Math.imul(word(bytes, at + length - 4), 0x9e3779b1) + Math.imul(port, 0x85ebca6b)
    const slot = (mixed ^ (mixed >>> 15)) & (recentRows - 1)
    const near = recent[slot]! - 1
    if (near >= 0 && rows.is(near, 0, bytes, at, length, port)) return near
    let row = keys.find(bytes, at, at, length, port, port, 0)
    if (row < 0) {
      row = rows.add()
      if (row < 0) return row
      keys.add(row)
      rows.name(row, 0, bytes, at, length, port)
    }
    recent[slot] = row + 1
    return row
  }
}

/** A power of two. */
const recentRows = 4096

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
