/** What handshake messages tell of a connection: RFC 8446, section 4. */
import { handshake, wordsOf } from '../tls/handshake.ts'
import type { Connection } from './connection.ts'

export class Hello {
  private readonly message

  constructor(message: Uint8Array) {
    this.message = handshake.part(message, 0, message.length, 0)
  }

  /** The message in words. */
  get words(): string {
    return wordsOf(this.message)
  }

  /** Tells a connection what it is to remember. */
  tell(connection: Connection, isUpward: boolean): void {
    const { type, random, cipherSuite, extensions } = this.message
    const [protocol] = extensions?.find(({ applicationProtocols }) => applicationProtocols !== undefined)?.applicationProtocols ?? []
    if (type === clientHello && isUpward) {
      connection.random ??= random?.slice()
      connection.offered ??= protocol?.name
    }
    if (type === serverHello && !isUpward) connection.suite ??= cipherSuite
    if (type === encryptedExtensions && !isUpward) connection.alpn ??= protocol?.name
  }
}

const clientHello = 1
const serverHello = 2
const encryptedExtensions = 8
