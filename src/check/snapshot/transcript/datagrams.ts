/** Datagrams: the summary of known protocols, otherwise the payload. */
import type { View } from '../../../schema/index.ts'
import type { Layers } from '../../../packet/layers.ts'
import { printable } from '../../../text/escape.ts'
import { Content, type ByteBudget } from './content.ts'
import { placeholder } from '../masks.ts'
import { prefixed, type Role, type Dialog, type Passage, type RenderContext } from './dialog.ts'
import { isNameMessage } from './questions.ts'
import type { HttpStreams } from './http/streams.ts'

export class Datagrams implements Dialog {
  /** What is decrypted of QUIC, by connection. */
  readonly http: HttpStreams[] = []
  /** Whether what is decrypted of QUIC is of a connection that began in another conversation. */
  hasMoved = false
  private name = 'udp'
  private readonly datagrams: { readonly role: Role; readonly content: Content | string }[] = []
  private more = 0
  private answered = false

  constructor(private readonly budget: ByteBudget) {}

  get protocol(): string {
    return this.http.length === 0 ? this.name : `${this.name}, http3`
  }

  get isElsewhere(): boolean {
    return this.hasMoved && this.http.length === 0
  }

  get unanswered(): boolean {
    return !this.answered
  }

  /** Takes the datagram in layer `port`; returns the message in it, if its protocol is known. */
  datagram(role: Role, layers: Layers, port: number): View | undefined {
    const [start, end] = [layers.start[port]! + header, layers.end[port]!]
    const bytes = layers.bytesOf(port)
    const above = port + 1
    const view = above < layers.count && layers.protocol[above] !== 0 ? layers.view(above) : undefined
    if (view?.headed) {
      this.summary(role, view.schema.name, isNameMessage(view) ? undefined : (summaryOf(view) ?? ''))
      return view
    }
    if (this.name === 'quic') this.summary(role, 'quic', undefined)
    else {
      this.take(role, bytes, Math.min(start, end), end)
      const missing = layers.originalEnd[port]! - end
      if (missing > 0) this.gap(role, missing)
    }
    return undefined
  }

  /** Takes the summary of a datagram of a known protocol; without one, only the protocol is noted. */
  private summary(role: Role, protocol: string, words: string | undefined): void {
    this.name = protocol
    if (protocol === 'quic') this.handshake(role, words ?? '')
    // Identifiers are random.
    else if (words !== undefined) this.keep(role, words.replace(/ id 0x[0-9a-f]+/g, ''))
  }

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    const content = new Content(this.budget)
    content.add(bytes, from, to)
    this.keep(role, content)
  }

  /** The last datagram was longer on the wire. */
  gap(_side: Role, length: number): void {
    const last = this.datagrams.at(-1)?.content
    if (last instanceof Content) last.miss(length)
  }

  passages(context: RenderContext): Passage[] | undefined {
    return this.http.length === 0 ? undefined : this.http.flatMap((each) => each.passages(context))
  }

  lines(context: RenderContext): string[] {
    const { omissions, normalize } = context
    if (this.datagrams.length === 0 || omissions.has('udp.payload')) return []
    const masked = omissions.masks('udp.payload')
    const lines = this.datagrams.flatMap(({ role, content }) =>
      (masked
        ? [placeholder]
        : typeof content === 'string'
          ? [printable(normalize(content))]
          : content.size === 0
            ? ['(empty)']
            : content.lines(context, true)
      ).map((line) => prefixed(role, line)),
    )
    return this.more === 0 ? lines : [...lines, `... and ${this.more} more datagrams`]
  }

  /** Of QUIC only what begins and refuses a connection: what else is in a datagram depends on timing. */
  private handshake(role: Role, summary: string): void {
    const words = summary
      .split(', ')
      .filter((word) => /^(Client Hello|Server Hello|Retry|Version Negotiation)/.test(word))
    const text = words.join(', ')
    const isNew = !this.datagrams.some((known) => known.role === role && known.content === text)
    if (words.length > 0 && isNew) this.keep(role, text)
    else this.answered ||= role === 'server'
  }

  private keep(role: Role, content: Content | string): void {
    this.answered ||= role === 'server'
    if (this.datagrams.length < mostDatagrams) this.datagrams.push({ role, content })
    else this.more++
  }
}

const header = 8
const mostDatagrams = 500

/** ICMP echo requests and replies, counted by length. */
export class Echoes implements Dialog {
  private readonly counts = new Map<string, { readonly role: Role; readonly length: number; count: number }>()

  constructor(readonly protocol: string) {}

  get unanswered(): boolean {
    return !Array.from(this.counts.values()).some(({ role }) => role === 'server')
  }

  take(role: Role, _bytes: Uint8Array, from: number, to: number): void {
    const key = `${role} ${to - from}`
    const known = this.counts.get(key)
    if (known !== undefined) known.count++
    else if (this.counts.size < mostLengths) this.counts.set(key, { role, length: to - from, count: 1 })
  }

  gap(): void {
    // Only lengths are shown, and they are known.
  }

  lines(): string[] {
    return Array.from(this.counts.values(), ({ role, length, count }) =>
      prefixed(role, `${count} echo ${echoNouns[role][count === 1 ? 0 : 1]} of ${length} bytes`),
    )
  }
}

const echoNouns = { client: ['request', 'requests'], server: ['reply', 'replies'] } as const
const mostLengths = 100

/** The summary line of a layer; undefined if its protocol has none. */
export function summaryOf(view: View): string | undefined {
  // A schema erases the type of its own views.
  return view.schema.summary?.(view as never)
}
