/** A conversation between two ends, as an entry of a transcript. */
import { StreamJoiner, type WaitingRoom } from '../../conversations/stream-joiner.ts'
import { printable } from '../../text/escape.ts'
import type { Connection } from '../../reports/index.ts'
import { isNameService } from '../../reports/names.ts'
import type { KeepingRoom } from './content.ts'
import type { Told } from './order.ts'
import type { Setting, Side, Speech, Telling } from './speech.ts'
import { isTlsAlert } from './tls.ts'

export type Transport = Connection['protocol']

export class Conversation implements Setting {
  readonly speech: Speech
  /** The packet that told something last. */
  end: number
  private readonly streams: { readonly client: StreamJoiner; readonly server: StreamJoiner }
  private readonly finished = { client: false, server: false }
  place: number
  private answered = false
  private reset: Side | undefined
  private refused = false
  private readonly errors = new Set<string>()

  constructor(
    readonly start: number,
    readonly transport: Transport,
    speak: (setting: Setting) => Speech,
    private readonly server: { readonly address: string; readonly port: number; readonly name: string | undefined },
    /** Whether the first packet seen came from the end that is the lower one in `FlowTable`; and whether its sender is the client. */
    readonly upward: boolean,
    readonly clientFirst: boolean,
    waiting: WaitingRoom,
    readonly room: KeepingRoom,
    /** The sequence number of the SYN that began it. */
    readonly initial: number | undefined,
  ) {
    this.end = this.place = start
    const speech = (this.speech = speak(this))
    const reader = (side: Side) => ({
      bytes: (bytes: Uint8Array, from: number, to: number) => this.say(side, bytes, from, to),
      gap: (length: number) => speech.gap(side, length),
    })
    this.streams = {
      client: new StreamJoiner(reader('client'), waiting),
      server: new StreamJoiner(reader('server'), waiting),
    }
  }

  sideOf(upward: boolean): Side {
    return (upward === this.upward) === this.clientFirst ? 'client' : 'server'
  }

  /** Takes a TCP segment: its payload is the bytes from `from` to `to`, which on the wire went on to `originalTo`. */
  segment(
    side: Side,
    sequence: number,
    flags: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    originalTo: number,
    place: number,
  ): void {
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
    if (this.speech.protocol !== 'tls' || !isTlsAlert(bytes, from, to)) this.end = this.place
    this.speech.take(side, bytes, from, to)
  }

  /** Something went wrong with it, in words. */
  fail(text: string, place: number): void {
    if (this.errors.size < mostErrors) this.errors.add(text)
    this.end = place
  }

  /** The names by which it can be left out. */
  get protocols(): readonly string[] {
    return [this.transport, ...this.speech.protocol.split(', ')]
  }

  /** No more comes. */
  finish(): void {
    this.streams.client.finish()
    this.streams.server.finish()
  }

  /** Its parts, in order, or none if there is nothing to tell. */
  told(telling: Telling): Told[] {
    const { speech, start, end } = this
    const parted = speech.passages?.(telling)
    const passages =
      parted !== undefined && parted.length > 0
        ? parted
        : [{ start, end, lines: parted === undefined ? speech.lines(telling) : [] }]
    const failed = [...this.endLines(), ...Array.from(this.errors, (error) => `! ${printable(error)}`)]
    // Their questions are told by themselves.
    if (isNameService(speech.protocol) && failed.length === 0) return []
    const heading = `${this.heading(telling)}\n`
    return passages.map(({ start, end, lines }, index) => {
      const all = index === passages.length - 1 ? [...lines, ...failed] : lines
      // The first begins with the connection: those that are opened at once are parallel, whatever is asked on which of them first.
      const begin = index === 0 ? this.start : start
      return {
        start: begin,
        end: Math.max(begin, end),
        heading,
        joins: parted !== undefined,
        text: all.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join(''),
      }
    })
  }

  private heading({ steady, omissions }: Telling): string {
    const {
      speech,
      server: { address, port, name },
      transport,
    } = this
    const place = transport.startsWith('icmp') ? '' : steady(`:${port}`)
    const where =
      name ??
      (omissions.has('ip.addr', 'ipv6.addr')
        ? 'server'
        : address.includes(':') && place !== ''
          ? `[${address}]`
          : address)
    return `client → ${printable(where)}${place} ${speech.protocol}`
  }

  private endLines(): string[] {
    const { transport, speech, refused, answered, reset } = this
    if (transport !== 'tcp') return []
    if (refused) return ['! connection refused']
    if (!answered) return this.errors.size === 0 && this.initial !== undefined ? ['! no answer'] : []
    // Who has all it wanted may well close by a reset, if it left something unread: that is a matter of time.
    return reset !== undefined && speech.unanswered ? [`! connection reset by the ${reset}`] : []
  }
}

const fin = 1
const syn = 2
const rst = 4
const mostErrors = 8
