/** A key log, as programs write it to SSLKEYLOGFILE: the secrets of TLS connections, a line each. */
import { hex, type Keys } from '../../schema/index.ts'
import { isEmpty, secretIn } from './key-log-line.ts'

/** Keeps the secrets of a key log that comes in pieces: the latest 100,000, which take about 30 MB. */
export class KeyLog implements Keys {
  /** Secrets that were forgotten, since newer ones needed their memory. */
  forgotten = 0
  /** Lines that say nothing that is understood. */
  damaged = 0
  /** By label and what it is of; the oldest come first. */
  private readonly secrets = new Map<string, Uint8Array>()
  /** The beginning of a line whose end has not come. */
  private begun = ''
  /** Whether it is longer than lines are, and left out. */
  private isTooLong = false

  constructor(private readonly most = mostSecrets) {}

  /** How many secrets there are. */
  get size(): number {
    return this.secrets.size
  }

  /** Whether what was read is, or may become, a key log. */
  get isKeyLog(): boolean {
    return this.size > 0 || (this.damaged === 0 && !this.isTooLong)
  }

  /** Reads the next bytes; a line counts once its end is there. */
  add(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += pieceLength)
      this.piece(latin1.decode(bytes.subarray(from, from + pieceLength)))
  }

  /** Reads the last line, where it has no end. */
  finish(): void {
    this.line('')
  }

  secret(label: string, random: Uint8Array): Uint8Array | undefined {
    return this.secrets.size === 0 ? undefined : this.secrets.get(keyOf(label, hex(random)))
  }

  openRsa(encrypted: Uint8Array): Uint8Array | undefined {
    return this.secret('RSA', encrypted.subarray(0, 8))
  }

  private piece(text: string): void {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.line(text.slice(from, end))
      from = end + 1
    }
    if (this.begun.length + text.length - from > longestLine) this.isTooLong = true
    this.begun = this.isTooLong ? '' : this.begun + text.slice(from)
  }

  /** Takes the rest of a line. */
  private line(rest: string): void {
    const text = this.begun + rest
    const isTooLong = this.isTooLong || text.length > longestLine
    const found = isTooLong ? undefined : secretIn(text)
    if (found !== undefined) this.keep(keyOf(found.label, found.of), found.secret)
    else if (isTooLong || !isEmpty(text)) this.damaged++
    this.begun = ''
    this.isTooLong = false
  }

  private keep(key: string, secret: Uint8Array): void {
    const { secrets } = this
    // What is logged again is new.
    secrets.delete(key)
    secrets.set(key, secret)
    if (secrets.size <= this.most) return
    for (const [oldest] of secrets) {
      secrets.delete(oldest)
      this.forgotten++
      return
    }
  }
}

/**
 * Reads a key log, as programs write it to SSLKEYLOGFILE, from text or bytes; lines that are damaged are left out and
 * counted. Throws a TypeError for what is not a key log.
 *
 * ```ts
 * const keys = readKeyLog(await readFile('keys.log'))
 * for await (const packet of packets('trace.pcapng', { keys, conversations: true })) console.log(packet.http?.path)
 * ```
 */
export function readKeyLog(log: string | Uint8Array): KeyLog {
  const read = new KeyLog()
  if (typeof log === 'string') read.add(new TextEncoder().encode(log))
  else if (log instanceof Uint8Array) read.add(log)
  else throw new TypeError(`readKeyLog() expected text or bytes, found ${typeof log}`)
  read.finish()
  if (!read.isKeyLog) throw new TypeError('readKeyLog() expected a key log, found other lines')
  return read
}

const keyOf = (label: string, of: string): string => `${label} ${of}`
const latin1 = new TextDecoder('latin1')

const mostSecrets = 100_000
/** Characters. Those of the newest labels may be long; they hold no secrets of connections. */
const longestLine = 4096
/** Bytes that become text at once. */
const pieceLength = 1 << 16
