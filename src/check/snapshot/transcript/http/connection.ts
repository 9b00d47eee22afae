/** HTTP/1: each request with its responses, also if they were pipelined. */
import type { Layers } from '../../../../packet/layers.ts'
import type { CarriedBytes, ConversationState, Passage, Role, Dialog, RenderContext } from '../dialog.ts'
import { endingLines, exchangeLines, mostExchanges, mostResponses, type Exchange } from './exchange.ts'
import { headerOf, statedLength, type HttpMessage } from './message.ts'
import { HttpMessages } from './parser.ts'

export class HttpDialog implements Dialog {
  private readonly exchanges: Exchange[] = []
  /** Exchanges beyond those that are kept. */
  private more = 0
  /** The exchange of the current response. */
  private answering: Exchange | undefined
  /** Exchanges without a final response, oldest first. */
  private readonly waiting: Exchange[] = []
  private readonly lost = { client: false, server: false }
  /** The dialog after CONNECT or Upgrade. */
  private inner: Dialog | undefined
  private innerStart = 0
  private readonly messages: { readonly client: HttpMessages; readonly server: HttpMessages }

  /** `follow` makes the dialog that follows HTTP, given the protocol of Upgrade; undefined for CONNECT. */
  constructor(
    private readonly conversation: ConversationState,
    private readonly follow: (upgrade: string | undefined) => Dialog,
  ) {
    this.messages = {
      client: new HttpMessages(
        {
          began: (request) => this.began(request),
          finished: () => this.inner !== undefined,
          lost: () => this.lose('client'),
        },
        conversation.budget,
      ),
      server: new HttpMessages(
        {
          began: (response) => this.answer(response),
          finished: () => this.inner !== undefined,
          lost: () => this.lose('server'),
        },
        conversation.budget,
      ),
    }
  }

  get protocol(): string {
    return this.inner === undefined ? 'http' : `http, ${this.inner.protocol}`
  }
  get unanswered(): boolean {
    return this.inner?.unanswered ?? this.waiting.length > 0
  }

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    const at = this.inner === undefined ? this.messages[role].take(bytes, from, to) : from
    if (at < to) this.inner?.take(role, bytes, at, to)
    const answered = role === 'server' && this.inner === undefined ? this.answering : undefined
    if (answered !== undefined) answered.end = this.conversation.place
  }

  layer(role: Role, layers: Layers, at: number): void {
    this.inner?.layer?.(role, layers, at)
  }

  carried(role: Role, piece: CarriedBytes): void {
    this.inner?.carried?.(role, piece)
  }

  gap(role: Role, length: number): void {
    if (this.inner === undefined) this.messages[role].gap(length)
    else this.inner.gap(role, length)
  }

  lines(context: RenderContext): string[] {
    return this.passages(context).flatMap(({ lines }, index) => (index === 0 ? lines : ['', ...lines]))
  }

  passages(context: RenderContext): Passage[] {
    const passages: Passage[] = []
    // Exchanges of one connection are sequential.
    const add = (start: number, end: number, lines: readonly string[]) => {
      const begin = Math.max(start, (passages.at(-1)?.end ?? -1) + 0.5)
      if (lines.length > 0) passages.push({ start: begin, end: Math.max(begin, end), lines })
    }
    for (const exchange of this.exchanges) add(exchange.start, exchange.end, exchangeLines(exchange, context))
    add(0, 0, endingLines(this.more, this.lost))
    for (const { start, end, lines } of this.inner?.passages?.(context) ?? []) add(start, end, lines)
    if (this.inner !== undefined && this.inner.passages?.(context) === undefined)
      add(this.innerStart, this.conversation.place, this.inner.lines(context))
    return passages
  }

  private began(request: HttpMessage): number {
    this.keep(request)
    return statedLength(request) ?? 0
  }

  private answer(response: HttpMessage): number {
    const status = Number(/^\S+ (\d{3})/.exec(response.first)?.[1])
    const exchange = (this.answering = this.waiting[0] ?? this.keep(undefined))
    exchange.end = this.conversation.place
    exchange.responses.push(response)
    if (exchange.responses.length > mostResponses) exchange.responses.shift()
    if (status >= 100 && status < 200 && status !== 101) return 0
    this.waiting.shift()
    const method = exchange.request?.first.split(' ')[0]
    if (status === 101 || (method === 'CONNECT' && status >= 200 && status < 300)) {
      this.inner = this.follow(status === 101 ? (headerOf(response, 'upgrade')?.toLowerCase() ?? 'unknown') : undefined)
      this.innerStart = this.conversation.place
      return 0
    }
    if (method === 'HEAD' || status === 204 || status === 304) return 0
    return statedLength(response) ?? Infinity
  }

  private keep(request: HttpMessage | undefined): Exchange {
    const exchange: Exchange = { request, responses: [], start: this.conversation.place, end: this.conversation.place }
    if (this.exchanges.length < mostExchanges) this.exchanges.push(exchange)
    else this.more++
    if (this.waiting.length < mostWaiting) this.waiting.push(exchange)
    return exchange
  }

  private lose(role: Role): void {
    this.lost[role] = true
  }
}

/** Requests beyond these are not paired with responses. */
const mostWaiting = 100
