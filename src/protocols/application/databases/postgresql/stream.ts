/** How long messages of PostgreSQL are, who sends them, and what follows a request for TLS. */
import { asciiText, range, record, u16, u32, u8, unfinished, type FactValues, type Framing,
  type StreamMemory } from '../../../../schema/index.ts'
import { sourcePort } from '../../sender.ts'
import { codes, isOfFrontend, isType } from './names.ts'

const startup = record('Startup', { length: u32('pgsql.length', 'Length'), code: u32('pgsql.code', 'Code') })
const isSession = record('Startup', {
  length: u32('pgsql.length', 'Length'), major: u16('pgsql.version_major', 'Major'), minor: u16('pgsql.version_minor', 'Minor'),
}).recognizer({ length: range(8, 0xffff), major: [2, 3], minor: range(0, 0x2710) })
const isRequest = startup.recognizer({ length: range(8, 0x110), code: Object.values(codes) })
const [startupLengthAt, codeAt] = [startup.reader('length'), startup.reader('code')]
const regular = record('Message', { type: u8('pgsql.type', 'Type'), length: u32('pgsql.length', 'Length') })
const lengthAt = regular.reader('length')
const authenticationAt = record('Authentication', {
  type: u8('pgsql.type', 'Type'), length: u32('pgsql.length', 'Length'), kind: u32('pgsql.authtype', 'Kind'),
}).reader('kind')
/** `S`, `N` and `G`. */
const isAnswer = record('Answer', { answer: u8('pgsql.answer', 'Answer') }).recognizer({ answer: [0x53, 0x4e, 0x47] })

const headLength = 5
/** Lengths beyond it are those of other bytes. */
const longest = 0x4000_0000

export const isStartup = (bytes: Uint8Array, start: number, end: number): boolean => isSession(bytes, start, end) || isRequest(bytes,
  start, end)
const typeAt = (bytes: Uint8Array, start: number) => asciiText(bytes, start, start + 1)
const isRegular = (bytes: Uint8Array, start: number, end: number) => {
  if (end - start < headLength || !isType(typeAt(bytes, start))) return false
  const length = lengthAt(bytes, start)
  return length >= 4 && length < longest
}
/** A message, or the answer of one byte to a request for encryption. */
export const begins = (bytes: Uint8Array, start: number, end: number): boolean =>
  isRegular(bytes, start, end) || isStartup(bytes, start, end) || (end - start === 1 && isAnswer(bytes, start, end))

/** Of both directions. */
interface Session {
  /** What the client waits for: one byte that says whether encryption follows. */
  asked: boolean
  agreed: boolean
  client: object | undefined
  /** The kind of authentication that the server asked for last. */
  authentication: number
}
const sessionOf = ({ both }: StreamMemory) =>
  (both.postgresql ??= { asked: false, agreed: false, client: undefined, authentication: NaN }) as Session
const serverPort = 5432

export const framing: Framing = (bytes, start, end, memory) => {
  const session = sessionOf(memory)
  sourcePort(memory)
  if (session.agreed) return 0
  if (session.asked && session.client !== memory.own && isAnswer(bytes, start, end)) {
    session.asked = false
    session.agreed = typeAt(bytes, start) !== 'N'
    return 1
  }
  if (end - start < headLength) return unfinished
  if (isStartup(bytes, start, end)) {
    session.client = memory.own
    session.asked = isRequest(bytes, start, end) && codeAt(bytes, start) !== codes.cancel
    return startupLengthAt(bytes, start)
  }
  // Four bytes of the length of a startup say too little of the code after it.
  if (end - start < 8 && typeAt(bytes, start) === '\0') return unfinished
  if (!isRegular(bytes, start, end)) return 0
  const length = 1 + lengthAt(bytes, start)
  if (start + length > end) return length
  const isClient = isOfFrontend(typeAt(bytes, start))
  if (isClient === true) session.client ??= memory.own
  if (typeAt(bytes, start) === 'R' && length > 8) session.authentication = authenticationAt(bytes, start)
  return length
}

export interface Told extends FactValues {
  readonly isFrontend?: boolean
  readonly authentication?: number
}
export const tells = (memory: StreamMemory): Told => {
  const { client, authentication } = sessionOf(memory)
  const isFrontend = client === undefined ? portTells(sourcePort(memory)) : client === memory.own
  return { ...(isFrontend !== undefined && { isFrontend }), ...(!Number.isNaN(authentication) && { authentication }) }
}
/** The other end of a port that is not the server's is not known to be one. */
const portTells = (port: number | undefined) => (port === undefined ? undefined : port !== serverPort)

export const switches = {
  tables: [], to: (memory: StreamMemory) => (sessionOf(memory).agreed ? [] : undefined),
}
