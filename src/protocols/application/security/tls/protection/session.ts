/** What a handshake agrees on, and the secrets of its connection: RFC 8446 section 4, RFC 5246 section 7.4. */
import { nameIn, type Keys } from '../../../../../schema/index.ts'
import { tlsCipherSuites } from '../../../../names/tls-cipher-suites.ts'
import { openerBefore13, type Opener } from './ciphers/index.ts'
import { joined, keyBlock, masterSecret, sessionHash, type PrfHash } from './key-schedule.ts'
import { withoutSecrets } from '../told.ts'
import type { Role, Secrets } from './phases.ts'
import type { Resumable } from './resumable.ts'
import { suiteOf, type Suite } from './suites.ts'

/** Fields of hellos, as their definitions name them. */
export interface Hello {
  readonly version?: number | undefined
  readonly random?: Uint8Array | undefined
  readonly sessionId?: Uint8Array | undefined
  readonly cipherSuite?: number | undefined
  readonly compression?: number | undefined
  readonly extensions?: readonly HelloExtension[] | undefined
}

interface HelloExtension {
  readonly type: number
  readonly chosenVersion?: number | undefined
  readonly sessionTicket?: Uint8Array | undefined
  readonly applicationProtocols?: readonly { readonly name: string }[] | undefined
}

export class Session implements Secrets {
  suite: Suite | undefined = undefined
  suiteName: string | undefined = undefined
  version: number | undefined = undefined
  isSince13: boolean | undefined = undefined
  offersEarlyData = false
  /** The protocol that both agreed on (RFC 7301). */
  applicationProtocol: string | undefined = undefined
  private clientRandom: Uint8Array | undefined = undefined
  private serverRandom: Uint8Array | undefined = undefined
  private offered: { readonly id: Uint8Array; readonly ticket: Uint8Array } = { id: none, ticket: none }
  private sessionId = none
  private isExtended = false
  private isEncryptThenMac = false
  private isCompressed = false
  /** Handshake messages that the master secret may depend on; undefined where it does not. */
  private transcript: Uint8Array[] | undefined = undefined
  private transcriptLength = 0
  private session: Uint8Array | undefined = undefined
  private encryptedSecret: Uint8Array | undefined = undefined
  private master: Uint8Array | undefined = undefined
  private lookups = mostLookups

  constructor(
    private readonly keys: Keys,
    private readonly resumable: Resumable,
  ) {}

  /** Why there are no keys. */
  get trouble(): string {
    if (this.clientRandom === undefined) return 'the Client Hello was not captured'
    if (this.isSince13 === undefined) return 'the Server Hello was not captured'
    if (this.version === ssl3) return 'SSL 3.0 is not supported'
    if (this.isCompressed) return 'records are compressed'
    if (this.suite === undefined) return `the cipher suite is not supported: ${this.suiteName ?? 'unknown'}`
    return withoutSecrets
  }

  clientHello({ random, sessionId, extensions = [] }: Hello): void {
    this.clientRandom = random?.slice()
    const ticket = extensions.find(({ sessionTicket }) => sessionTicket !== undefined)?.sessionTicket
    this.offered = { id: sessionId?.slice() ?? none, ticket: ticket?.slice(0, longestTicket) ?? none }
    this.offersEarlyData = extensions.some(({ type }) => type === earlyData)
    this.serverRandom = this.master = this.session = this.encryptedSecret = undefined
    this.lookups = mostLookups
    this.transcript = []
    this.transcriptLength = 0
  }

  serverHello({ version = 0, random, sessionId, cipherSuite = 0, compression = 0, extensions = [] }: Hello): void {
    const has = (wanted: number) => extensions.some(({ type }) => type === wanted)
    this.version = extensions.find(({ chosenVersion }) => chosenVersion !== undefined)?.chosenVersion ?? version
    this.isSince13 = isSince13(this.version)
    this.suiteName = nameIn(tlsCipherSuites, cipherSuite)
    this.suite = this.suiteName === undefined ? undefined : suiteOf(this.suiteName)
    this.serverRandom = random?.slice()
    this.sessionId = sessionId?.slice() ?? none
    this.isExtended = has(extendedMasterSecret)
    this.isEncryptThenMac = has(encryptThenMac)
    this.isCompressed = compression !== 0
    this.takeProtocol(extensions)
    if (this.isSince13 || !this.isExtended || !this.mayNeedTranscript) this.transcript = undefined
  }

  /** The extensions that a server chose, in a hello or encrypted. */
  takeProtocol(extensions: readonly HelloExtension[]): void {
    const chosen = extensions.find(({ applicationProtocols }) => applicationProtocols !== undefined)
    this.applicationProtocol = chosen?.applicationProtocols?.[0]?.name ?? this.applicationProtocol
  }

  /** Keeps a message that the master secret may depend on; the one with the key is the last (RFC 7627, section 3). */
  keep(message: Uint8Array, isLast: boolean): void {
    const { transcript, prfHash } = this
    if (transcript === undefined) return
    this.transcriptLength += message.length
    if (this.transcriptLength > longestTranscript) this.transcript = undefined
    else transcript.push(message.slice())
    if (!isLast || this.transcript === undefined) return
    if (this.isExtended) this.session = sessionHash(prfHash, joined(...transcript))
    this.transcript = undefined
  }

  /** A premaster secret under the RSA key of the server. */
  keyExchange(encrypted: Uint8Array | undefined): void {
    this.encryptedSecret = encrypted?.slice(0, longestKey)
  }

  ticket(ticket: Uint8Array | undefined): void {
    const master = this.masterSecret()
    if (ticket !== undefined && master !== undefined) this.resumable.remember(ticket.slice(0, longestTicket), master)
  }

  /** Since version 1.3; a key log may grow while it is read, so that secrets are looked up a number of times. */
  secret(label: string): Uint8Array | undefined {
    if (this.clientRandom === undefined || label === '' || this.lookups === 0) return undefined
    const secret = this.keys.secret(label, this.clientRandom)
    if (secret === undefined) this.lookups--
    return secret
  }

  /** Before version 1.3: what opens the records of one side from its next Change Cipher Spec on. */
  opener(role: Role): Opener | undefined {
    const { suite, version = 0, isEncryptThenMac } = this
    if (suite === undefined || this.isCompressed || version === ssl3 || this.serverRandom === undefined) return undefined
    const randoms = { client: this.clientRandom ?? none, server: this.serverRandom }
    const master = this.masterSecret()
    if (master === undefined) return undefined
    if (this.sessionId.length > 0) this.resumable.remember(this.sessionId, master)
    const negotiated = { isExplicit: version !== version10, isEncryptThenMac }
    return openerBefore13(suite, keyBlock(suite, this.prfHash, master, randoms)[role], negotiated)
  }

  private masterSecret(): Uint8Array | undefined {
    const { clientRandom, serverRandom, keys } = this
    if (clientRandom === undefined || serverRandom === undefined) return undefined
    if (this.master !== undefined || this.lookups === 0) return this.master
    this.master =
      keys.secret('CLIENT_RANDOM', clientRandom) ?? this.fromPremaster(clientRandom, serverRandom) ?? this.resumed()
    if (this.master === undefined) this.lookups--
    return this.master
  }

  private fromPremaster(client: Uint8Array, server: Uint8Array): Uint8Array | undefined {
    const { keys, encryptedSecret, isExtended, session } = this
    if (isExtended && session === undefined) return undefined
    const premaster =
      keys.secret('PMS_CLIENT_RANDOM', client) ??
      (encryptedSecret && (keys.secret('RSA', encryptedSecret.subarray(0, 8)) ?? keys.openRsa(encryptedSecret)))
    return premaster && masterSecret(this.prfHash, premaster, { client, server }, isExtended ? session : undefined)
  }

  /** That of the session that is resumed; a server says so by the identifier that the client gave it. */
  private resumed(): Uint8Array | undefined {
    const { offered, sessionId, resumable } = this
    if (offered.id.length === 0 || offered.id.some((byte, at) => byte !== sessionId[at])) return undefined
    return resumable.find(offered.id) ?? (offered.ticket.length > 0 ? resumable.find(offered.ticket) : undefined)
  }

  private get prfHash(): PrfHash {
    const { version = 0, suite } = this
    return version === version12 || version === datagrams12 ? (suite?.hash ?? 'sha256') : 'legacy'
  }

  private get mayNeedTranscript(): boolean {
    if (this.suite?.isStaticRsa) return true
    return this.clientRandom !== undefined && this.keys.secret('PMS_CLIENT_RANDOM', this.clientRandom) !== undefined
  }
}

/** Version 1.3, also of DTLS, or a draft of it, those of Facebook among them. */
export const isSince13 = (version: number | undefined): boolean =>
  version === 0x0304 || version === 0xfefc || (version !== undefined && draftsOf13.has(version >> 8))

const draftsOf13: ReadonlySet<number> = new Set([0x7f, 0xfb])
const [ssl3, version10, version12, datagrams12] = [0x0300, 0x0301, 0x0303, 0xfefd]
const [encryptThenMac, extendedMasterSecret, earlyData] = [22, 23, 42]
const none: Uint8Array = new Uint8Array(0)
/** Times that secrets of a connection are looked up in vain. */
const mostLookups = 16
const longestTranscript = 1 << 17
const longestTicket = 1 << 12
/** In bytes: of an RSA key with 16,384 bits. */
const longestKey = 1 << 11
