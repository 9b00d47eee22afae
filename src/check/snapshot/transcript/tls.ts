/**
 * TLS: what is decrypted, as if it had not been encrypted; else the server name and protocols of the hello messages,
 * and alerts that are not encrypted.
 */
import { printable } from '../../../text/escape.ts'
import type { Layers } from '../../../packet/layers.ts'
import { isClientHello, readTls, TlsConversation } from '../../../reports/tls.ts'
import { placeholder } from '../masks.ts'
import { prefixed, type CarriedBytes, type Role, type Dialog, type Passage, type RenderContext } from './dialog.ts'

/** Whether bytes begin with a TLS record. */
export const isTlsRecord = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from >= 3 &&
  bytes[from]! >= changeCipherSpec &&
  bytes[from]! <= applicationData &&
  bytes[from + 1] === 3 &&
  bytes[from + 2]! <= 4

/** Whether they may be an alert, encrypted or not: TLS 1.3 hides the type but not the length. */
export const isTlsAlert = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from <= longestAlert && isTlsRecord(bytes, from, to)

const changeCipherSpec = 20
const applicationData = 23
const longestAlert = 31

export class TlsDialog implements Dialog {
  private readonly conversation = new TlsConversation()
  /** Whether the Client Hello was captured. */
  private greeted = false
  private answered = false
  /** What is decrypted. */
  private inner: Dialog | undefined

  constructor(private readonly follow: () => Dialog) {}

  get protocol(): string {
    const { inner } = this
    return inner === undefined || inner.protocol === 'tcp' ? 'tls' : `tls, ${inner.protocol}`
  }

  take(role: Role): void {
    this.answered ||= role === 'server'
  }

  layer(role: Role, layers: Layers, at: number): void {
    const { conversation } = this
    readTls(layers, at, {
      hello: (message) => {
        this.greeted ||= isClientHello(message)
        conversation.hello(message)
      },
      record: (record) => conversation.alert(record, role, 0),
    })
    this.inner?.layer?.(role, layers, at)
  }

  carried(role: Role, { bytes, missing }: CarriedBytes): void {
    const inner = (this.inner ??= this.follow())
    if (missing > 0) inner.gap(role, missing)
    if (bytes.length > 0) inner.take(role, bytes, 0, bytes.length)
  }

  gap(): void {
    // The records after it are found again.
  }

  get unanswered(): boolean {
    return this.inner?.unanswered ?? !this.answered
  }

  lines(context: RenderContext): string[] {
    const hello = this.passages(context) === undefined ? this.helloLines(context) : []
    return [...hello, ...(this.inner?.lines(context) ?? []), ...this.alertLines(context)]
  }

  /** Of independent parts nobody sees which connection they are of: then hello messages are left out. */
  passages(context: RenderContext): Passage[] | undefined {
    const passages = this.inner?.passages?.(context)
    const alerts = this.alertLines(context)
    const last = passages?.at(-1)
    if (passages === undefined || last === undefined || alerts.length === 0) return passages
    return [...passages.slice(0, -1), { ...last, lines: [...last.lines, ...alerts] }]
  }

  private helloLines({ omissions, normalize }: RenderContext): string[] {
    const { serverName, version, cipher, offered, chosen } = this.conversation.summary()
    const masked = (text: string, name: string) => (omissions.masks(name) ? placeholder : text)
    const named =
      serverName === undefined || omissions.has('tls.handshake.extensions_server_name')
        ? []
        : [`server name ${masked(serverName, 'tls.handshake.extensions_server_name')}`]
    const wanted =
      offered.length === 0 || omissions.has('tls.handshake.extensions_alpn_str')
        ? []
        : [`protocols ${masked(offered.join(', '), 'tls.handshake.extensions_alpn_str')}`]
    const answer =
      version === undefined
        ? []
        : [
            ...(omissions.has('tls.handshake.version') ? [] : [masked(version, 'tls.handshake.version')]),
            ...(cipher === undefined || omissions.has('tls.handshake.ciphersuite')
              ? []
              : [masked(cipher, 'tls.handshake.ciphersuite')]),
            ...(chosen === undefined || omissions.has('tls.handshake.extensions_alpn_str')
              ? []
              : [`protocol ${masked(chosen, 'tls.handshake.extensions_alpn_str')}`]),
          ]
    return [
      this.greeted ? prefixed('client', `Client Hello${listed([...named, ...wanted])}`) : '(a session from before)',
      ...(version === undefined ? [] : [prefixed('server', `Server Hello${listed(answer)}`)]),
    ].map((line) => printable(normalize(line)))
  }

  private alertLines({ normalize }: RenderContext): string[] {
    return this.conversation.alerts
      .filter(({ level, description }) => level === 'fatal' || description !== 'Close Notify')
      .map(({ by, level, description }) => printable(normalize(prefixed(by, `Alert: ${level}, ${description}`))))
  }
}

const listed = (words: readonly string[]) => (words.length === 0 ? '' : `: ${words.join('; ')}`)
