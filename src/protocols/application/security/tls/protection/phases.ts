/** Records of one direction since version 1.3, whose keys change as the handshake goes on: RFC 8446, section 7. */
import { openerSince13, type SealedRecord } from './ciphers/index.ts'
import { nextSecret, trafficKeys } from './key-schedule.ts'
import { NumberedReader } from './numbered-reader.ts'
import { suiteOf, type Suite } from './suites.ts'

export type Role = 'client' | 'server'

/** What is known of a connection. */
export interface Secrets {
  readonly suite: Suite | undefined
  /** Whether the client offers early data. */
  readonly offersEarlyData: boolean
  /** A secret of the connection by its label in a key log. */
  secret(label: string): Uint8Array | undefined
}

type Phase = 'early' | 'handshake' | 'application'

export class Phases {
  private phase: Phase
  private reader: NumberedReader | undefined = undefined
  /** That of the phase `application`, after the updates so far. */
  private secret: Uint8Array | undefined = undefined
  /** How many more times a record is tried with the keys that come next. */
  private leaps = mostLeaps

  constructor(
    private readonly role: Role,
    private readonly secrets: Secrets,
  ) {
    this.phase = role === 'client' && secrets.offersEarlyData ? 'early' : 'handshake'
  }

  /** The text of a record with its padding and its type; undefined if no key that is known opens it. */
  open(record: SealedRecord): Uint8Array | undefined {
    this.reader ??= this.readerOf(this.phase, record)
    return this.reader?.open(record) ?? this.leap(record)
  }

  /** Whether a key is known. */
  get isKnown(): boolean {
    return this.reader !== undefined
  }

  /** A handshake message of a type has come: those after some of them are under other keys. */
  message(type: number): void {
    if (type === endOfEarlyData && this.phase === 'early') this.enter('handshake')
    else if (type === finished && this.phase === 'handshake') this.enter('application')
    else if (type === keyUpdate && this.phase === 'application') this.update()
  }

  private enter(phase: Phase): void {
    this.phase = phase
    this.reader = undefined
  }

  private update(): void {
    const { suite } = this.secrets
    if (suite === undefined || this.secret === undefined) return
    this.secret = nextSecret(suite, this.secret)
    this.reader = readerWith(suite, this.secret)
  }

  /**
   * Tries the keys that come next: the message that says so may be missing, and a client whose early data is refused
   * goes on without one.
   */
  private leap(record: SealedRecord): Uint8Array | undefined {
    if (this.leaps === 0) return undefined
    for (let phase = following[this.phase]; phase !== undefined; phase = following[phase]) {
      const reader = this.readerOf(phase, record)
      if (reader === undefined) continue
      this.leaps--
      const bytes = reader.open(record)
      if (bytes === undefined) continue
      this.phase = phase
      this.reader = reader
      return bytes
    }
    return this.phase === 'application' ? this.leapToUpdate(record) : undefined
  }

  private leapToUpdate(record: SealedRecord): Uint8Array | undefined {
    const { suite } = this.secrets
    if (suite === undefined || this.secret === undefined) return undefined
    this.leaps--
    const secret = nextSecret(suite, this.secret)
    const reader = readerWith(suite, secret)
    const bytes = reader?.open(record)
    if (bytes === undefined) return undefined
    this.secret = secret
    this.reader = reader
    this.leaps = mostLeaps
    return bytes
  }

  private readerOf(phase: Phase, record: SealedRecord): NumberedReader | undefined {
    const { secrets, role } = this
    const secret = secrets.secret(labels[role][phase])
    if (secret === undefined) return undefined
    if (phase === 'early') return earlyReader(secret, record)
    if (phase === 'application') this.secret = secret
    return secrets.suite && readerWith(secrets.suite, secret)
  }
}

function readerWith(suite: Suite, secret: Uint8Array): NumberedReader | undefined {
  const opener = openerSince13(suite, trafficKeys(suite, secret))
  return opener && new NumberedReader(opener)
}

/** The suite is that of an earlier connection: the one that opens a record. */
function earlyReader(secret: Uint8Array, record: SealedRecord): NumberedReader | undefined {
  for (const name of suitesSince13) {
    const suite = suiteOf(name)!
    const opener = (suite.hash === 'sha384') === (secret.length === 48) && openerSince13(suite, trafficKeys(suite, secret))
    if (opener && opener.open(record, 0, mostEarly) !== undefined) return new NumberedReader(opener)
  }
  return undefined
}

const suitesSince13 = [
  'TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_AES_128_CCM_SHA256', 'TLS_AES_128_CCM_8_SHA256',
]

const labels = {
  client: {
    early:       'CLIENT_EARLY_TRAFFIC_SECRET',
    handshake:   'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
    application: 'CLIENT_TRAFFIC_SECRET_0',
  },
  server: { early: '', handshake: 'SERVER_HANDSHAKE_TRAFFIC_SECRET', application: 'SERVER_TRAFFIC_SECRET_0' },
} as const

const following: Readonly<Record<Phase, Phase | undefined>> = {
  early: 'handshake', handshake: 'application', application: undefined,
}

const [endOfEarlyData, finished, keyUpdate] = [5, 20, 24]
const mostLeaps = 32
/** Records of early data that may be missing before the first one. */
const mostEarly = 4
