/** TLS on a connection: the two hello messages, and unencrypted alerts. */
import type { Layers } from '../packet/layers.ts'
import { idOf } from '../packet/registry/index.ts'
import { protocols } from '../protocols/index.ts'
import { nameIn, type ViewOf } from '../schema/index.ts'
import type { TlsSession } from './summary.ts'
import { tlsCipherSuites } from '../protocols/names/tls-cipher-suites.ts'
import { tlsAlerts, tlsVersions } from '../protocols/names/tls.ts'

export interface Alert {
  readonly by: 'client' | 'server'
  readonly level: 'warning' | 'fatal'
  readonly description: string
  readonly packet: number
}

export type TlsRecord = ViewOf<typeof protocols.tls>['records'][number]
export type TlsMessage = ViewOf<typeof protocols.tlsHandshake>['handshakes'][number]

export const isClientHello = ({ type }: TlsMessage): boolean => type === clientHello
/** Since TLS 1.3 the encrypted extensions have what was a part of the Server Hello. */
const isHello = ({ type }: TlsMessage): boolean =>
  type === clientHello || type === serverHello || type === encryptedExtensions

export class TlsConversation {
  readonly alerts: Alert[] = []
  serverName: string | undefined = undefined
  private isDecrypted: boolean | undefined = undefined
  private offered: readonly string[] = []
  private chosen: string | undefined = undefined
  private version: number | undefined = undefined
  private cipher: number | undefined = undefined

  summary(): TlsSession {
    const { serverName, version, cipher, offered, chosen, isDecrypted } = this
    return {
      serverName,
      version: version === undefined ? undefined : (nameIn(tlsVersions, version) ?? `0x${hexadecimal(version)}`),
      cipher: cipher === undefined ? undefined : (nameIn(tlsCipherSuites, cipher) ?? `0x${hexadecimal(cipher)}`),
      offered,
      chosen,
      decrypted: isDecrypted,
    }
  }

  hello(message: TlsMessage): void {
    const extensions = message.extensions ?? []
    const names = extensions
      .find(({ applicationProtocols }) => applicationProtocols !== undefined)
      ?.applicationProtocols?.map(({ name }) => name)
    if (isClientHello(message)) {
      this.serverName = extensions
        .find(({ serverNames }) => serverNames !== undefined)
        ?.serverNames?.[0]?.name.slice(0, longestName)
      this.offered = names?.slice(0, mostNames) ?? []
    } else if (message.type === encryptedExtensions) this.chosen = names?.[0]
    else {
      this.version =
        extensions.find(({ chosenVersion }) => chosenVersion !== undefined)?.chosenVersion ?? message.version
      this.cipher = message.cipherSuite
      this.chosen = names?.[0]
    }
  }

  /** Takes note of whether something was decrypted; nothing is as long as secrets are missing. */
  decrypted(isDecrypted: boolean | undefined): void {
    if (isDecrypted !== undefined) this.isDecrypted = this.isDecrypted === true || isDecrypted
  }

  /** Takes note of an alert, if a record is one that is not encrypted. */
  alert({ alertLevel, alertDescription }: TlsRecord, by: Alert['by'], packet: number): void {
    if (alertLevel === undefined || alertDescription === undefined || this.alerts.length >= mostAlerts) return
    const description = nameIn(tlsAlerts, alertDescription) ?? `alert ${alertDescription}`
    this.alerts.push({ by, level: alertLevel === fatal ? 'fatal' : 'warning', description, packet })
  }
}

/**
 * Reads a layer of TLS, or of handshake messages that lay in several records; of others nothing. Most records are
 * encrypted, and no view is made of those.
 */
export function readTls(
  layers: Layers,
  at: number,
  reader: { hello(message: TlsMessage): void; record(record: TlsRecord): void },
): void {
  const id = layers.protocol[at]
  const hellos = (messages: Iterable<TlsMessage> | undefined) => {
    for (const message of messages ?? []) if (isHello(message)) reader.hello(message)
  }
  if (id === handshakeId) hellos((layers.view(at) as never as ViewOf<typeof protocols.tlsHandshake>).handshakes)
  if (id !== tlsId || layers.bytesOf(at)[layers.start[at]!] === applicationData) return
  for (const record of (layers.view(at) as never as ViewOf<typeof protocols.tls>).records) {
    hellos(record.handshakes)
    reader.record(record)
  }
}

const tlsId = idOf(protocols.tls)
const handshakeId = idOf(protocols.tlsHandshake)
const applicationData = 23
const mostNames = 16
/** RFC 1035, section 2.3.4. */
const longestName = 255
const hexadecimal = (code: number) => code.toString(16).padStart(4, '0')
const mostAlerts = 10
const clientHello = 1
const serverHello = 2
const encryptedExtensions = 8
const fatal = 2
