/** WebSocket behind HTTP: the messages without their masks, which are random (RFC 6455, section 5). */
import { Content, type KeepingRoom } from './content.ts'
import { joined, said, type Side, type Speech, type Telling } from './speech.ts'

export class WebSocketSpeech implements Speech {
  readonly protocol = 'websocket'
  readonly unanswered = false
  private readonly messages: { readonly side: Side, readonly kind: string, readonly content: Content }[] = []
  private more = 0
  private readonly frames = { client: new Frames((code, payload) => this.frame('client', code, payload)), server: new Frames((code, payload) => this.frame('server', code, payload)) }
  private readonly open: { client: Content | undefined, server: Content | undefined } = { client: undefined, server: undefined }
  private readonly lost = { client: false, server: false }

  constructor(private readonly room: KeepingRoom) {}

  take(side: Side, bytes: Uint8Array, from: number, to: number): void {
    if (!this.lost[side]) this.lost[side] = !this.frames[side].take(bytes, from, to)
  }

  gap(side: Side): void {
    this.lost[side] = true
  }

  lines({ steady, omissions }: Telling): string[] {
    if (omissions.has('websocket')) return []
    const told = this.messages.flatMap(({ side, kind, content }) => [`(${kind})`, ...content.lines(steady, true)].map((line) => said(side, line)))
    const lost = (['client', 'server'] as const).filter((side) => this.lost[side]).map((side) => said(side, '(from here on not all could be read)'))
    return [...told, ...this.more > 0 ? [`... and ${this.more} more messages`] : [], ...lost]
  }

  private frame(side: Side, code: number, payload: Uint8Array): void {
    // Pings and pongs keep the connection alive: how many there are is a matter of time.
    if (code === ping || code === pong) return
    let content = code === continuation ? this.open[side] : undefined
    if (content === undefined) {
      content = this.open[side] = new Content(this.room)
      if (this.messages.length < mostMessages) this.messages.push({ side, kind: kinds[code] ?? `message of kind ${code}`, content })
      else this.more++
    }
    content.add(payload, 0, payload.length)
  }
}

const mostMessages = 5000
const continuation = 0
const ping = 9
const pong = 10
const kinds: Readonly<Record<number, string>> = { 0: 'message', 1: 'text message', 2: 'binary message', 8: 'close' }

/** The frames of one end, section 5.2. */
class Frames {
  private rest: Uint8Array = new Uint8Array(0)

  constructor(private readonly frame: (code: number, payload: Uint8Array) => void) {}

  /** False where a frame is too long to be kept: then no more can be read. */
  take(bytes: Uint8Array, from: number, to: number): boolean {
    const all = joined(this.rest, bytes, from, to)
    let at = 0
    for (let end; (end = this.one(all, at)) > 0; ) at = end
    this.rest = all.slice(at)
    return this.rest.length <= mostRest
  }

  /** Reads a frame; returns where it ends, or 0 if it is not all there. */
  private one(bytes: Uint8Array, at: number): number {
    if (bytes.length < at + 2) return 0
    const short = bytes[at + 1]! & 0x7f
    const wide = short === 126 ? 2 : short === 127 ? 8 : 0
    const masked = (bytes[at + 1]! & 0x80) !== 0
    const start = at + 2 + wide + (masked ? 4 : 0)
    if (bytes.length < start) return 0
    let length = wide === 0 ? short : 0
    for (let index = 0; index < wide; index++) length = length * 256 + bytes[at + 2 + index]!
    if (bytes.length < start + length) return 0
    const payload = bytes.slice(start, start + length)
    if (masked) for (let index = 0; index < length; index++) payload[index]! ^= bytes[start - 4 + (index & 3)]!
    this.frame(bytes[at]! & 0x0f, payload)
    return start + length
  }
}

const mostRest = 1 << 20
