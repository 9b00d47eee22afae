/** WebSocket after HTTP: messages without their random masks (RFC 6455, section 5). */
import { Content, type ByteBudget } from './content.ts'
import { prefixed, type Role, type Dialog, type RenderContext } from './dialog.ts'

export class WebSocketDialog implements Dialog {
  readonly protocol = 'websocket'
  readonly unanswered = false
  private readonly messages: WebSocketMessage[] = []
  private more = 0
  private readonly frames = {
    client: new Frames((code) => this.begin('client', code)),
    server: new Frames((code) => this.begin('server', code)),
  }
  /** The unfinished message of each end. */
  private readonly open: { client: WebSocketMessage | undefined; server: WebSocketMessage | undefined } = {
    client: undefined,
    server: undefined,
  }
  private readonly lost = { client: false, server: false }

  constructor(private readonly budget: ByteBudget) {}

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    if (!this.lost[role]) this.frames[role].take(bytes, from, to)
  }

  gap(role: Role): void {
    this.lost[role] = true
  }

  lines(context: RenderContext): string[] {
    if (context.omissions.has('websocket')) return []
    const told = this.messages.flatMap(({ role, kind, content, complete }) =>
      [`(${kind})`, ...content.lines(context, true), ...(complete ? [] : ['(not complete)'])].map((line) =>
        prefixed(role, line),
      ),
    )
    const lost = (['client', 'server'] as const)
      .filter((role) => this.lost[role])
      .map((role) => prefixed(role, '(from here on not all could be read)'))
    return [...told, ...(this.more > 0 ? [`... and ${this.more} more messages`] : []), ...lost]
  }

  /** A frame begins; returns the message it belongs to, if that is shown. */
  private begin(role: Role, code: number): WebSocketMessage | undefined {
    // The number of pings and pongs depends on timing.
    if (code === ping || code === pong) return undefined
    let message = code === continuation ? this.open[role] : undefined
    if (message === undefined) {
      message = this.open[role] = {
        role,
        kind: kinds[code] ?? `message of kind ${code}`,
        content: new Content(this.budget),
        complete: false,
      }
      if (this.messages.length < mostMessages) this.messages.push(message)
      else this.more++
    }
    return message
  }
}

interface WebSocketMessage {
  readonly role: Role
  readonly kind: string
  readonly content: Content
  /** Whether its last frame is complete. */
  complete: boolean
}

const mostMessages = 5000
const continuation = 0
const ping = 9
const pong = 10
const kinds: Readonly<Record<number, string>> = { 0: 'message', 1: 'text message', 2: 'binary message', 8: 'close' }

/**
 * Parses the frames of one end (section 5.2) and passes their payload on piece by piece, since a frame may be very
 * long.
 */
class Frames {
  private readonly header = new Uint8Array(longestHeader)
  private headerLength = 0
  /** The message of the current frame. */
  private message: WebSocketMessage | undefined
  private maskAt = -1
  /** Bytes of its payload that came, and that are still to come. */
  private passed = 0
  private left = 0

  constructor(private readonly begin: (code: number) => WebSocketMessage | undefined) {}

  take(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to;) {
      if (this.left > 0) {
        const stop = Math.min(to, at + this.left)
        this.pass(bytes, at, stop)
        at = stop
      } else {
        this.header[this.headerLength++] = bytes[at++]!
        this.start()
      }
    }
  }

  /** Begins a frame once its header is complete. */
  private start(): void {
    const { header, headerLength } = this
    if (headerLength < 2) return
    const short = header[1]! & 0x7f
    const wide = short === 126 ? 2 : short === 127 ? 8 : 0
    const masked = (header[1]! & 0x80) !== 0
    if (headerLength < 2 + wide + (masked ? 4 : 0)) return
    let length = wide === 0 ? short : 0
    for (let at = 2; at < 2 + wide; at++) length = length * 256 + header[at]!
    this.headerLength = 0
    this.maskAt = masked ? 2 + wide : -1
    this.passed = 0
    this.left = length
    this.message = this.begin(header[0]! & 0x0f)
    if (this.message !== undefined) this.message.complete = length === 0
  }

  /** Passes payload on, unmasked. */
  private pass(bytes: Uint8Array, from: number, to: number): void {
    const { header, message, maskAt, passed } = this
    this.passed += to - from
    this.left -= to - from
    if (message === undefined) return
    if (maskAt < 0) message.content.add(bytes, from, to)
    else {
      const payload = bytes.slice(from, to)
      for (let index = 0; index < payload.length; index++) payload[index]! ^= header[maskAt + ((passed + index) & 3)]!
      message.content.add(payload, 0, payload.length)
    }
    if (this.left === 0) message.complete = true
  }
}

/** With an 8-byte length and a mask. */
const longestHeader = 14
