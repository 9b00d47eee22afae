/** Which message of RFB comes next, and how long it is: RFC 6143, section 7. */
import { asciiText, record, u16, u32, u8, unfinished, type FactValues, type Framing, type StreamMemory } from '../../../../schema/index.ts'

export const kinds = {
  serverVersion: 1, clientVersion: 2, securityTypes: 3, securityType: 4, securityChosen: 5, challenge: 6, response: 7, result: 8, share: 9,
  server: 10, client: 11, update: 12, data: 13,
} as const
type Kind = (typeof kinds)[keyof typeof kinds]

/** Of both directions. */
interface Session {
  server: object | undefined
  minor: number
  /** What each side says next. */
  ofServer: Kind
  ofClient: Kind
}
const sessionOf = ({ both }: StreamMemory) =>
  (both.vnc ??= { server: undefined, minor: 8, ofServer: kinds.serverVersion, ofClient: kinds.clientVersion }) as Session

const versionLength = 12
const version = /^RFB \d{3}\.\d{3}\n/
export const isVersion = (bytes: Uint8Array, start: number, end: number): boolean =>
  version.test(asciiText(bytes, start, Math.min(end, start + versionLength)))

const byteAt = record('Byte', { byte: u8('vnc.security_type', 'Byte') }).reader('byte')
const wordAt = record('Word', { word: u32('vnc.server_security_type', 'Word') }).reader('word')
const countAt = record('Encodings', { type: u16('vnc.client_message_type', 'Type'), count: u16('vnc.client_set_encodings_num', 'Count') })
  .reader('count')
const colorsAt = record('Colors', { head: u32('vnc.colormap_first_color', 'Head'), count: u16('vnc.colormap_groups',
  'Count') }).reader('count')
const textAt = record('Text', { type: u32('vnc.server_message_type', 'Type'), length: u32('vnc.server_cut_text_len', 'Length') })
  .reader('length')
const nameAt = record('Name', {
  size: u32('vnc.width', 'Size'), format: u32('vnc.server_depth', 'Format'), more: u32('vnc.server_red_max', 'More'),
  shifts: u32('vnc.server_red_shift', 'Shifts'), rest: u32('vnc.padding', 'Rest'), length: u32('vnc.desktop_name_len', 'Length'),
}).reader('length')
const serverHead = 24
const challengeLength = 16
const longestName = 0x1_0000
/** Section 7.2.2: VNC authentication, and none. */
const [none, vnc] = [1, 2]

/** Later major versions begin as 3.8 does. */
const minorAt = (bytes: Uint8Array, start: number) =>
  Number(asciiText(bytes, start + 4, start + 7)) > 3 ? 8 : Number(asciiText(bytes, start + 8, start + 11))

/** The lengths of what clients send, section 7.5, where the type alone says it. */
const clientLengths: Readonly<Record<number, number>> = { 0: 20, 3: 10, 4: 8, 5: 6 }

export const framing: Framing = (bytes, start, end, memory) => {
  const { own } = memory
  const session = sessionOf(memory)
  const isServer = session.server === undefined || session.server === own
  const there = end - start
  const needs = (length: number, then?: () => void) => {
    if (there >= length) then?.()
    return length
  }
  const kind = isServer ? session.ofServer : session.ofClient
  own.kind = kind
  switch (kind) {
    case kinds.serverVersion:
      if (there < versionLength) return unfinished
      if (!isVersion(bytes, start, end)) return 0
      session.server = own
      session.minor = minorAt(bytes, start)
      session.ofServer = kinds.securityTypes
      return versionLength
    case kinds.clientVersion:
      if (there < versionLength) return unfinished
      if (!isVersion(bytes, start, end)) return 0
      session.minor = minorAt(bytes, start)
      session.ofServer = session.minor < 7 ? kinds.securityType : kinds.securityTypes
      session.ofClient = session.minor < 7 ? kinds.share : kinds.securityChosen
      return versionLength
    case kinds.securityTypes:
      return there < 1 ? unfinished : needs(1 + byteAt(bytes, start))
    case kinds.securityType:
      return needs(4, () => chosen(session, wordAt(bytes, start)))
    case kinds.securityChosen:
      return needs(1, () => chosen(session, byteAt(bytes, start)))
    case kinds.challenge:
      return needs(challengeLength, () => { session.ofServer = kinds.result })
    case kinds.response:
      return needs(challengeLength, () => { session.ofClient = kinds.share })
    case kinds.result:
      return needs(4, () => { session.ofServer = kinds.server })
    case kinds.share:
      return needs(1, () => { session.ofClient = kinds.client })
    case kinds.server:
      return there < serverHead ? unfinished : serverLength(bytes, start, session)
    case kinds.client:
      return clientLength(bytes, start, there)
    case kinds.update:
      return updateLength(bytes, start, there)
    default:
      return there
  }
}

function chosen(session: Session, type: number): void {
  if (type === vnc) [session.ofServer, session.ofClient] = [kinds.challenge, kinds.response]
  else if (type === none) {
    session.ofServer = session.minor < 8 ? kinds.server : kinds.result
    session.ofClient = kinds.share
  } else [session.ofServer, session.ofClient] = [kinds.data, kinds.data]
}

function serverLength(bytes: Uint8Array, start: number, session: Session): number {
  const length = nameAt(bytes, start)
  if (length > longestName) return 0
  session.ofServer = kinds.update
  return serverHead + length
}

function clientLength(bytes: Uint8Array, start: number, there: number): number {
  const type = byteAt(bytes, start)
  if (type === 2) return there < 4 ? unfinished : 4 + 4 * countAt(bytes, start)
  if (type === 6) return there < 8 ? unfinished : bounded(8 + textAt(bytes, start), there)
  return clientLengths[type] ?? there
}

/** Rectangles are as long as their encodings say: what follows the head of an update in a segment belongs to it. */
function updateLength(bytes: Uint8Array, start: number, there: number): number {
  const type = byteAt(bytes, start)
  if (type === 1) return there < 6 ? unfinished : 6 + 6 * colorsAt(bytes, start)
  if (type === 2) return 1
  return type === 3 && there >= 8 ? bounded(8 + textAt(bytes, start), there) : there
}
const longestText = 0x10_0000
const bounded = (length: number, there: number) => (length > longestText ? there : length)

export const tells = ({ own }: StreamMemory): FactValues => ({ kind: own.kind as number })
