/** TLS on a connection: the two hello messages, and unencrypted alerts. */
import { protocols } from '../protocols/index.ts'
import { nameIn } from '../schema/index.ts'
import type { UnitReader } from '../conversations/unit-stream.ts'
import type { TlsSession } from './summary.ts'
import { tlsCipherSuites } from '../protocols/names/tls-cipher-suites.ts'
import { tlsAlerts, tlsVersions } from '../protocols/names/tls.ts'

/** Whether a record with a hello message begins at `from`. */
export const beginsTls = (bytes: Uint8Array, from: number, to: number): boolean =>
  bytes[from] === handshakeType &&
  bytes[from + 1] === 3 &&
  to - from > recordHeader &&
  (bytes[from + 5] === clientHello || bytes[from + 5] === serverHello)

export interface Alert {
  readonly by: 'client' | 'server'
  readonly level: 'warning' | 'fatal'
  readonly description: string
  readonly packet: number
}

type Record = ReturnType<typeof protocols.tls.view>['records'][number]
type Hello = NonNullable<Record['handshakes']>[number]

export class TlsConversation {
  readonly client: UnitReader = new RecordReader(this, 'client')
  readonly server: UnitReader = new RecordReader(this, 'server')
  readonly alerts: Alert[] = []
  private serverName: string | undefined = undefined
  private offered: readonly string[] = []
  private chosen: string | undefined = undefined
  private version: number | undefined = undefined
  private cipher: number | undefined = undefined

  summary(): TlsSession {
    const { serverName, version, cipher, offered, chosen } = this
    return {
      serverName,
      version: version === undefined ? undefined : (nameIn(tlsVersions, version) ?? `0x${hexadecimal(version)}`),
      cipher: cipher === undefined ? undefined : (nameIn(tlsCipherSuites, cipher) ?? `0x${hexadecimal(cipher)}`),
      offered,
      chosen,
    }
  }

  hello(message: Hello): void {
    const extensions = message.extensions ?? []
    const names = extensions
      .find(({ applicationProtocols }) => applicationProtocols !== undefined)
      ?.applicationProtocols?.map(({ name }) => name)
    if (message.type === clientHello) {
      this.serverName = extensions
        .find(({ serverNames }) => serverNames !== undefined)
        ?.serverNames?.[0]?.name.slice(0, longestName)
      this.offered = names?.slice(0, mostNames) ?? []
    } else {
      this.version =
        extensions.find(({ chosenVersion }) => chosenVersion !== undefined)?.chosenVersion ?? message.version
      this.cipher = message.cipherSuite
      this.chosen = names?.[0]
    }
  }
}

const mostNames = 16
/** RFC 1035, section 2.3.4. */
const longestName = 255
const hexadecimal = (code: number) => code.toString(16).padStart(4, '0')

/** Reads the records of one direction. */
class RecordReader implements UnitReader {
  skip = 0
  readonly ended = false
  /** From here on records are encrypted. */
  private encrypted = false

  constructor(
    private readonly conversation: TlsConversation,
    private readonly by: Alert['by'],
  ) {}

  begins(bytes: Uint8Array, from: number, to: number): boolean {
    return to - from >= recordHeader && isHeader(bytes, from)
  }

  read(bytes: Uint8Array, from: number, to: number, packet: number): number {
    this.skip = 0
    if (to - from < recordHeader) return -1
    if (!isHeader(bytes, from)) return -2
    const type = bytes[from]!
    const length = (bytes[from + 3]! << 8) | bytes[from + 4]!
    const end = from + recordHeader + length
    if (type === changeCipherSpec || type === applicationData) this.encrypted = true
    const plain = (type === handshakeType && !this.encrypted) || (type === alert && length === alertLength)
    if (!plain) {
      this.skip = length
      return from + recordHeader
    }
    if (end > to) return -1
    this.take(bytes, from, end, packet)
    return end
  }

  broken(bytes: Uint8Array, from: number, to: number, packet: number): void {
    if (bytes[from] === handshakeType) this.take(bytes, from, to, packet)
  }

  passed(): void {
    // Only unencrypted records are reported.
  }

  close(): void {
    // No TLS record extends to the end of the stream.
  }

  private take(bytes: Uint8Array, from: number, to: number, packet: number): void {
    const type = bytes[from + recordHeader]
    if (bytes[from] === handshakeType && type !== clientHello && type !== serverHello) return
    for (const { handshakes, alertLevel, alertDescription } of protocols.tls.view(bytes, from, to).records) {
      for (const message of handshakes ?? [])
        if (message.type === clientHello || message.type === serverHello) this.conversation.hello(message)
      if (alertLevel === undefined || alertDescription === undefined || this.conversation.alerts.length >= mostAlerts)
        continue
      const description = nameIn(tlsAlerts, alertDescription) ?? `alert ${alertDescription}`
      this.conversation.alerts.push({
        by: this.by,
        level: alertLevel === fatal ? 'fatal' : 'warning',
        description,
        packet,
      })
    }
  }
}

const isHeader = (bytes: Uint8Array, at: number): boolean =>
  bytes[at]! >= changeCipherSpec && bytes[at]! <= heartbeat && bytes[at + 1] === 3 && bytes[at + 2]! <= 4

const mostAlerts = 10
const changeCipherSpec = 20
const alert = 21
const alertLength = 2
const handshakeType = 22
const applicationData = 23
const heartbeat = 24
const recordHeader = 5
const clientHello = 1
const serverHello = 2
const fatal = 2
