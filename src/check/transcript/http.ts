/** HTTP/1: each request with its responses, whatever came between them on the wire. */
import { printable } from '../../text/escape.ts'
import { chunked, headerOf, HttpMessages, statedLength, type Message } from './httpMessages.ts'
import { said, type Setting, type Passage, type Side, type Speech, type Telling } from './speech.ts'

interface Exchange {
  /** Undefined where only the response was captured. */
  readonly request: Message | undefined
  /** The last is the final one. */
  readonly responses: Message[]
  readonly start: number
  end: number
}

export class HttpSpeech implements Speech {
  private readonly exchanges: Exchange[] = []
  /** Beyond those that are kept. */
  private more = 0
  /** That of the response at hand. */
  private answering: Exchange | undefined
  /** Requests without a final response, the first of them. */
  private readonly waiting: Exchange[] = []
  private readonly lost = { client: false, server: false }
  /** What is spoken behind CONNECT or Upgrade. */
  private inner: Speech | undefined
  private innerStart = 0
  private readonly messages: { readonly client: HttpMessages; readonly server: HttpMessages }

  /** `follow`: makes what is spoken behind HTTP, and is told the protocol that Upgrade names; undefined for CONNECT. */
  constructor(
    private readonly setting: Setting,
    private readonly follow: (upgrade: string | undefined) => Speech,
  ) {
    this.messages = {
      client: new HttpMessages(
        {
          began: (request) => this.asked(request),
          finished: () => this.inner !== undefined,
          lost: () => this.lose('client'),
        },
        setting.room,
      ),
      server: new HttpMessages(
        {
          began: (response) => this.answer(response),
          finished: () => this.inner !== undefined,
          lost: () => this.lose('server'),
        },
        setting.room,
      ),
    }
  }

  get protocol(): string {
    return this.inner === undefined ? 'http' : `http, ${this.inner.protocol}`
  }
  get unanswered(): boolean {
    return this.inner?.unanswered ?? this.waiting.length > 0
  }

  take(side: Side, bytes: Uint8Array, from: number, to: number): void {
    const at = this.inner === undefined ? this.messages[side].take(bytes, from, to) : from
    if (at < to) this.inner?.take(side, bytes, at, to)
    const answered = side === 'server' && this.inner === undefined ? this.answering : undefined
    if (answered !== undefined) answered.end = this.setting.place
  }

  gap(side: Side, length: number): void {
    if (this.inner === undefined) this.messages[side].gap(length)
    else this.inner.gap(side, length)
  }

  lines(telling: Telling): string[] {
    return this.passages(telling).flatMap(({ lines }, index) => (index === 0 ? lines : ['', ...lines]))
  }

  passages(telling: Telling): Passage[] {
    const passages: Passage[] = []
    // Of what follows one another on a connection it is known which was first.
    const add = (start: number, end: number, lines: readonly string[]) => {
      const begin = Math.max(start, (passages.at(-1)?.end ?? -1) + 0.5)
      if (lines.length > 0) passages.push({ start: begin, end: Math.max(begin, end), lines })
    }
    for (const { request, responses, start, end } of this.exchanges)
      add(start, end, [
        ...(request === undefined ? [] : messageLines('client', request, telling)),
        ...responses.flatMap((response) => messageLines('server', response, telling)),
      ])
    const lost = (['client', 'server'] as const)
      .filter((side) => this.lost[side])
      .map((side) => said(side, '(from here on not all was captured)'))
    add(0, 0, [...(this.more > 0 ? [`... and ${this.more} more request${this.more === 1 ? '' : 's'}`] : []), ...lost])
    for (const { start, end, lines } of this.inner?.passages?.(telling) ?? []) add(start, end, lines)
    if (this.inner !== undefined && this.inner.passages?.(telling) === undefined)
      add(this.innerStart, this.setting.place, this.inner.lines(telling))
    return passages
  }

  private asked(request: Message): number {
    this.keep(request)
    return statedLength(request) ?? 0
  }

  private answer(response: Message): number {
    const status = Number(/^\S+ (\d{3})/.exec(response.first)?.[1])
    const exchange = (this.answering = this.waiting[0] ?? this.keep(undefined))
    exchange.end = this.setting.place
    exchange.responses.push(response)
    if (exchange.responses.length > mostResponses) exchange.responses.shift()
    if (status >= 100 && status < 200 && status !== 101) return 0
    this.waiting.shift()
    const method = exchange.request?.first.split(' ')[0]
    if (status === 101 || (method === 'CONNECT' && status >= 200 && status < 300)) {
      this.inner = this.follow(status === 101 ? (headerOf(response, 'upgrade')?.toLowerCase() ?? 'unknown') : undefined)
      this.innerStart = this.setting.place
      return 0
    }
    if (method === 'HEAD' || status === 204 || status === 304) return 0
    return statedLength(response) ?? Infinity
  }

  private keep(request: Message | undefined): Exchange {
    const exchange: Exchange = { request, responses: [], start: this.setting.place, end: this.setting.place }
    if (this.exchanges.length < mostExchanges) this.exchanges.push(exchange)
    else this.more++
    if (this.waiting.length < mostWaiting) this.waiting.push(exchange)
    return exchange
  }

  private lose(side: Side): void {
    this.lost[side] = true
  }
}

const mostExchanges = 5000
/** Requests beyond these are not matched. */
const mostWaiting = 100
const mostResponses = 10

function messageLines(side: Side, message: Message, { omissions, steady: plain }: Telling): string[] {
  const { first, headers, body } = message
  // What separates the parts of a form is drawn at random.
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(headerOf(message, 'content-type') ?? '')?.[1]
  const steady = (text: string) => plain(boundary === undefined ? text : text.replaceAll(boundary, 'boundary'))
  const shown = headers
    .filter(([name]) => !omissions.hasHeader(name))
    .map(([name, value]) => steady(`${name}: ${hidden(name, value)}`))
  const told = omissions.has('http.file_data') ? [] : body.lines(steady)
  const waiting = statedLength(message) ?? 0
  const incomplete =
    !message.complete && waiting !== Infinity && (waiting === chunked || body.size < waiting) ? ['(not complete)'] : []
  const after = [...told, ...incomplete]
  return [steady(omissions.startLine(first)), ...shown]
    .map((line) => said(side, printable(line)))
    .concat(after.length === 0 ? [] : [said(side, ''), ...after.map((line) => said(side, line))])
}

/** A snapshot is kept with the code: what gives access to something does not belong into it. */
function hidden(name: string, value: string): string {
  if (/^(proxy-)?authorization$/i.test(name))
    return value.includes(' ') ? `${value.slice(0, value.indexOf(' '))} (hidden)` : '(hidden)'
  if (/^cookie$/i.test(name)) return value.replace(/=[^;]*/g, '=(hidden)')
  if (/^set-cookie$/i.test(name)) return value.replace(/=[^;]*/, '=(hidden)').replace(/; *expires=[^;]*/i, '')
  return /(^|-)(api-?key|token|secret|password)$/i.test(name) ? '(hidden)' : value
}
