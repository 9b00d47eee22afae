/** A connection of which it is not known yet what is spoken on it: its first bytes decide that, however they were cut into pieces. */
import { beginsTls } from '../../reports/tls.ts'
import { HttpSpeech } from './http.ts'
import { joined, type Setting, type Passage, type Side, type Speech, type Telling } from './speech.ts'
import { isTlsRecord, TlsSpeech } from './tls.ts'
import { Turns } from './turns.ts'
import { WebSocketSpeech } from './websocket.ts'

export class Undecided implements Speech {
  private decided: Speech | undefined
  /** What one end has said so far; as soon as the other speaks, it is decided. */
  private side: Side = 'client'
  private first: Uint8Array = new Uint8Array(0)

  constructor(private readonly setting: Setting) {}

  get protocol(): string {
    return this.speech.protocol
  }
  get unanswered(): boolean {
    return this.decided?.unanswered ?? (this.first.length === 0 || this.side === 'client')
  }

  take(side: Side, bytes: Uint8Array, from: number, to: number): void {
    if (this.decided === undefined && this.first.length > 0 && side !== this.side)
      this.decide(new Turns('tcp', this.setting.room))
    if (this.decided !== undefined) return this.decided.take(side, bytes, from, to)
    this.side = side
    this.first = joined(this.first, bytes, from, to)
    const spoken = spokenBy(this.first, this.setting)
    if (spoken !== undefined) this.decide(spoken)
  }

  gap(side: Side, length: number): void {
    if (this.decided === undefined) this.decide(new Turns('tcp', this.setting.room))
    this.decided!.gap(side, length)
  }

  lines(telling: Telling): string[] {
    return this.speech.lines(telling)
  }

  passages(telling: Telling): Passage[] | undefined {
    return this.speech.passages?.(telling)
  }

  /** What it is taken for now. */
  private get speech(): Speech {
    if (this.decided !== undefined) return this.decided
    const speech = new Turns('tcp', this.setting.room)
    if (this.first.length > 0) speech.take(this.side, this.first, 0, this.first.length)
    return speech
  }

  private decide(speech: Speech): void {
    this.decided = speech
    if (this.first.length > 0) speech.take(this.side, this.first, 0, this.first.length)
    this.first = new Uint8Array(0)
  }
}

/** What begins with these bytes; undefined while more of them are needed to tell. */
function spokenBy(bytes: Uint8Array, setting: Setting): Speech | undefined {
  if (bytes[0] === tlsHandshake && bytes.length < 6)
    return bytes.length < 2 || bytes[1] === 3 ? undefined : new Turns('tcp', setting.room)
  if (beginsTls(bytes, 0, bytes.length) || isTlsRecord(bytes, 0, bytes.length)) return new TlsSpeech()
  // Empty lines in front of a request are passed over: RFC 9112, section 2.2.
  const text = String.fromCharCode(...bytes.subarray(0, longestStart)).replace(/^(?:\r?\n)+/, '')
  const line = text.indexOf('\n')
  const start = /^(?:[A-Z][A-Z-]{0,30} [^\r\n]* HTTP\/1\.\d|HTTP\/1\.\d \d{3}[^\r\n]*)\r?$/
  if (line >= 0)
    return start.test(text.slice(0, line))
      ? new HttpSpeech(setting, (upgrade) => behindHttp(upgrade, setting))
      : new Turns('tcp', setting.room)
  return bytes.length < longestStart &&
    /^(\r|[A-Z][A-Z-]{0,30}( [^\r\n]*\r?)?|H(T(T(P(\/(1(\.[^\r\n]*\r?)?)?)?)?)?)?)?$/.test(text)
    ? undefined
    : new Turns('tcp', setting.room)
}

const behindHttp = (upgrade: string | undefined, setting: Setting): Speech =>
  upgrade === undefined
    ? new Undecided(setting)
    : upgrade === 'websocket'
      ? new WebSocketSpeech(setting.room)
      : new Turns(upgrade, setting.room)

const tlsHandshake = 22
const longestStart = 8192
