import { type Datagram, tcp, word } from './datagrams.ts'
import type { SinkNames } from './names.ts'
import {
  finish,
  synchronize,
  reset,
  push,
  acknowledge,
  none,
  lengthOf,
  readSegment,
  writeSegment,
  resetOf,
  type Segment,
} from './segments.ts'
import { type Answerer, type Service, serviceOf } from './services.ts'

/**
 * The passive side of all TCP connections (RFC 9293), on every address and port: as much as a wire without loss, delay
 * and reordering needs, plus retransmission if the peer was too busy.
 */
export class Connections {
  private readonly all = new Map<string, Connection>()

  constructor(
    private readonly names: SinkNames,
    private readonly reply: (datagram: Datagram) => void,
    private readonly now: () => number = Date.now,
  ) {}

  take(datagram: Datagram): void {
    const segment = readSegment(datagram.payload)
    if (segment === undefined) return
    const key = keyOf(datagram)
    const known = this.all.get(key)
    if (segment.flags & reset) {
      this.all.delete(key)
    } else if (segment.flags & synchronize) {
      const again = known?.began === segment.sequence
      const connection = again ? known : new Connection(datagram, segment, this.names, this.reply, this.now)
      this.all.set(key, connection)
      connection.accept()
    } else if (known === undefined) {
      this.reply(resetOf(datagram, segment))
    } else {
      known.take(segment)
      if (known.over) this.all.delete(key)
    }
  }

  /** Call about once a second: retransmits unacknowledged data and closes idle connections. */
  tick(): void {
    for (const [key, connection] of this.all) if (!connection.tick()) this.all.delete(key)
  }
}

class Connection implements Answerer {
  readonly began: number
  private readonly service: Service
  private readonly most: number
  private readonly source: Uint8Array
  private readonly destination: Uint8Array
  private readonly ports: readonly [number, number]
  /** Next sequence numbers: RCV.NXT and SND.NXT. */
  private expected: number
  private next = firstSequence + 1
  /** Sent and unacknowledged data. */
  private unconfirmed: {
    readonly sequence: number
    readonly flags: number
    readonly data: Uint8Array
    sent: number
    times: number
  }[] = []
  private otherEnded = false
  private ended = false
  private active: number

  /** The bytes of the datagram are only valid during the call. */
  constructor(
    datagram: Datagram,
    { sequence, most }: Segment,
    names: SinkNames,
    private readonly reply: (datagram: Datagram) => void,
    private readonly now: () => number,
  ) {
    this.source = datagram.destination.slice()
    this.destination = datagram.source.slice()
    this.ports = [word(datagram.payload, 2), word(datagram.payload, 0)]
    this.service = serviceOf(this.ports[0], names)
    this.began = sequence
    this.most = Math.max(most, leastSegment)
    this.expected = (sequence + 1) >>> 0
    this.active = now()
  }

  get over(): boolean {
    return this.ended && this.otherEnded && this.unconfirmed.length === 0
  }

  accept(): void {
    this.write(firstSequence, synchronize | acknowledge, none)
  }

  take({ sequence, acknowledged, flags, data }: Segment): void {
    this.active = this.now()
    if (flags & acknowledge)
      this.unconfirmed = this.unconfirmed.filter((each) => before(acknowledged, each.sequence + lengthOf(each)))
    // Ignore retransmissions, and data that arrives early: it will be retransmitted.
    const known = (this.expected - sequence) >>> 0
    const [fresh, finishes] = known <= data.length ? [data.subarray(known), (flags & finish) !== 0] : [none, false]
    if (this.otherEnded || (fresh.length === 0 && !finishes)) {
      if (data.length > 0 || flags & finish) this.write(this.next, acknowledge, none)
      return
    }
    this.expected = (this.expected + fresh.length + (finishes ? 1 : 0)) >>> 0
    this.write(this.next, acknowledge, none)
    if (fresh.length > 0 && !this.ended) this.service.take(fresh, this)
    if (!finishes) return
    this.otherEnded = true
    this.end()
  }

  send(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.ended; at += this.most)
      this.keep(acknowledge | push, bytes.slice(at, at + this.most))
  }

  end(): void {
    if (this.ended) return
    this.keep(acknowledge | finish, none)
    this.ended = true
  }

  /** False once it is closed or given up. */
  tick(): boolean {
    const now = this.now()
    for (const each of this.unconfirmed) {
      if (now - each.sent < repeatAfter) continue
      if (++each.times > mostTimes) return false
      each.sent = now
      this.write(each.sequence, each.flags, each.data)
    }
    if (now - this.active > patience) this.end()
    // The peer may leave it half-open forever.
    return now - this.active < longestIdle
  }

  private keep(flags: number, data: Uint8Array): void {
    const segment = { sequence: this.next, flags, data, sent: this.now(), times: 1 }
    this.unconfirmed.push(segment)
    this.write(this.next, flags, data)
    this.next = (this.next + lengthOf(segment)) >>> 0
  }

  private write(sequence: number, flags: number, data: Uint8Array): void {
    const {
      source,
      destination,
      ports: [from, to],
      expected,
    } = this
    // Its own maximum segment size: the MTU of 1500 less headers.
    const options = flags & synchronize ? [2, 4, ...pair(source.length === 16 ? 1440 : 1460)] : []
    this.reply({
      source,
      destination,
      protocol: tcp,
      payload: writeSegment(from, to, sequence, expected, flags, options, data),
    })
  }
}

const firstSequence = 0x6f6e_7769
const leastSegment = 64
/** Milliseconds. */
const repeatAfter = 1000
const mostTimes = 5
/**
 * A silent client may be waiting for a greeting that the sink does not know: its connection is closed after this time.
 * Milliseconds.
 */
const patience = 5000
const longestIdle = 120_000

/** Whether a sequence number precedes another, modulo 2^32. */
const before = (one: number, other: number) => ((one - other) | 0) < 0
const pair = (value: number): [number, number] => [value >> 8, value & 0xff]

function keyOf({ source, destination, payload }: Datagram): string {
  return Buffer.concat([source, destination, payload.subarray(0, 4)]).toString('latin1')
}
