/** Detects the application protocol of a connection by its first bytes, however they were segmented. */
import type { Layers } from '../../../packet/layers.ts'
import { idOf } from '../../../packet/registry/index.ts'
import { messagePartOf, protocols } from '../../../protocols/index.ts'
import {
  joined,
  type CarriedBytes,
  type ConversationState,
  type Passage,
  type Role,
  type Dialog,
  type RenderContext,
} from './dialog.ts'
import { HttpDialog } from './http/connection.ts'
import { HttpStreams } from './http/streams.ts'
import { isTlsRecord, TlsDialog } from './tls.ts'
import { OpaqueDialog } from './opaque.ts'
import { WebSocketDialog } from './websocket.ts'

export class ProtocolDetector implements Dialog {
  private decided: Dialog | undefined
  /** The first bytes of the end that began; detection ends when the other end answers. */
  private role: Role = 'client'
  private first: Uint8Array = new Uint8Array(0)

  constructor(private readonly conversation: ConversationState) {}

  get protocol(): string {
    return this.dialog.protocol
  }
  get unanswered(): boolean {
    return this.decided?.unanswered ?? (this.first.length === 0 || this.role === 'client')
  }

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    if (this.decided === undefined && this.first.length > 0 && role !== this.role)
      this.decide(new OpaqueDialog('tcp', this.conversation.budget))
    if (this.decided !== undefined) return this.decided.take(role, bytes, from, to)
    this.role = role
    this.first = joined(this.first, bytes, from, to)
    const spoken = detected(this.first, this.conversation)
    if (spoken !== undefined) this.decide(spoken)
  }

  layer(role: Role, layers: Layers, at: number): void {
    const isOpen = this.decided === undefined || this.decided instanceof OpaqueDialog
    if (isOpen && beginsStreams(layers, at)) this.decide(new HttpStreams(this.conversation, 'http2'))
    this.decided?.layer?.(role, layers, at)
  }

  carried(role: Role, piece: CarriedBytes): void {
    this.decided?.carried?.(role, piece)
  }

  gap(role: Role, length: number): void {
    if (this.decided === undefined) this.decide(new OpaqueDialog('tcp', this.conversation.budget))
    this.decided!.gap(role, length)
  }

  lines(context: RenderContext): string[] {
    return this.dialog.lines(context)
  }

  passages(context: RenderContext): Passage[] | undefined {
    return this.dialog.passages?.(context)
  }

  /** The detected dialog, or an opaque one of what came so far. */
  private get dialog(): Dialog {
    if (this.decided !== undefined) return this.decided
    const dialog = new OpaqueDialog('tcp', this.conversation.budget)
    if (this.first.length > 0) dialog.take(this.role, this.first, 0, this.first.length)
    return dialog
  }

  private decide(dialog: Dialog): void {
    this.decided = dialog
    if (this.first.length > 0) dialog.take(this.role, this.first, 0, this.first.length)
    this.first = new Uint8Array(0)
  }
}

/** Whether a layer has the first message of HTTP/2: what is sent before says nothing, and may be that of a server. */
function beginsStreams(layers: Layers, at: number): boolean {
  const part = layers.protocol[at] === http2 ? messagePartOf(layers.view(at), 'http2') : undefined
  return part !== undefined && part.data === undefined && part.reset === undefined
}

const http2 = idOf(protocols.http2)

/** The dialog that begins with these bytes; undefined while more bytes are needed. */
function detected(bytes: Uint8Array, conversation: ConversationState): Dialog | undefined {
  if (bytes[0] === tlsHandshake && bytes.length < 6)
    return bytes.length < 2 || bytes[1] === 3 ? undefined : new OpaqueDialog('tcp', conversation.budget)
  if (isTlsRecord(bytes, 0, bytes.length)) return new TlsDialog(() => new ProtocolDetector(conversation))
  // Empty lines before a request are ignored: RFC 9112, section 2.2.
  const text = String.fromCharCode(...bytes.subarray(0, longestStart)).replace(/^(?:\r?\n)+/, '')
  const line = text.indexOf('\n')
  const encoded = line >= 0 ? binaryProtocol(text.slice(0, line).trimEnd()) : undefined
  if (encoded !== undefined) return new OpaqueDialog(encoded, conversation.budget, true)
  const start = /^(?:[A-Z][A-Z-]{0,30} [^\r\n]* HTTP\/1\.\d|HTTP\/1\.\d \d{3}[^\r\n]*)\r?$/
  if (line >= 0)
    return start.test(text.slice(0, line))
      ? new HttpDialog(conversation, (upgrade) => afterHttp(upgrade, conversation))
      : new OpaqueDialog('tcp', conversation.budget)
  return bytes.length < longestStart &&
    /^(\r|[A-Z][A-Z-]{0,30}( [^\r\n]*\r?)?|SSH-[^\r\n]*\r?|H(T(T(P(\/(1(\.[^\r\n]*\r?)?)?)?)?)?)?)?$/.test(text)
    ? undefined
    : new OpaqueDialog('tcp', conversation.budget)
}

/** The protocol that begins with a line of text but is not text: RFC 9113, section 3.4; RFC 4253, section 4.2. */
const binaryProtocol = (line: string): string | undefined =>
  line === 'PRI * HTTP/2.0' ? 'http2' : /^SSH-\d+\.\d+-/.test(line) ? 'ssh' : undefined

const afterHttp = (upgrade: string | undefined, conversation: ConversationState): Dialog =>
  upgrade === undefined || upgrade === 'h2c'
    ? new ProtocolDetector(conversation)
    : upgrade === 'websocket'
      ? new WebSocketDialog(conversation.budget)
      : new OpaqueDialog(upgrade, conversation.budget)

const tlsHandshake = 22
const longestStart = 8192
