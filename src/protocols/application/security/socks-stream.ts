/** How long the messages of SOCKS are, which of them comes next, and what follows them: RFC 1928, section 3. */
import { positionOf, range, record, u16, u24, u8, unfinished, type Framing, type StreamMemory } from '../../../schema/index.ts'

export const kinds = { methods: 1, method: 2, login: 3, loginStatus: 4, request: 5, reply: 6, request4: 7, reply4: 8 } as const
type Kind = (typeof kinds)[keyof typeof kinds]

const pair = record('Message', { first: u8('socks.version', 'Version'), second: u8('socks.auth_method_count', 'Count') })
const [firstAt, secondAt] = [pair.reader('first'), pair.reader('second')]
const beginning = { version: u8('socks.version', 'Version'), command: u8('socks.command', 'Command') }
const target = record('Message', {
  ...beginning,
  reserved: u8('socks.reserved', 'Reserved'), addressType: u8('socks.address_type', 'Type'), nameLength: u8('socks.port', 'Length'),
})
const [addressTypeAt, nameLengthAt] = [target.reader('addressType'), target.reader('nameLength')]
const isTarget = target.recognizer({ version: 5, command: range(0, 8), reserved: 0, addressType: [1, 3, 4] })
const isRequest = target.recognizer({ version: 5, command: range(1, 3), reserved: 0, addressType: [1, 3, 4] })
const version4 = record('Message', {
  ...beginning, port: u16('socks.dstport', 'Port'), zeros: u24('socks.dst', 'Zeros'), last: u8('socks.dst', 'Last'),
})
const isRequest4 = version4.recognizer({ version: 4, command: [1, 2] })
const isNamed4 = version4.recognizer({ version: 4, zeros: 0, last: range(1, 255) })
const isReply4 = version4.recognizer({ version: 0, command: range(90, 93) })
const port4At = version4.reader('port')
const portAt = record('Port', { port: u16('socks.dstport', 'Port') }).reader('port')
/** Of version 4, up to the name of the user. */
const fixed4 = 8

const all: readonly Kind[] = Object.values(kinds)

/** Whether the bytes may be a message, or the beginning of one. */
export const mayBeMessage = (bytes: Uint8Array, start: number, end: number): boolean =>
  all.some((kind) => {
    if (!begins(kind, bytes, start, end)) return false
    const length = lengthOf(kind, bytes, start, end)
    return length === unfinished || start + length >= end
  })

/** What a message is by itself that goes on to `wireEnd`, of which the bytes up to `end` are there; undefined for none. */
export function guessedKind(bytes: Uint8Array, start: number, end: number, wireEnd: number): Kind | undefined {
  const room = wireEnd - start
  if (end - start < 2) return undefined
  const [first, second] = [firstAt(bytes, start), secondAt(bytes, start)]
  if (first === 5 && room === 2) return kinds.method
  if (first === 5 && second > 0 && room === 2 + second) return kinds.methods
  if (isRequest(bytes, start, end) && room === lengthOf(kinds.request, bytes, start, end)) return kinds.request
  if (isTarget(bytes, start, end) && room === lengthOf(kinds.reply, bytes, start, end)) return kinds.reply
  if (isRequest4(bytes, start, end) && room === lengthOf(kinds.request4, bytes, start, end)) return kinds.request4
  if (isReply4(bytes, start, end) && room === fixed4) return kinds.reply4
  if (first === 1 && room === 2) return kinds.loginStatus
  return first === 1 && room === lengthOf(kinds.login, bytes, start, end) ? kinds.login : undefined
}

/** The length of a message of a kind; `unfinished` if these bytes do not tell. */
function lengthOf(kind: Kind, bytes: Uint8Array, start: number, end: number): number {
  const room = end - start
  const needs = (count: number, length: () => number) => (room < count ? unfinished : length())
  switch (kind) {
    case kinds.methods:
      return needs(2, () => 2 + secondAt(bytes, start))
    case kinds.login:
      return needs(2, () => {
        const password = 2 + secondAt(bytes, start)
        return needs(password + 1, () => password + 1 + firstAt(bytes, start + password))
      })
    case kinds.request:
    case kinds.reply:
      return needs(5, () => 6 + (addressLengths[addressTypeAt(bytes, start)] ?? 1 + nameLengthAt(bytes, start)))
    case kinds.request4:
      return needs(fixed4, () => {
        const user = positionOf(0, bytes, start + fixed4, end)
        if (user === end) return unfinished
        if (!isNamed4(bytes, start, end)) return user + 1 - start
        const name = positionOf(0, bytes, user + 1, end)
        return name === end ? unfinished : name + 1 - start
      })
    default:
      return kind === kinds.reply4 ? fixed4 : 2
  }
}
/** No client knows more ways to authenticate: IANA has assigned 9. */
const mostMethods = 32
const addressLengths: Readonly<Record<number, number>> = { 1: 4, 4: 16 }

/** What comes next in a connection. */
interface Remembered {
  next: readonly Kind[]
  /** The port that was asked for. */
  port: number | undefined
  isDone: boolean
}

const rememberedIn = ({ both }: StreamMemory): Remembered =>
  (both.socks ??= { next: [kinds.methods, kinds.request4], port: undefined, isDone: false }) as Remembered

export const socksFraming: Framing = (bytes, start, end, memory) => {
  const remembered = rememberedIn(memory)
  if (remembered.isDone) return 0
  const kind = remembered.next.find((each) => begins(each, bytes, start, end))
  if (kind === undefined) return 0
  const length = lengthOf(kind, bytes, start, end)
  if (length === unfinished) return end - start > longestMessage ? 0 : unfinished
  if (start + length > end) return length
  memory.own.kind = kind
  goOn(remembered, kind, bytes, start, length)
  return length
}

function begins(kind: Kind, bytes: Uint8Array, start: number, end: number): boolean {
  const [first, second] = [firstAt(bytes, start), end - start > 1 ? secondAt(bytes, start) : 0]
  if (kind === kinds.login || kind === kinds.loginStatus) return first === 1
  if (kind === kinds.request4) return first === 4
  if (kind === kinds.reply4) return first === 0 && (end - start < 2 || (second >= 90 && second <= 93))
  if (kind === kinds.request || kind === kinds.reply) return first === 5 && (end - start < 5 || isTarget(bytes, start, end))
  return first === 5 && (kind === kinds.method || (second > 0 && second <= mostMethods) || end - start < 2)
}

/** Notes what a whole message says of those to come. */
function goOn(remembered: Remembered, kind: Kind, bytes: Uint8Array, start: number, length: number): void {
  const second = secondAt(bytes, start)
  if (kind === kinds.request) remembered.port = portAt(bytes, start + length - 2)
  if (kind === kinds.request4) remembered.port = port4At(bytes, start)
  remembered.next = followers[kind](second)
  remembered.isDone = (kind === kinds.reply && second === 0) || (kind === kinds.reply4 && second === 90)
}

const followers: Readonly<Record<Kind, (second: number) => readonly Kind[]>> = {
  [kinds.methods]:     () => [kinds.method],
  [kinds.method]:      (method) => [method === 2 ? kinds.login : kinds.request],
  [kinds.login]:       () => [kinds.loginStatus],
  [kinds.loginStatus]: () => [kinds.request],
  [kinds.request]:     () => [kinds.reply],
  [kinds.reply]:       () => [],
  [kinds.request4]:    () => [kinds.reply4],
  [kinds.reply4]:      () => [],
}

/** What was asked for follows: it is known by its first bytes, or else by its port. */
export const socksSwitches = {
  tables: ['tcp.port'],
  to: (memory: StreamMemory) => {
    const { isDone, port } = rememberedIn(memory)
    return isDone ? [['tcp.port', port ?? -1] as const] : undefined
  },
}

const longestMessage = 1024
