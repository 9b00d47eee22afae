/** A connection, as far as packets tell: who is who, which keys there are, what was agreed upon. */
import type { Keys as KeyLog } from '../../../../schema/index.ts'
import { CryptoStream, type Room } from './crypto-stream.ts'
import type { Epoch, Header } from './header.ts'
import { initialSecrets, initialSuite, keysOf, open, suites, unmask, updated, type Keys, type Opened } from './protection.ts'
import { versionOf, type Version } from './versions.ts'

/** The keys of one direction for packets with short headers: RFC 9001, section 6. */
interface Phase {
  bit: number
  current: Keys
  previous: Keys | undefined
  next: Keys | undefined
}

export const withoutKeys = 'without keys'

/** Why a packet is not opened; of one whose keys are known, its header is. */
export interface Failure extends Partial<Pick<Opened, 'firstByte'>> {
  readonly failure: typeof withoutKeys | 'wrong keys'
}
type Attempt = Opened | Failure
export const isOpened = (attempt: Attempt): attempt is Opened => 'plain' in attempt

export class Connection {
  /** The version of the server's packets, once there are any. */
  version: number
  /** What the keys of Initial packets come from: another one after a Retry. */
  initialId: Uint8Array
  /** The lengths of the connection IDs that client and server chose. */
  readonly idLengths: { client: number; server: number }
  /** The IDs that lead to it, in hexadecimal digits. */
  readonly ids = new Set<string>()
  random: Uint8Array | undefined = undefined
  suite: number | undefined = undefined
  /** The application protocol that the server chose. */
  alpn: string | undefined = undefined
  /** That which the client offered first. */
  offered: string | undefined = undefined
  /** What protocols in its streams remember: a function, since facts that are functions are not kept with a frame. */
  readonly shared: object = () => undefined
  /** By epoch and direction. */
  private readonly cryptos = new Map<string, CryptoStream>()
  private readonly largest = new Map<string, number>()
  private readonly keys = new Map<string, Keys>()
  private readonly phases: { client?: Phase; server?: Phase } = {}

  constructor(
    readonly number: number,
    header: Header,
    private readonly room: Room,
  ) {
    this.version = header.version
    this.originalId = this.initialId = header.destination.slice()
    this.idLengths = { client: header.source.length, server: header.destination.length }
  }

  /** The Destination Connection ID that the client chose for the server. */
  readonly originalId: Uint8Array

  /** Opens a packet of the client (`isUpward`) or the server. */
  open(bytes: Uint8Array, header: Header, epoch: Epoch, isUpward: boolean, log: KeyLog): Attempt {
    const version = versionOf(epoch === 'application' ? this.version : header.version)
    if (version === undefined) return { failure: withoutKeys }
    const numbers = `${epoch === 'early' ? 'application' : epoch} ${isUpward}`
    const largest = this.largest.get(numbers) ?? -1
    const opened =
      epoch === 'application'
        ? this.openPhase(bytes, header, version, isUpward, log, largest)
        : this.openLong(bytes, header, epoch, version, isUpward, log, largest)
    if (!isOpened(opened)) return opened
    if (opened.number > largest) this.largest.set(numbers, opened.number)
    if (!isUpward && epoch !== 'application') this.version = header.version
    return opened
  }

  /** What is spoken in its streams: early data goes on with what was spoken before, which is offered first. */
  alpnOf(epoch: Epoch): string | undefined {
    return this.alpn ?? (epoch === 'early' ? this.offered : undefined)
  }

  crypto(epoch: Epoch, isUpward: boolean): CryptoStream {
    const name = `${epoch} ${isUpward}`
    let crypto = this.cryptos.get(name)
    if (crypto === undefined) this.cryptos.set(name, (crypto = new CryptoStream(this.room)))
    return crypto
  }

  /** Gives back its memory. */
  forget(): void {
    for (const crypto of this.cryptos.values()) crypto.forget()
  }

  /** The client has to begin again with another ID: RFC 9000, section 17.2.5. */
  retry(id: Uint8Array): void {
    this.initialId = id.slice()
    for (const name of this.keys.keys()) if (name.startsWith('initial')) this.keys.delete(name)
  }

  private openLong(
    bytes: Uint8Array,
    header: Header,
    epoch: Epoch,
    version: Version,
    isUpward: boolean,
    log: KeyLog,
    largest: number,
  ): Attempt {
    const name = `${epoch} ${isUpward} ${header.version}`
    const known = this.keys.get(name)
    const candidates = known ? [known] : this.candidates(epoch, version, isUpward, log)
    for (const keys of candidates) {
      const unmasked = unmask(bytes, header, keys)
      const opened = unmasked && open(bytes, header, unmasked, keys, largest)
      if (opened === undefined) continue
      this.keys.set(name, keys)
      return opened
    }
    return failureOf(bytes, header, candidates)
  }

  private openPhase(
    bytes: Uint8Array,
    header: Header,
    version: Version,
    isUpward: boolean,
    log: KeyLog,
    largest: number,
  ): Attempt {
    const side = isUpward ? 'client' : 'server'
    const phase = this.phases[side]
    if (phase === undefined) {
      const candidates = this.candidates('application', version, isUpward, log)
      for (const current of candidates) {
        const begun = { bit: 0, current, previous: undefined, next: undefined }
        const opened = openWith(begun, bytes, header, version, largest)
        if (opened === undefined) continue
        this.phases[side] = begun
        return opened
      }
      return failureOf(bytes, header, candidates)
    }
    return openWith(phase, bytes, header, version, largest) ?? failureOf(bytes, header, [phase.current])
  }

  /** The keys that may be right: as long as no suite is chosen, those of all that the secret may be for. */
  private candidates(epoch: Epoch, version: Version, isUpward: boolean, log: KeyLog): readonly Keys[] {
    if (epoch === 'initial') {
      const { client, server } = initialSecrets(version, this.initialId)
      return [keysOf(initialSuite, version, isUpward ? client : server)]
    }
    const secret = this.random && log.secret(labels[epoch][isUpward ? 0 : 1], this.random)
    if (secret === undefined) return []
    const chosen = this.suite === undefined ? undefined : suites[this.suite]
    // The suite of early data is that of an earlier connection.
    const all = Object.values(suites).filter(({ hash }) => hashLengths[hash] === secret.length)
    const possible = chosen && epoch !== 'early' ? [chosen] : all
    return possible.map((suite) => keysOf(suite, version, secret))
  }
}

function openWith(phase: Phase, bytes: Uint8Array, header: Header, version: Version, largest: number): Opened | undefined {
  const { current, previous, bit } = phase
  const unmasked = unmask(bytes, header, current)
  if (unmasked === undefined) return undefined
  if (((unmasked.firstByte >> 2) & 1) === bit) return open(bytes, header, unmasked, current, largest)
  phase.next ??= updated(current, version)
  const opened = open(bytes, header, unmasked, phase.next, largest)
  if (opened === undefined) return previous && open(bytes, header, unmasked, previous, largest)
  phase.previous = current
  phase.current = phase.next
  phase.next = undefined
  phase.bit = 1 - bit
  return opened
}

function failureOf(bytes: Uint8Array, header: Header, candidates: readonly Keys[]): Failure {
  const [keys] = candidates
  if (keys === undefined) return { failure: withoutKeys }
  const unmasked = candidates.length === 1 ? unmask(bytes, header, keys) : undefined
  return { failure: 'wrong keys', ...(unmasked && { firstByte: unmasked.firstByte }) }
}

/** In a key log, of client and server (draft-ietf-tls-keylogfile). */
const labels = {
  early: ['CLIENT_EARLY_TRAFFIC_SECRET', 'CLIENT_EARLY_TRAFFIC_SECRET'],
  handshake: ['CLIENT_HANDSHAKE_TRAFFIC_SECRET', 'SERVER_HANDSHAKE_TRAFFIC_SECRET'],
  application: ['CLIENT_TRAFFIC_SECRET_0', 'SERVER_TRAFFIC_SECRET_0'],
} as const

const hashLengths: Readonly<Record<string, number>> = { sha256: 32, sha384: 48 }
