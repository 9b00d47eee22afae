/**
 * The connections of a capture: by connection ID, whatever addresses their packets have (RFC 9000, section 5.2), or by the
 * conversation where an ID is empty. Memory is bounded: the oldest are forgotten.
 */
import { hex, type StreamMemory } from '../../../../schema/index.ts'
import { Connection, isOpened } from './connection.ts'
import type { Room } from './crypto-stream.ts'
import { headerAt, isLong, type Header } from './header.ts'

/** A packet's connection, and whether the client has sent it. */
export interface Found {
  readonly connection: Connection
  readonly isUpward: boolean
}

/** What a conversation remembers: whose packets it had last, and what the direction of these remembers. */
interface Place extends Found {
  readonly direction: object
}

export class Connections {
  private readonly room: Room = { left: mostCryptoBytes }
  /** By the ID in digits: packets with it go to the server, or to the client. */
  private readonly byId = new Map<string, Found>()
  private readonly all = new Set<Connection>()
  private count = 0

  static of(memory: StreamMemory): Connections {
    return (memory.everywhere.quic ??= new Connections()) as Connections
  }

  /** The connection of the packet at `start`, and its header as that has it. */
  find(bytes: Uint8Array, start: number, end: number, memory: StreamMemory): (Found & { readonly header: Header }) | undefined {
    const place = placeIn(memory)
    if (isLong(bytes, start)) {
      const header = headerAt(bytes, start, end)
      const found = header && this.ofLong(header, bytes, memory, place)
      return found && { ...found, header: header! }
    }
    const stated = place && headerAt(bytes, start, end, place.connection.idLengths[place.isUpward ? 'server' : 'client'])
    const found = stated && (this.byId.get(hex(stated.destination)) ?? place)
    return found ? { ...found, header: stated! } : this.ofMoved(bytes, start, end)
  }

  /** Notes in the conversation that it goes on with a connection. */
  static enter(memory: StreamMemory, { connection, isUpward }: Found): void {
    const place = placeIn(memory)
    if (place?.connection === connection && place.isUpward === isUpward) return
    memory.both.quic = { connection, isUpward, direction: memory.own } satisfies Place
  }

  /** Takes note of an ID that an end has chosen for itself. */
  learn(id: Uint8Array, connection: Connection, isOfClient: boolean): void {
    if (id.length === 0 || connection.ids.size >= mostIds) return
    const name = hex(id)
    connection.ids.add(name)
    const known = this.byId.get(name)
    if (known?.connection === connection) return
    known?.connection.ids.delete(name)
    this.byId.set(name, { connection, isUpward: !isOfClient })
  }

  private ofLong(header: Header, bytes: Uint8Array, memory: StreamMemory, place: Found | undefined): Found | undefined {
    const { destination, source, type, version } = header
    const known = this.byId.get(hex(destination))
    if (known !== undefined) return known
    const bySource = this.byId.get(hex(source))
    const sender = bySource && { connection: bySource.connection, isUpward: !bySource.isUpward }
    if (type === 'initial' && destination.length >= shortestFirstId) {
      const begun = new Connection(this.count, header, this.room)
      const isFirst = isOpened(begun.open(bytes, header, 'initial', true, memory.keys))
      if (isFirst && sender?.isUpward === true && sender.connection.version === version) {
        // A Retry was not captured.
        sender.connection.retry(destination)
        return sender
      }
      if (isFirst) return this.add(begun)
    }
    const found = sender ?? place
    if (found !== undefined || (type !== 'initial' && type !== 'early')) return found
    return this.add(new Connection(this.count, header, this.room))
  }

  /** One whose packets come from or go to addresses that it did not have before. */
  private ofMoved(bytes: Uint8Array, start: number, end: number): (Found & { readonly header: Header }) | undefined {
    for (let length = longestKnown; length >= shortestMoved; length--) {
      const header = headerAt(bytes, start, end, length)
      const found = header && this.byId.get(hex(header.destination))
      if (found !== undefined) return { ...found, header: header! }
    }
    return undefined
  }

  private add(connection: Connection): Found {
    this.count++
    this.all.add(connection)
    this.learn(connection.originalId, connection, false)
    if (this.all.size > mostConnections) this.forgetOldest()
    return { connection, isUpward: true }
  }

  private forgetOldest(): void {
    const [oldest] = this.all
    this.all.delete(oldest!)
    for (const id of oldest!.ids) this.byId.delete(id)
    oldest!.forget()
  }
}

function placeIn({ own, both }: StreamMemory): Found | undefined {
  const place = both.quic as Place | undefined
  if (place === undefined) return undefined
  return { connection: place.connection, isUpward: place.direction === own ? place.isUpward : !place.isUpward }
}

/** RFC 9000, section 7.2. */
const shortestFirstId = 8
const longestKnown = 20
/** Of shorter IDs any packet might have one. */
const shortestMoved = 4
const mostConnections = 1 << 12
const mostIds = 32
/** Of handshake messages that are not all there. */
const mostCryptoBytes = 32 << 20
