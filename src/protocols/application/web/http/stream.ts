/** How long messages are in a connection: RFC 9112, section 6.3. */
import {
  afterLine, asciiText, headLength, isAt, isPrintable, lineStop, octets, unfinished, untilEnd, type FactValues, type FramingProgress,
  type StreamMemory,
} from '../../../../schema/index.ts'
import { isTunneled, leaving, tunneling, upgradeHeaders, type UpgradeHeaders } from '../upgraded.ts'
import { wholeChunkEnd, isLastChunk } from './chunks.ts'
import { framingIn } from './framing.ts'
import { statusOf } from './message.ts'
import { none, response, startOf } from './start.ts'

/** What the messages of one direction tell about those of the other. */
interface Remembered {
  /** Methods of the requests without a response yet, as far as they say how long that is. */
  readonly methods: ('HEAD' | 'CONNECT' | 'other')[]
  /** Where to look up what is spoken from now on; undefined as long as it is HTTP. */
  switched: readonly (readonly [table: string, key: number | string])[] | undefined
  /** The port of the last CONNECT. */
  port: number | undefined
  /** Of the response that agrees to an Upgrade. */
  headers?: UpgradeHeaders
}

/** What is known of a message: whether it came out of TLS, which says so of all that lies in it. */
export interface Told {
  readonly isSecure?: boolean
}

/** What a proxy is sent in TLS goes on from there as it is. */
export const tells = ({ both }: StreamMemory): (Told & FactValues) | undefined => (isTunneled(both) ? { isSecure: false } : undefined)

export function lengthInStream(
  bytes: Uint8Array, start: number, end: number, memory: StreamMemory, progress: FramingProgress,
): number {
  const remembered = (memory.both.http ??= { methods: [], switched: undefined, port: undefined }) as Remembered
  if (remembered.switched !== undefined) return 0
  const blank = emptyLinesEnd(bytes, start, end)
  if (blank > start && (blank === end || startOf(bytes, blank, end) !== none || mayBegin(bytes, blank, end))) return blank - start
  const kind = startOf(bytes, start, end)
  if (kind === none) return mayBegin(bytes, start, end) ? unfinished : 0
  const head = headLength(bytes, start, end, progress)
  if (head <= 0) return head
  const body = start + head
  const { contentLength, isChunked } = framingIn(bytes, afterLine(bytes, lineStop(bytes, start, body), body), body)
  const status = kind === response ? statusOf(bytes, start, body) : 0
  // Once: what a response answers is forgotten then.
  if (progress.isBodiless === undefined) {
    progress.isBodiless = kind === response && isBodiless(status, remembered.methods[0])
    remember(remembered, kind === response, bytes, start, status)
  }
  return progress.isBodiless ? body - start
    : isChunked ? chunkedLength(bytes, start, body, end, progress)
    : contentLength >= 0 ? body - start + contentLength
    : kind === response ? untilEnd : body - start
}

/** Whether what is too short for a start line may be the beginning of one, or of an empty line. */
const mayBegin = (bytes: Uint8Array, start: number, end: number): boolean =>
  (end - start < shortestStart && isPrintable(bytes, start, end)) || (end - start === 1 && isAt(carriageReturn, bytes, start, end))

/** Where empty lines end, which some clients send before a request: section 2.2. */
function emptyLinesEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && lineStop(bytes, at, Math.min(end, at + 2)) === at) {
    const next = afterLine(bytes, at, end)
    // A carriage return at the end may be half of a line end.
    if (next === end && !isAt(lineFeed, bytes, next - 1, next)) return at
    at = next
  }
  return at
}

const isBodiless = (status: number, method: Remembered['methods'][number] | undefined) =>
  status < 200 || status === 204 || status === 304 || method === 'HEAD' || (method === 'CONNECT' && status < 300)

/** Notes what the head of a message tells about those to come. */
function remember(remembered: Remembered, isResponse: boolean, bytes: Uint8Array, start: number, status: number): void {
  const { methods } = remembered
  if (!isResponse) {
    const method = isAt(headMethod, bytes, start, bytes.length) ? 'HEAD' : isAt(connect, bytes, start, bytes.length) ? 'CONNECT' : 'other'
    if (method === 'CONNECT') remembered.port = portOf(bytes, start)
    if (methods.length < mostPipelined) methods.push(method)
    return
  }
  if (status === 101) {
    remembered.headers = upgradeHeaders(bytes, afterLine(bytes, lineStop(bytes, start, bytes.length), bytes.length), bytes.length)
    remembered.switched = upgradeOf(remembered.headers)
  } else if (methods[0] === 'CONNECT' && status >= 200 && status < 300)
    remembered.switched = remembered.port === undefined ? [] : [['tcp.port', remembered.port]]
  // An interim response is followed by another.
  if (status >= 200) methods.shift()
}

/** Another protocol follows a CONNECT and an Upgrade: RFC 9110, sections 9.3.6 and 7.8. */
export const switches = {
  tables: ['http.upgrade', 'tcp.port'],
  to: ({ both }: StreamMemory) => (both.http as Remembered | undefined)?.switched,
  leaves: ({ both }: StreamMemory) => {
    const { headers } = (both.http ?? {}) as Partial<Remembered>
    return headers === undefined ? tunneling() : leaving(headers)
  },
}

/** The port that a CONNECT asks for: `CONNECT example.test:443 HTTP/1.1`. */
function portOf(bytes: Uint8Array, start: number): number | undefined {
  const line = asciiText(bytes, start, lineStop(bytes, start, Math.min(bytes.length, start + longestTarget)))
  const [, port] = /^CONNECT \S+:(\d{1,5})(?: |$)/.exec(line) ?? []
  return port === undefined ? undefined : Number(port)
}

/** The protocols that an Upgrade names, without case. */
function upgradeOf(headers: UpgradeHeaders): Remembered['switched'] {
  return (headers.get('upgrade') ?? '').split(',', mostUpgrades).map((word) => ['http.upgrade', word.trim().toLowerCase()] as const)
}

const longestTarget = 1024
const mostUpgrades = 8

function chunkedLength(bytes: Uint8Array, start: number, body: number, end: number, progress: FramingProgress): number {
  let at = Math.max(body, start + progress.looked)
  while (at < end) {
    const next = wholeChunkEnd(bytes, at, end)
    if (next === undefined) return unfinished
    // What is no chunk ends the message.
    if (next === at || isLastChunk(bytes, at, end)) return next - start
    at = next
    progress.looked = at - start
  }
  return unfinished
}

const headMethod = octets('HEAD ')
const connect = octets('CONNECT ')
const lineFeed = octets('\n')
const carriageReturn = octets('\r')
/** Fewer bytes may be the beginning of a start line that goes on in the next segment. */
const shortestStart = 'HTTP/1.1 200'.length
/** Limit of requests that wait for their responses. */
const mostPipelined = 1024
