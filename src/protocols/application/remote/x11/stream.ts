/** Which message of X11 comes next, how long it is, and in which byte order: "X Window System Protocol", appendix B. */
import { asciiText, record, u16, u32, u8, unfinished, type FactValues, type Framing, type StreamMemory } from '../../../../schema/index.ts'
import type { Order } from './parts.ts'
import { requestsIn } from './requests.ts'

/** What a message is, in little-endian order; in big-endian order `big` is added. */
export const kinds = { opening: 1, openingAnswer: 2, request: 3, error: 4, reply: 5, event: 6 } as const
export const big = 16
type Kind = (typeof kinds)[keyof typeof kinds]

const readersIn = (order: Order) => {
  const look = order === 'little' ? { order } as const : {}
  const head = record('Message', {
    first: u8('x11.opcode', 'First'), second: u8('x11.unused', 'Second'), short: u16('x11.request-length', 'Length', look),
    long: u32('x11.replylength', 'Length', look), more: u16('', 'More', look),
  })
  return { short: head.reader('short'), long: head.reader('long'), more: head.reader('more') }
}
const first = record('Message', { first: u8('x11.opcode', 'First'), second: u8('x11.opcode', 'Second') })
const [firstAt, secondAt] = [first.reader('first'), first.reader('second')]
const readers = { little: readersIn('little'), big: readersIn('big') }
const orders = ['little', 'big'] as const

/** The words that requests take whose parts are all of fixed size, by opcode. */
const fixedWords = Object.fromEntries(Object.entries(requestsIn('big') as Readonly<Record<string, object>>).flatMap(([opcode, fields]) => {
  const sizes = Object.values(fields).map(({ size }: { readonly size: unknown }) => size)
  return sizes.every((size) => typeof size === 'number') ? [[opcode, (8 + sizes.reduce((sum: number, size) => sum + size, 0)) / 32]] : []
})) as Readonly<Record<number, number>>
const [lastOpcode, noOperation, lastError, lastEvent] = [119, 127, 17, 35]

const padded = (length: number) => (length + 3) & ~3
const [openingHead, answerHead, answerLength] = [12, 8, 32]
/** A server accepts requests of 16 MiB at most; Xorg says so itself. */
const longest = 0x100_0000

/** The order in which a client opens a connection of version 11; undefined if it does not. */
function openingOrder(bytes: Uint8Array, start: number, end: number): Order | undefined {
  const order = firstAt(bytes, start) === 0x6c ? 'little' : firstAt(bytes, start) === 0x42 ? 'big' : undefined
  if (order === undefined || end - start < openingHead || readers[order].short(bytes, start) !== 11) return undefined
  return openingLength(bytes, start, order) <= longestOpening && minorAt(bytes, start, order) === 0 ? order : undefined
}
/** Names of ways to authenticate and their data are short. */
const longestOpening = 2048
const minorAt = (bytes: Uint8Array, start: number, order: Order) => {
  const word = readers[order].long(bytes, start)
  return order === 'little' ? word & 0xffff : word >>> 16
}
const openingLength = (bytes: Uint8Array, start: number, order: Order): number => {
  const word = readers[order].long(bytes, start)
  const name = order === 'little' ? word >>> 16 : word & 0xffff
  return openingHead + padded(name) + padded(readers[order].more(bytes, start))
}

/** Whether a server answers an opening in this order. */
const isAnswer = (bytes: Uint8Array, start: number, end: number, order: Order) =>
  end - start >= answerHead && firstAt(bytes, start) <= 2 && readers[order].short(bytes, start) === 11 && minorAt(bytes, start, order) === 0
const openingAnswerLength = (bytes: Uint8Array, start: number, order: Order) => {
  const word = readers[order].long(bytes, start)
  return answerHead + 4 * (order === 'little' ? word >>> 16 : word & 0xffff)
}

/** The length of a request; 0 if it is none. */
function requestLength(bytes: Uint8Array, start: number, end: number, order: Order): number {
  const opcode = firstAt(bytes, start)
  if (opcode === 0 || (opcode > lastOpcode && opcode < noOperation)) return 0
  if (end - start < 4) return unfinished
  const words = readers[order].short(bytes, start)
  const fixed = fixedWords[opcode]
  if (words > 0) return fixed === undefined || fixed === words ? 4 * words : 0
  if (end - start < 8) return unfinished
  const length = 4 * readers[order].long(bytes, start)
  return fixed !== undefined || length < 8 || length > longest ? 0 : length
}

/** The length of what a server says; 0 if that is nothing known. */
function answerLengthIn(bytes: Uint8Array, start: number, end: number, order: Order): number {
  const [code, second] = [firstAt(bytes, start), end - start > 1 ? secondAt(bytes, start) : 1]
  const type = code & 0x7f
  if (code === 0) return second > 0 && (second <= lastError || second >= 128) ? answerLength : 0
  if (code !== 1 && type !== lastEvent) return type > 1 ? answerLength : 0
  if (end - start < 8) return unfinished
  const length = answerLength + 4 * readers[order].long(bytes, start)
  return length > longest ? 0 : length
}

const kindOfAnswer = (bytes: Uint8Array, start: number): Kind =>
  firstAt(bytes, start) === 0 ? kinds.error : firstAt(bytes, start) === 1 ? kinds.reply : kinds.event
const codeOf = (kind: Kind, order: Order) => (order === 'big' ? kind + big : kind)

/** Whether a client begins a connection. */
export const isOpening = (bytes: Uint8Array, start: number, end: number): boolean => openingOrder(bytes, start, end) !== undefined

/** The kind of what opens a connection; 0 for anything else. */
export function openingKind(bytes: Uint8Array, start: number, end: number): number {
  const order = openingOrder(bytes, start, end)
  return order === undefined ? 0 : codeOf(kinds.opening, order)
}

/** Whether messages of one side and order fill the bytes; the last one may go on beyond them, the first one not. */
function fills(start: number, end: number, lengthAt: (at: number) => number): boolean {
  let at = start
  for (let count = 0; count < mostLooked && at < end; count++) {
    const length = lengthAt(at)
    if (length === 0) return false
    if (length === unfinished || at + length > end) return count > 0
    at += length
  }
  return true
}
const mostLooked = 16

/** What bytes are by themselves, as `kinds` says. */
function guessedKind(bytes: Uint8Array, start: number, end: number): number | undefined {
  const opening = openingOrder(bytes, start, end)
  if (opening !== undefined) return codeOf(kinds.opening, opening)
  for (const order of orders) {
    if (isAnswer(bytes, start, end, order) && openingAnswerLength(bytes, start, order) === end - start)
      return codeOf(kinds.openingAnswer, order)
    if (fills(start, end, (at) => requestLength(bytes, at, end, order))) return codeOf(kinds.request, order)
    if (fills(start, end, (at) => likelyAnswer(bytes, at, end, order))) return codeOf(kindOfAnswer(bytes, start), order)
  }
  return undefined
}

/** Events of the core protocol, replies and errors: others are known by their conversation only. */
function likelyAnswer(bytes: Uint8Array, at: number, end: number, order: Order): number {
  return (firstAt(bytes, at) & 0x7f) > lastEvent ? 0 : answerLengthIn(bytes, at, end, order)
}

/** How long a message of a kind is. */
function lengthOf(code: number, bytes: Uint8Array, start: number, end: number): number {
  const order = code > big ? 'big' : 'little'
  const kind = code & 15
  if (kind === kinds.opening) return openingLength(bytes, start, order)
  if (kind === kinds.openingAnswer) return openingAnswerLength(bytes, start, order)
  return kind === kinds.request ? requestLength(bytes, start, end, order) : answerLengthIn(bytes, start, end, order)
}

/** Of both directions. */
interface Session {
  readonly order: Order
  /** What its client remembers: the other side is the server. */
  readonly client: object
  isAnswered: boolean
  /** How many requests there were. */
  requests: number
  /** The requests that may still be answered, by sequence number. */
  readonly asked: Map<number, Asked>
  /** The names of extensions, by the opcode that the server has given them. */
  readonly extensions: Map<number, string>
}
interface Asked {
  readonly opcode: number
  /** The extension that the server was asked for. */
  readonly extension: string | undefined
}

export const framing: Framing = (bytes, start, end, memory) => {
  const session = sessionIn(memory, bytes, start, end)
  if (session === undefined) return end - start < openingHead ? unfinished : 0
  const { order, client } = session
  const isClient = client === memory.own
  const kind = kindIn(session, isClient, bytes, start, end)
  const there = end - start
  const needed = kind === kinds.opening ? openingHead : kind === kinds.openingAnswer ? answerHead : 1
  if (there < needed) return unfinished
  if (kind === kinds.openingAnswer && !isAnswer(bytes, start, end, order)) return 0
  const code = codeOf(kind, order)
  const length = lengthOf(code, bytes, start, end)
  if (length <= 0 || there < length) return length
  memory.own.kind = code
  if (kind === kinds.openingAnswer) session.isAnswered = true
  memory.own.request = memory.own.extension = undefined
  if (kind === kinds.request) session.requests++
  if (kind === kinds.request) note(session, memory, bytes, start)
  if (kind === kinds.reply) answer(session, memory, bytes, start)
  return length
}

function kindIn(session: Session, isClient: boolean, bytes: Uint8Array, start: number, end: number): Kind {
  if (!isClient) return session.isAnswered ? kindOfAnswer(bytes, start) : kinds.openingAnswer
  return session.requests === 0 && openingOrder(bytes, start, end) !== undefined ? kinds.opening : kinds.request
}

function sessionIn({ both, own }: StreamMemory, bytes: Uint8Array, start: number, end: number): Session | undefined {
  if (both.x11 !== undefined) return both.x11 as Session
  const code = guessedKind(bytes, start, end)
  if (code === undefined) return undefined
  const isOfClient = (code & 15) === kinds.opening || (code & 15) === kinds.request
  // A server whose client was not captured yet.
  const client = isOfClient ? own : {}
  const order = code > big ? 'big' : 'little'
  const isAnswered = (code & 15) !== kinds.opening && (code & 15) !== kinds.openingAnswer
  return (both.x11 = { order, client, isAnswered, requests: 0, asked: new Map(), extensions: new Map() } satisfies Session) as Session
}

/** Notes a request, whose number is its place in the connection. */
function note({ asked, extensions, order, ...session }: Session, { own }: StreamMemory, bytes: Uint8Array, start: number): void {
  const opcode = firstAt(bytes, start)
  const sequence = session.requests & 0xffff
  const name = opcode === queryExtension ? asciiText(bytes, start + 8, start + 8 + readers[order].short(bytes, start + 2)) : undefined
  asked.delete(sequence)
  asked.set(sequence, { opcode, extension: name })
  if (asked.size > mostAsked) asked.delete(asked.keys().next().value!)
  own.extension = extensions.get(opcode)
}

/** Notes what a reply answers, and the opcode that it gives an extension. */
function answer({ asked, extensions, order }: Session, { own }: StreamMemory, bytes: Uint8Array, start: number): void {
  const request = asked.get(readers[order].short(bytes, start))
  if (request === undefined) return
  own.request = request.opcode
  own.extension = extensions.get(request.opcode)
  const isPresent = firstAt(bytes, start + 8) === 1
  if (request.extension !== undefined && isPresent) extensions.set(secondAt(bytes, start + 8), request.extension)
}
const queryExtension = 98
const mostAsked = 1024

export const tells = ({ own }: StreamMemory): FactValues => ({
  kind: own.kind as number, request: own.request as number | undefined, extension: own.extension as string | undefined,
})
