/** A conversation between two ends, as an entry of a transcript. */
import { StreamJoiner, type WaitingRoom } from '../../flows/streams.ts'
import { printable } from '../../output/printable.ts'
import type { Side, Speech, Telling } from './speech.ts'

/** Something that happened from one packet to another, both counted in the order of the capture. */
export interface Entry {
  readonly start: number
  readonly end: number
  /** Several lines; empty if there is nothing to tell. */
  text(telling: Telling): string
}

export type Transport = 'tcp' | 'udp' | 'sctp' | 'icmp' | 'icmpv6'

export class Conversation implements Entry {
  /** The packet that told something last. */
  end: number
  private readonly streams: { readonly client: StreamJoiner, readonly server: StreamJoiner }
  private readonly finished = { client: false, server: false }
  /** The packet at hand. */
  private place: number
  private answered = false
  private reset: Side | undefined
  private refused = false
  private readonly errors = new Set<string>()

  constructor(
    readonly start: number, readonly transport: Transport, readonly speech: Speech, private readonly server: { readonly address: string, readonly port: number, readonly name: string | undefined },
    /** Whether the first packet seen came from the end that is the lower one in `FlowTable`; and whether its sender is the client. */
    readonly upward: boolean, readonly clientFirst: boolean, room: WaitingRoom,
    /** The sequence number of the SYN that began it. */
    readonly initial: number | undefined,
  ) {
    this.end = this.place = start
    const reader = (side: Side) => ({
      bytes: (bytes: Uint8Array, from: number, to: number) => this.say(side, bytes, from, to), gap: (length: number) => speech.gap(side, length),
    })
    this.streams = { client: new StreamJoiner(reader('client'), room), server: new StreamJoiner(reader('server'), room) }
  }

  sideOf(upward: boolean): Side {
    return (upward === this.upward) === this.clientFirst ? 'client' : 'server'
  }

  /** Takes a TCP segment: its payload is the bytes from `from` to `to`, which on the wire went on to `originalTo`. */
  segment(side: Side, sequence: number, flags: number, bytes: Uint8Array, from: number, to: number, originalTo: number, place: number): void {
    if ((flags & syn) !== 0) this.streams[side].begin(sequence + 1)
    if ((flags & rst) !== 0) {
      if (side === 'server' && !this.answered) this.refused = true
      if (!this.finished[side]) this.reset ??= side
      return
    }
    if (side === 'server') this.answered = true
    if ((flags & fin) !== 0) this.finished[side] = true
    this.place = place
    this.streams[side].take((flags & syn) !== 0 ? sequence + 1 : sequence, bytes, from, to, originalTo)
  }

  private say(side: Side, bytes: Uint8Array, from: number, to: number): void {
    // That TLS is done is said when the connection is closed, which may be long after everybody has what they want.
    if (this.speech.protocol !== 'tls' || to - from > longestAlert) this.end = this.place
    this.speech.take(side, bytes, from, to)
  }

  /** Something went wrong with it, in words. */
  fail(text: string, place: number): void {
    if (this.errors.size < mostErrors) this.errors.add(text)
    this.end = place
  }

  /** The names by which it can be left out. */
  get protocols(): readonly string[] { return [this.transport, ...this.speech.protocol.split(', ')] }

  /** No more comes. */
  finish(): void {
    this.streams.client.finish()
    this.streams.server.finish()
  }

  text(telling: Telling): string {
    const { speech, server: { address, port, name }, transport, errors } = this
    const told = [...speech.lines(telling), ...this.endLines(), ...Array.from(errors, (error) => `! ${printable(error)}`)]
    if (told.length === 0 && nameServices.has(speech.protocol)) return ''
    const place = transport.startsWith('icmp') ? '' : `:${telling.steady(`:${port}`).slice(1)}`
    const where = name ?? (telling.omissions.has('ip.addr', 'ipv6.addr') ? 'server' : address.includes(':') && place !== '' ? `[${address}]` : address)
    return `client → ${printable(where)}${place} ${speech.protocol}\n${told.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('')}`
  }

  private endLines(): string[] {
    const { transport, speech, refused, answered, reset } = this
    if (transport !== 'tcp') return []
    if (refused) return ['! connection refused']
    if (!answered) return this.errors.size === 0 ? ['! no answer'] : []
    // Who has all it wanted may well close by a reset, if it left something unread: that is a matter of time.
    return reset !== undefined && speech.unanswered ? [`! connection reset by the ${reset}`] : []
  }
}

/** Their questions are told by themselves. */
export const nameServices: ReadonlySet<string> = new Set(['dns', 'mdns', 'llmnr'])
/** Of a record that is encrypted. */
const longestAlert = 31
const fin = 1
const syn = 2
const rst = 4
const mostErrors = 8
