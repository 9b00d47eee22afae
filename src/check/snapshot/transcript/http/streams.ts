/** HTTP/2 and HTTP/3: each request with its responses, from the frames of their streams. */
import type { Layers } from '../../../../packet/layers.ts'
import { idOf } from '../../../../packet/registry/index.ts'
import { messagePartOf, protocols, type HttpMessagePart } from '../../../../protocols/index.ts'
import { Content } from '../content.ts'
import type { ConversationState, Dialog, Passage, RenderContext, Role } from '../dialog.ts'
import { endingLines, exchangeLines, mostExchanges, mostResponses, type Exchange } from './exchange.ts'
import type { Header, HttpMessage } from './message.ts'

/** A stream that has begun. */
interface Stream {
  readonly exchange: Exchange
  /** The end that asks. */
  readonly asking: Role
  /** The messages that go on. */
  readonly open: Record<Role, HttpMessage | undefined>
}

export class HttpStreams implements Dialog {
  private readonly exchanges: Exchange[] = []
  /** Exchanges beyond those that are kept. */
  private more = 0
  private readonly streams = new Map<number, Stream>()
  /** The stream that ends with the list of headers that goes on. */
  private readonly ending: Record<Role, number | undefined> = { client: undefined, server: undefined }
  private readonly lost = { client: false, server: false }

  constructor(
    private readonly conversation: ConversationState,
    readonly protocol: 'http2' | 'http3',
  ) {}

  get unanswered(): boolean {
    return this.exchanges.some(({ responses }) => responses.length === 0)
  }

  take(): void {
    // Frames come as layers.
  }

  layer(role: Role, layers: Layers, at: number): void {
    if (layers.protocol[at] !== http2) return
    const part = messagePartOf(layers.view(at), 'http2')
    if (part !== undefined) this.add(role, part)
  }

  gap(role: Role): void {
    this.lost[role] = true
  }

  /** Takes the next part of a message. */
  add(role: Role, part: HttpMessagePart): void {
    const { stream: id, headers, data, missing, isPromise, promised, reset } = part
    const isLast = this.isLast(role, part)
    if (headers !== undefined) {
      const isRequest = valueOf(headers, ':method') !== undefined
      const isAgain = isRequest && this.streams.get(id)?.exchange.request !== undefined
      if (isPromise || (isAgain && part.version === 2))
        return this.begin(promised, role, { ...this.messageOf(part, headers), complete: true }, true)
      // QUIC begins again where early data was refused.
      if (isAgain) this.streams.get(id)!.open[role] = this.messageOf(part, headers)
      else if (isRequest) this.begin(id, role, this.messageOf(part, headers), false)
      else this.answer(role, part, headers)
    }
    const stream = this.streams.get(id)
    if (stream === undefined) return
    const message = stream.open[role]
    if (data !== undefined && message !== undefined) {
      message.body.add(data, 0, data.length)
      if (missing > 0) message.body.miss(missing)
    }
    if (reset !== undefined) giveUp(stream, reset)
    if (isLast && message !== undefined) message.complete = true
    if (stream.asking !== role) stream.exchange.end = this.conversation.place
  }

  /** Whether a direction of a stream ends: the first frame of a list of headers says so, which may go on in others. */
  private isLast(role: Role, { stream, headers, data, isLast }: HttpMessagePart): boolean {
    if (data !== undefined) return isLast
    if (headers === undefined) {
      if (isLast) this.ending[role] = stream
      return false
    }
    const hasEnded = isLast || this.ending[role] === stream
    this.ending[role] = undefined
    return hasEnded
  }

  lines(context: RenderContext): string[] {
    return this.passages(context).flatMap(({ lines }, index) => (index === 0 ? lines : ['', ...lines]))
  }

  passages(context: RenderContext): Passage[] {
    const passages = this.exchanges
      .map((exchange) => ({ start: exchange.start, end: exchange.end, lines: exchangeLines(exchange, context) }))
      .filter(({ lines }) => lines.length > 0)
    const ending = endingLines(this.more, this.lost)
    if (ending.length === 0) return passages
    const place = Math.max(...passages.map(({ end }) => end), 0) + 0.5
    return [...passages, { start: place, end: place, lines: ending }]
  }

  /** Begins an exchange with a request; one that is not answered has no stream. */
  private begin(id: number | undefined, role: Role, request: HttpMessage | undefined, isPromised: boolean): void {
    const { place } = this.conversation
    const exchange: Exchange = { request, responses: [], isPromised, start: place, end: place }
    if (this.exchanges.length >= mostExchanges) {
      this.more++
      return
    }
    this.exchanges.push(exchange)
    if (id === undefined) return
    const open: Stream['open'] = { client: undefined, server: undefined }
    if (!isPromised) open[role] = request
    const asking = isPromised ? otherOf[role] : role
    this.streams.set(id, { exchange, asking, open })
  }

  /** Takes a response, or the trailer of a message. */
  private answer(role: Role, part: HttpMessagePart, headers: readonly HeaderOf[]): void {
    const isResponse = valueOf(headers, ':status') !== undefined
    if (isResponse && !this.streams.has(part.stream)) this.begin(part.stream, otherOf[role], undefined, false)
    const stream = this.streams.get(part.stream)
    if (stream === undefined) return
    if (!isResponse) {
      stream.open[role]?.trailer.push(...this.kept(headers))
      return
    }
    const message = (stream.open[role] = this.messageOf(part, headers))
    const { responses } = stream.exchange
    responses.push(message)
    if (responses.length > mostResponses) responses.shift()
    // An interim response has no body, and another one follows it.
    if (/^1\d\d$/.test(valueOf(headers, ':status') ?? '')) message.complete = true
  }

  private messageOf({ version }: HttpMessagePart, headers: readonly HeaderOf[]): HttpMessage {
    const fields = this.kept(headers)
    return {
      version,
      first: startLine(headers, `HTTP/${version}`),
      headers: fields,
      trailer: [],
      body: new Content(this.conversation.budget),
      complete: false,
    }
  }

  /** The fields of a list as headers of a message; none if there is no memory for them. */
  private kept(headers: readonly HeaderOf[]): Header[] {
    const { budget } = this.conversation
    const fields = withOneCookie(headers.flatMap(fieldOf))
    const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    if (size > budget.bytes) return []
    budget.bytes -= size
    return fields
  }
}

/** A stream that is given up after its messages were sent says nothing. */
function giveUp({ exchange, open, asking }: Stream, reason: string): void {
  const answer = open[asking === 'server' ? 'client' : 'server']
  if (answer?.complete || reason === 'NO_ERROR') return
  const message = answer ?? exchange.request
  if (message !== undefined) message.reset = reason
}

const http2 = idOf(protocols.http2)

type HeaderOf = NonNullable<HttpMessagePart['headers']>[number]

const otherOf = { client: 'server', server: 'client' } as const

const valueOf = (headers: readonly HeaderOf[], wanted: string): string | undefined =>
  headers.find(({ name }) => name === wanted)?.value

/** As HTTP/1 says it: RFC 9113, section 8.3. */
function startLine(headers: readonly HeaderOf[], version: string): string {
  const method = valueOf(headers, ':method')
  if (method === undefined) return `${version} ${valueOf(headers, ':status') ?? '???'}`
  return `${method} ${valueOf(headers, ':path') ?? valueOf(headers, ':authority') ?? '*'} ${version}`
}

/** What is not in the start line; the authority is called as in HTTP/1. */
function fieldOf({ name, value = notKnown }: HeaderOf): Header[] {
  if (name === ':authority') return [['host', value]]
  return name !== undefined && inStartLine.has(name) ? [] : [[name ?? notKnown, value]]
}

/** RFC 9113, section 8.2.3: what HTTP/1 has in one field may come in several. */
function withOneCookie(fields: readonly Header[]): Header[] {
  const cookies = fields.filter(([name]) => name === 'cookie').map(([, value]) => value)
  if (cookies.length < 2) return [...fields]
  const first = fields.findIndex(([name]) => name === 'cookie')
  return fields.flatMap((field, index) =>
    index === first ? [['cookie', cookies.join('; ')]] : field[0] === 'cookie' ? [] : [field],
  )
}

const inStartLine: ReadonlySet<string> = new Set([':method', ':path', ':scheme', ':status'])
/** It refers to headers that were not captured. */
const notKnown = '(not known)'
