/** WebSocket after HTTP: its messages, as the definition of the protocol reads them. */
import type { Layers } from '../../../packet/layers.ts'
import { frameHead, protocols, unmasked, webSocketMessage, type FrameHead } from '../../../protocols/index.ts'
import { Content, lengthText, type ByteBudget } from './content.ts'
import { joined, prefixed, type Role, type Dialog, type RenderContext } from './dialog.ts'

export class WebSocketDialog implements Dialog {
  readonly protocol = 'websocket'
  readonly unanswered = false
  private readonly messages: WebSocketMessage[] = []
  private more = 0
  private readonly tails = { client: new Tail(), server: new Tail() }
  /** The message of each end that goes on. */
  private readonly open: Record<Role, WebSocketMessage | undefined> = { client: undefined, server: undefined }
  private readonly lost = { client: false, server: false }

  constructor(private readonly budget: ByteBudget) {}

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    if (!this.lost[role]) this.tails[role].take(bytes, from, to)
  }

  layer(role: Role, layers: Layers, at: number): void {
    if (this.lost[role]) return
    const view = layers.view(at)
    if (view.schema !== protocols.websocket) return
    const { bytes, start, end } = view
    const head = frameHead(bytes, start, end)
    // The number of pings and pongs depends on timing.
    if (head === undefined || head.opcode === ping || head.opcode === pong) return
    const message = this.messageOf(role, head)
    const whole = message.isCompressed && head.isFinal ? webSocketMessage(view)?.bytes : undefined
    const part = whole ?? (message.isCompressed && !head.isFinal ? nothing : unmasked(bytes, head, end))
    message.content.add(part, 0, part.length)
  }

  gap(role: Role): void {
    this.lost[role] = true
  }

  lines(context: RenderContext): string[] {
    if (context.omissions.has('websocket')) return []
    const told = this.messages.flatMap(({ role, kind, content }) =>
      [`(${kind})`, ...content.lines(context, true)].map((line) => prefixed(role, line)),
    )
    const ends = roles.flatMap((role) => this.tailLines(role, context).map((line) => prefixed(role, line)))
    const lost = roles
      .filter((role) => this.lost[role])
      .map((role) => prefixed(role, '(from here on not all could be read)'))
    return [...told, ...ends, ...(this.more > 0 ? [`... and ${this.more} more messages`] : []), ...lost]
  }

  /** The message that a frame is of, which may begin with it. */
  private messageOf(role: Role, { opcode, isCompressed }: FrameHead): WebSocketMessage {
    const goesOn = opcode === continuation ? this.open[role] : undefined
    if (goesOn !== undefined) return goesOn
    const message = { role, kind: kindOf(opcode), isCompressed, content: new Content(this.budget) }
    this.open[role] = message
    if (this.messages.length < mostMessages) this.messages.push(message)
    else this.more++
    return message
  }

  /** A frame that is not all there. */
  private tailLines(role: Role, context: RenderContext): string[] {
    const tail = this.tails[role]
    const { head } = tail
    if (head === undefined || head.opcode === ping || head.opcode === pong) return []
    const content = new Content(this.budget)
    const part = unmasked(tail.kept, head, tail.kept.length)
    content.add(part, 0, part.length)
    const size = tail.length - head.payload
    const lines = size > part.length ? [lengthText(size)] : content.lines(context, true)
    return [...(head.opcode === continuation ? [] : [`(${kindOf(head.opcode)})`]), ...lines, '(not complete)']
  }
}

interface WebSocketMessage {
  readonly role: Role
  readonly kind: string
  readonly isCompressed: boolean
  readonly content: Content
}

/** The frame at the end of one direction that is not all there, of which only the first bytes are kept. */
class Tail {
  kept: Uint8Array = nothing
  length = 0

  take(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to;) {
      const { head } = this
      // Byte by byte, as long as the head is not all there.
      const next = Math.min(to, at + (head === undefined ? 1 : head.payload + head.length - this.length))
      if (this.kept.length < mostKept)
        this.kept = joined(this.kept, bytes, at, Math.min(next, at + mostKept - this.kept.length))
      this.length += next - at
      at = next
      if (this.isWhole) this.reset()
    }
  }

  get head(): FrameHead | undefined {
    return frameHead(this.kept, 0, this.kept.length)
  }

  private get isWhole(): boolean {
    const { head } = this
    return head !== undefined && this.length >= head.payload + head.length
  }

  private reset(): void {
    this.kept = nothing
    this.length = 0
  }
}

const roles = ['client', 'server'] as const
const nothing = new Uint8Array(0)
const mostMessages = 5000
/** Bytes of a frame that is not all there. */
const mostKept = 4096
const continuation = 0
const ping = 9
const pong = 10
const kinds: Readonly<Record<number, string>> = { 0: 'message', 1: 'text message', 2: 'binary message', 8: 'close' }
const kindOf = (code: number): string => kinds[code] ?? `message of kind ${code}`
