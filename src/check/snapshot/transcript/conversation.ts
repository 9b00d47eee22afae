/** A conversation between two endpoints, as entries of a transcript. */
import { StreamJoiner, type Budget, type Piece } from '../../../conversations/messages/stream-joiner.ts'
import type { Layers } from '../../../packet/layers.ts'
import { printable } from '../../../text/escape.ts'
import type { Connection } from '../../../reports/index.ts'
import { isNameService } from '../../../reports/names/names.ts'
import type { ByteBudget } from './content.ts'
import type { Entry } from './order.ts'
import type { CarriedBytes, ConversationState, Role, Dialog, RenderContext } from './dialog.ts'
import { isTlsAlert } from './tls.ts'

export type Transport = Connection['protocol']

export class Conversation implements ConversationState {
  readonly dialog: Dialog
  /** The position of the last packet that contributed. */
  end: number
  private readonly streams: Readonly<Record<Role, StreamJoiner<Piece>>>
  private readonly finished = { client: false, server: false }
  place: number
  private answered = false
  private reset: Role | undefined
  private refused = false
  private readonly errors = new Set<string>()

  constructor(
    readonly start: number,
    readonly transport: Transport,
    makeDialog: (conversation: ConversationState) => Dialog,
    private readonly server: { readonly address: string; readonly port: number; readonly name: string | undefined },
    /**
     * Whether the first packet came from the lower endpoint of `ConversationTable`; and whether its sender is the
     * client.
     */
    readonly upward: boolean,
    readonly clientFirst: boolean,
    waiting: Budget,
    readonly budget: ByteBudget,
    /** The sequence number of the SYN that began it. */
    readonly initial: number | undefined,
  ) {
    this.end = this.place = start
    const dialog = (this.dialog = makeDialog(this))
    const reader = (role: Role) => ({
      bytes: ({ bytes, to }: Piece, from: number, cut: number) => {
        if (from < to) this.say(role, bytes, from, to)
        if (cut > 0) dialog.gap(role, cut)
      },
      gap: (length: number) => dialog.gap(role, length),
    })
    this.streams = {
      client: new StreamJoiner(reader('client'), waiting),
      server: new StreamJoiner(reader('server'), waiting),
    }
  }

  roleOf(upward: boolean): Role {
    return (upward === this.upward) === this.clientFirst ? 'client' : 'server'
  }

  /** Takes a TCP segment with its payload. */
  segment(role: Role, flags: number, acknowledgment: number, piece: Piece, place: number): void {
    // A SYN takes a number of its own.
    const isSyn = (flags & syn) !== 0
    const payload = isSyn ? { ...piece, sequence: (piece.sequence + 1) | 0 } : piece
    if (isSyn) this.streams[role].begin(payload.sequence)
    if ((flags & ack) !== 0) this.streams[role === 'client' ? 'server' : 'client'].acknowledge(acknowledgment)
    if ((flags & rst) !== 0) {
      if (role === 'server' && !this.answered) this.refused = true
      if (!this.finished[role]) this.reset ??= role
      return
    }
    if (role === 'server') this.answered = true
    if ((flags & fin) !== 0) this.finished[role] = true
    this.place = place
    this.streams[role].take(payload)
    this.streams[role].settle()
  }

  /** Takes the layers after one of a segment that was taken. */
  layers(role: Role, layers: Layers, port: number): void {
    for (let at = port + 1; at < layers.count; at++) this.dialog.layer?.(role, layers, at)
  }

  /** Takes what was decrypted of the bytes of a segment, after that. */
  carried(role: Role, piece: CarriedBytes): void {
    this.dialog.carried?.(role, piece)
  }

  private say(role: Role, bytes: Uint8Array, from: number, to: number): void {
    // TLS announces its end when the connection is closed, which may be long after the last data.
    if (!/\btls\b/.test(this.dialog.protocol) || !isTlsAlert(bytes, from, to)) this.end = this.place
    this.dialog.take(role, bytes, from, to)
  }

  /** Adds an error, as text. */
  fail(text: string, place: number): void {
    if (this.errors.size < mostErrors) this.errors.add(text)
    this.end = place
  }

  /** The protocol names by which it can be omitted. */
  get protocols(): readonly string[] {
    return [this.transport, ...this.dialog.protocol.split(', ')]
  }

  /** No more packets come. */
  finish(): void {
    this.streams.client.finish()
    this.streams.server.finish()
  }

  /** Its entries in order; none if it has nothing to show. */
  entries(context: RenderContext): Entry[] {
    const { dialog, start, end } = this
    const parted = dialog.passages?.(context)
    const passages =
      parted !== undefined && parted.length > 0
        ? parted
        : [{ start, end, lines: parted === undefined ? dialog.lines(context) : [] }]
    const failed = [...this.endLines(), ...Array.from(this.errors, (error) => `! ${printable(error)}`)]
    // DNS questions are entries of their own.
    if ((isNameService(dialog.protocol) || dialog.isElsewhere === true) && failed.length === 0) return []
    const heading = `${this.heading(context)}\n`
    return passages.map(({ start, end, lines }, index) => {
      const all = index === passages.length - 1 ? [...lines, ...failed] : lines
      // The first begins with the connection, so that connections opened at once count as concurrent.
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

  private heading({ normalize, omissions }: RenderContext): string {
    const hidesAddress =
      this.server.name === undefined &&
      (omissions.has('ip.addr', 'ipv6.addr') || omissions.masks('ip.addr', 'ipv6.addr'))
    const {
      dialog,
      server: { address, port, name },
      transport,
    } = this
    const place = transport.startsWith('icmp') ? '' : `:${port}`
    const where = name ?? (hidesAddress ? 'server' : address.includes(':') && place !== '' ? `[${address}]` : address)
    return printable(normalize(`client → ${where}${place} ${dialog.protocol}`))
  }

  private endLines(): string[] {
    const { transport, dialog, refused, answered, reset } = this
    if (transport !== 'tcp') return []
    if (refused) return ['! connection refused']
    if (!answered) return this.errors.size === 0 && this.initial !== undefined ? ['! no answer'] : []
    // An end that has its answer may close by a reset if data is left unread, which depends on timing.
    return reset !== undefined && dialog.unanswered ? [`! connection reset by the ${reset}`] : []
  }
}

const fin = 1
const syn = 2
const rst = 4
const ack = 16
const mostErrors = 8
