/** Decrypts the records of one direction of a stream: RFC 8446 section 5.2, RFC 5246 section 6.2.3. */
import type { StreamMemory } from '../../../../schema/index.ts'
import { handshake, wordsOf } from './handshake.ts'
import { HandshakeJoiner } from './joiner.ts'
import type { SealedRecord } from './protection/ciphers/index.ts'
import { NumberedReader } from './protection/numbered-reader.ts'
import { Phases, type Role } from './protection/phases.ts'
import { Resumable } from './protection/resumable.ts'
import { Session } from './protection/session.ts'
import { contentStart, recordEnd, typeAt, types, versionAt } from './records.ts'
import type { Opened, Told } from './told.ts'

/** What both directions have in common. */
interface Shared {
  readonly session: Session
  client?: Decryption
  server?: Decryption
}

export class Decryption {
  private readonly shared: Shared
  private readonly joiner = new HandshakeJoiner()
  /** Since version 1.3. */
  private phases: Phases | undefined = undefined
  /** Before version 1.3: what opens the records since the last Change Cipher Spec, and how many those are so far. */
  private reader: NumberedReader | undefined = undefined
  private count = 0

  private readonly ports: readonly number[]

  constructor({ both, everywhere, keys, ports }: StreamMemory) {
    this.ports = ports
    const resumable = (everywhere.tls ??= new Resumable()) as Resumable
    this.shared = (both.tlsDecryption ??= { session: new Session(keys, resumable) }) as Shared
  }

  /** Takes note of a handshake message, encrypted or not. */
  message(bytes: Uint8Array, start: number, end: number): void {
    const { shared } = this
    const { session } = shared
    const message = handshake.part(bytes, start, end, start)
    const { type } = message
    if (session.suiteName !== undefined) message.facts = { suiteName: session.suiteName }
    if (type === clientHello) {
      shared.client = this
      session.clientHello(message)
      this.phases = undefined
    } else if (type === serverHello) {
      shared.server = this
      session.serverHello(message)
    } else if (type === encryptedExtensions) session.takeProtocol(message.extensions ?? [])
    else if (type === clientKeyExchange) session.keyExchange(message.encryptedSecret)
    else if (type === newSessionTicket && session.isSince13 === false) session.ticket(message.ticket)
    if (type !== helloRequest) session.keep(bytes.subarray(start, end), type === clientKeyExchange)
    this.phases?.message(type)
  }

  /** What is known of the record at `start` after it was decrypted, if it is encrypted. */
  open(bytes: Uint8Array, start: number, isProtected: boolean): Partial<Told> | undefined {
    const type = typeAt(bytes, start)
    const { session } = this.shared
    const isSealed = session.isSince13 === false ? isProtected : type === types.applicationData
    if (!isSealed) {
      if (type === types.changeCipherSpec) this.change()
      return undefined
    }
    const [from, to, version] = [contentStart(start), recordEnd(bytes, start), versionAt(bytes, start)]
    const record: SealedRecord = { type, version, bytes, from, to, epoch: 0 }
    const isOld = session.isSince13 === false
    const opened = isOld ? this.openBefore13(record) : this.openSince13(record)
    const { applicationProtocol } = session
    if (typeof opened === 'string') return { decryptError: [opened] }
    if (isOld && opened.type === types.changeCipherSpec) this.change()
    const messages = opened.type === types.handshake ? this.messages(opened.bytes) : undefined
    return {
      opened: [{ at: 0, ...opened, ...messages }],
      ...(this.ports.length > 0 && { ports: this.ports }),
      ...(applicationProtocol !== undefined && { applicationProtocol }),
    }
  }

  private get role(): Role | undefined {
    const { client, server } = this.shared
    if (client === this || (client === undefined && server !== undefined && server !== this)) return 'client'
    return client === undefined && server === undefined ? undefined : 'server'
  }

  private messages(bytes: Uint8Array): Pick<Opened, 'stream' | 'messages'> {
    const { joiner } = this
    const words: string[] = []
    joiner.take(bytes, 0, bytes.length, (...message) => {
      this.message(...message)
      if (words.length < mostWords) words.push(wordsOf(handshake.part(...message, message[1])))
    })
    return { stream: `decrypted handshake ${joiner.runs}`, messages: words }
  }

  /** The records after a Change Cipher Spec have other keys. */
  private change(): void {
    this.count = 0
    this.reader = undefined
    this.joiner.drop()
    this.findKeys()
  }

  private findKeys(): void {
    const { role, shared } = this
    const opener = role && shared.session.opener(role)
    if (opener !== undefined) this.reader = new NumberedReader(opener, this.count)
  }

  private openBefore13(record: SealedRecord): Content | string {
    if (this.reader === undefined) this.findKeys()
    this.count++
    const bytes = this.reader?.open(record)
    if (bytes !== undefined) return { type: record.type, bytes }
    return this.reader === undefined ? this.shared.session.trouble : wrongTag
  }

  private openSince13(record: SealedRecord): Content | string {
    const { role, shared } = this
    if (role === undefined) return shared.session.trouble
    this.phases ??= new Phases(role, shared.session)
    const text = this.phases.open(record)
    if (text !== undefined) return contentOf(text)
    return this.phases.isKnown ? wrongTag : shared.session.trouble
  }
}

type Content = Pick<Opened, 'type' | 'bytes' | 'isOpaque'>

/** Since version 1.3 the type follows the text, and zeros after it are padding (RFC 8446, section 5.4). */
function contentOf(text: Uint8Array): Content {
  let end = text.length - 1
  while (end > 0 && text[end] === 0) end--
  return { type: text[end] ?? 0, isOpaque: true, bytes: text.subarray(0, Math.max(end, 0)) }
}

/** Messages of a record that a summary names. */
const mostWords = 6
const wrongTag = 'the tag is wrong'
const [helloRequest, clientHello, serverHello, newSessionTicket, encryptedExtensions, clientKeyExchange] = [0, 1, 2, 4, 8, 16]
