/** Decrypts the records of one direction of a conversation, and puts its handshake together: RFC 6347, section 4. */
import type { StreamMemory } from '../../../../schema/index.ts'
import type { Opener, SealedRecord } from '../tls/protection/ciphers/index.ts'
import type { Role } from '../tls/protection/phases.ts'
import { Resumable } from '../tls/protection/resumable.ts'
import { Session } from '../tls/protection/session.ts'
import { handshake, headerLength, lengthAt, typeAt as messageTypeAt, wordsOf } from './handshake.ts'
import { MessageJoiner } from './joiner.ts'
import { contentOf, epochAt, isRecord, sequenceAt, typeAt, types, versionAt } from './records.ts'
import type { Held, Told } from './told.ts'

/** What both directions have in common. */
interface Shared {
  readonly session: Session
  client?: Decryption
  server?: Decryption
}

export class Decryption {
  private readonly shared: Shared
  private readonly joiner = new MessageJoiner()
  private readonly hasKeys: boolean
  /** What opens the records of an epoch. */
  private readonly openers = new Map<number, Opener>()
  private readonly ports: readonly number[]

  constructor({ both, everywhere, keys, ports }: StreamMemory) {
    const resumable = (everywhere.dtls ??= new Resumable()) as Resumable
    this.shared = (both.dtls ??= { session: new Session(keys, resumable) }) as Shared
    this.hasKeys = keys.isEmpty !== true
    this.ports = ports
  }

  /** Takes note of the records of a datagram, in order. */
  take(bytes: Uint8Array, start: number, end: number): Told | undefined {
    const held: Held[] = []
    const errors = new Set<string>()
    for (let at = start; isRecord(bytes, at, end);) {
      const { from, to } = contentOf(bytes, at, end)
      if (to > end) break
      const taken = this.record(bytes, { at, from, to }, start)
      if (typeof taken === 'string') errors.add(taken)
      else held.push(...taken)
      at = to
    }
    const { suiteName } = this.shared.session
    if (held.length === 0 && errors.size === 0 && suiteName === undefined) return undefined
    return {
      held,
      ...(errors.size > 0 && { decryptError: [...errors] }),
      ...(suiteName !== undefined && { suiteName }),
      ...(held.length > 0 && { ports: this.ports }),
    }
  }

  private record(bytes: Uint8Array, { at, from, to }: Place, start: number): readonly Held[] | string {
    const [type, epoch] = [typeAt(bytes, at), epochAt(bytes, at)]
    const place = at - start
    if (epoch === 0) return type === types.handshake ? this.messages(bytes, from, to, place).held : []
    if (!this.hasKeys) return []
    const opened = this.open(bytes, { at, from, to }, type, epoch)
    if (typeof opened === 'string') return opened
    if (opened.type !== types.handshake) return [{ at: place, ...opened }]
    const { words, held } = this.messages(opened.bytes, 0, opened.bytes.length, place)
    return [{ at: place, ...opened, words }, ...held]
  }

  private messages(bytes: Uint8Array, from: number, to: number, at: number) {
    const words: string[] = []
    const joined = this.joiner.take(bytes, from, to, (message, start) => {
      words.push(this.message(message, start))
    })
    return { words, held: joined.map((each): Held => ({ at, bytes: each })) }
  }

  /** Takes note of a handshake message, and says it in words. */
  private message(bytes: Uint8Array, start: number): string {
    const { shared } = this
    const { session } = shared
    const end = start + headerLength + lengthAt(bytes, start)
    const message = handshake.part(bytes, start, end, start)
    const type = messageTypeAt(bytes, start)
    if (session.suiteName !== undefined) message.facts = { suiteName: session.suiteName }
    if (type === clientHello) {
      shared.client = this
      session.clientHello(message)
    } else if (type === serverHello) {
      shared.server = this
      session.serverHello(message)
    } else if (type === clientKeyExchange) session.keyExchange(message.encryptedSecret)
    else if (type === newSessionTicket) session.ticket(message.ticket)
    if (this.hasKeys && type !== helloRequest && type !== helloVerifyRequest)
      session.keep(bytes.subarray(start, end), type === clientKeyExchange)
    return wordsOf(message)
  }

  private open(bytes: Uint8Array, { at, from, to }: Place, type: number, epoch: number): Content | string {
    const { session } = this.shared
    if (session.isSince13) return 'DTLS 1.3 is not supported'
    const opener = this.openers.get(epoch) ?? this.openerOf(epoch)
    if (opener === undefined) return session.trouble
    const hasId = type === types.withConnectionId
    const record: SealedRecord = {
      type, version: versionAt(bytes, at), bytes, from, to, epoch,
      ...(hasId && { connectionId: bytes.subarray(at + idPlace, from - lengthOfLength) }),
    }
    const opened = opener.open(record, sequenceAt(bytes, at), 0)
    if (opened === undefined) return 'the tag is wrong'
    return hasId ? innerOf(opened.bytes) : { type, bytes: opened.bytes }
  }

  /** The keys of an epoch are those of the last handshake when its first record comes. */
  private openerOf(epoch: number): Opener | undefined {
    const { role, shared, openers } = this
    const opener = role && shared.session.opener(role)
    if (opener === undefined) return undefined
    openers.set(epoch, opener)
    if (openers.size > mostEpochs) openers.delete(openers.keys().next().value!)
    return opener
  }

  private get role(): Role | undefined {
    const { client, server } = this.shared
    if (client === undefined && server === undefined) return undefined
    return client === this || (client === undefined && server !== this) ? 'client' : 'server'
  }
}

interface Place {
  readonly at: number
  readonly from: number
  readonly to: number
}

type Content = { readonly type: number; readonly bytes: Uint8Array }

/** With a connection identifier the type follows the text, and zeros after it are padding (RFC 9146, section 4). */
function innerOf(text: Uint8Array): Content {
  let end = text.length - 1
  while (end > 0 && text[end] === 0) end--
  return { type: text[end] ?? 0, bytes: text.subarray(0, Math.max(end, 0)) }
}

const [helloRequest, clientHello, serverHello, helloVerifyRequest, newSessionTicket, clientKeyExchange] = [0, 1, 2, 3, 4, 16]
const idPlace = 11
const lengthOfLength = 2
const mostEpochs = 4
