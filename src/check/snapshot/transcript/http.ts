/** HTTP/1: each request with its responses, also if they were pipelined. */
import type { Layers } from '../../../packet/layers.ts'
import { printable } from '../../../text/escape.ts'
import { chunked, headerOf, HttpMessages, statedLength, type HttpMessage } from './http-messages.ts'
import type { Content } from './content.ts'
import { placeholder } from '../masks.ts'
import { prefixed, type ConversationState, type Passage, type Role, type Dialog, type RenderContext } from './dialog.ts'

interface Exchange {
  /** Undefined if only the response was captured. */
  readonly request: HttpMessage | undefined
  /** The last is the final one. */
  readonly responses: HttpMessage[]
  readonly start: number
  end: number
}

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
    for (const { request, responses, start, end } of this.exchanges)
      add(start, end, [
        ...(request === undefined ? [] : messageLines('client', request, context)),
        ...responses.flatMap((response) => messageLines('server', response, context)),
      ])
    const lost = (['client', 'server'] as const)
      .filter((role) => this.lost[role])
      .map((role) => prefixed(role, '(from here on not all was captured)'))
    add(0, 0, [...(this.more > 0 ? [`... and ${this.more} more request${this.more === 1 ? '' : 's'}`] : []), ...lost])
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

const mostExchanges = 5000
/** Requests beyond these are not paired with responses. */
const mostWaiting = 100
const mostResponses = 10

function messageLines(role: Role, message: HttpMessage, context: RenderContext): string[] {
  const { omissions, normalize: plain } = context
  const { first, headers, body } = message
  // The boundary of a form is random.
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(headerOf(message, 'content-type') ?? '')?.[1]
  const normalize = (text: string) => plain(boundary === undefined ? text : text.replaceAll(boundary, 'boundary'))
  const shown = headers
    .filter(([name]) => !omissions.hasHeader(name))
    .map(([name, value]) => normalize(`${name}: ${omissions.header(name, hidden(name, value))}`))
  const bodyLines = body.size === 0 ? [] : bodyOf(body, { ...context, normalize })
  const waiting = statedLength(message) ?? 0
  const incomplete =
    !message.complete && waiting !== Infinity && (waiting === chunked || body.size < waiting) ? ['(not complete)'] : []
  const after = [...bodyLines, ...incomplete]
  return [normalize(omissions.startLine(first)), ...shown]
    .map((line) => prefixed(role, printable(line)))
    .concat(after.length === 0 ? [] : [prefixed(role, ''), ...after.map((line) => prefixed(role, line))])
}

function bodyOf(body: Content, context: RenderContext): string[] {
  const { omissions } = context
  if (omissions.has('http.file_data')) return []
  return omissions.masks('http.file_data') ? [placeholder] : body.lines(context)
}

/** Hides credentials, since snapshots are committed with the code. */
function hidden(name: string, value: string): string {
  if (/^(proxy-)?authorization$/i.test(name))
    return value.includes(' ') ? `${value.slice(0, value.indexOf(' '))} (hidden)` : '(hidden)'
  if (/^cookie$/i.test(name)) return value.replace(/=[^;]*/g, '=(hidden)')
  if (/^set-cookie$/i.test(name)) return value.replace(/=[^;]*/, '=(hidden)').replace(/; *expires=[^;]*/i, '')
  return /(^|-)(api-?key|token|secret|password)$/i.test(name) ? '(hidden)' : value
}
