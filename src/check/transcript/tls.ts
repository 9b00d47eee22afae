/** TLS: what the two hello messages say of the server's name and the protocols, and alerts that are not encrypted. */
import { printable } from '../../output/printable.ts'
import { Stream } from '../../reports/stream.ts'
import { TlsConversation } from '../../reports/tls.ts'
import { said, type Side, type Speech, type Telling } from './speech.ts'

export class TlsSpeech implements Speech {
  readonly protocol = 'tls'
  private readonly conversation = new TlsConversation()
  private readonly room = { bytes: 1 << 16 }
  private readonly streams = { client: new Stream(this.conversation.client, this.room), server: new Stream(this.conversation.server, this.room) }
  private readonly missing = { client: 0, server: 0 }
  private answered = false

  take(side: Side, bytes: Uint8Array, from: number, to: number): void {
    this.streams[side].take(bytes, from, to, 0, this.missing[side], 0, 0)
    this.missing[side] = 0
    this.answered ||= side === 'server'
  }

  gap(side: Side, length: number): void {
    this.missing[side] += length
  }

  get unanswered(): boolean { return !this.answered }

  lines({ omissions }: Telling): string[] {
    const { serverName, version, cipher, offered, chosen } = this.conversation.summary()
    const named = serverName === undefined || omissions.has('tls.handshake.extensions_server_name') ? [] : [`server name ${serverName}`]
    const wanted = offered.length === 0 || omissions.has('tls.handshake.extensions_alpn_str') ? [] : [`protocols ${offered.join(', ')}`]
    const answer = version === undefined ? [] : [
      ...(omissions.has('tls.handshake.version') ? [] : [version]), ...(cipher === undefined || omissions.has('tls.handshake.ciphersuite') ? [] : [cipher]),
      ...(chosen === undefined || omissions.has('tls.handshake.extensions_alpn_str') ? [] : [`protocol ${chosen}`]),
    ]
    const alerts = this.conversation.alerts.filter(({ level, description }) => level === 'fatal' || description !== 'Close Notify')
    return [
      said('client', `Client Hello${listed([...named, ...wanted])}`), ...(version === undefined ? [] : [said('server', `Server Hello${listed(answer)}`)]),
      ...alerts.map(({ by, level, description }) => said(by, `Alert: ${level}, ${description}`)),
    ].map((line) => printable(line))
  }
}

const listed = (words: readonly string[]) => (words.length === 0 ? '' : `: ${words.join('; ')}`)
