/** HTTP/1 on a connection: requests and their responses, matched in the order they come in (RFC 9112, section 9.3.2). */
import { protocols } from '../protocols/index.ts'
import type { Requests, RequestRecord } from './requests.ts'
import type { Reader } from './stream.ts'

type Head = ReturnType<typeof protocols.http.view>

/** Whether a message begins at `from`. */
export function beginsHttp(bytes: Uint8Array, from: number, to: number): boolean {
  const head = protocols.http.view(bytes, from, to)
  return head.method !== undefined || head.statusCode !== undefined
}

export class HttpConversation {
  readonly client: Reader
  readonly server: Reader
  /** What the two ends speak from now on is something else: CONNECT and Upgrade. */
  switched = false
  /** Requests without a response yet. */
  private waiting: RequestRecord[] = []

  constructor(readonly connection: number, readonly origin: string, private readonly requests: Requests) {
    this.client = new RequestReader(this)
    this.server = new ResponseReader(this)
  }

  /** Takes the head of a request. */
  begin(head: Head, packet: number, time: number): RequestRecord {
    const request = this.requests.begin(this.connection)
    request.pipelined = this.waiting.length > 0
    request.method = head.method
    request.host = kept(headerOf(head, 'host'))
    request.requestType = kept(headerOf(head, 'content-type'))
    request.url = kept(urlOf(head.method, head.target ?? '', request.host, this.origin))
    request.requestPacket = packet
    request.time = request.requestEnd = time
    if (this.waiting.length < mostWaiting) this.waiting.push(request)
    return request
  }

  /** The request that a response which begins now belongs to. */
  get asked(): RequestRecord {
    if (this.waiting.length === 0) this.waiting.push(this.requests.begin(this.connection))
    return this.waiting[0]!
  }

  answered(): void {
    this.waiting.shift()
  }
}

/** Requests of a connection beyond these are not matched. */
const mostWaiting = 100

/** What is next in the bytes: the head of a message; in a chunked body a chunk's size, the line end behind a chunk, or the trailer. */
type State = 'head' | 'chunk' | 'chunk end' | 'trailer'

/** Reads messages of one direction; the body is passed over. */
abstract class MessageReader implements Reader {
  skip = 0
  protected state: State = 'head'
  /** Whether what is passed over is the body of a message that ends behind it. */
  private sized = false

  constructor(protected readonly conversation: HttpConversation) {}

  get ended(): boolean { return this.conversation.switched }

  begins(bytes: Uint8Array, from: number, to: number): boolean {
    this.state = 'head'
    return beginsHttp(bytes, from, to)
  }

  read(bytes: Uint8Array, from: number, to: number, packet: number, time: number): number {
    this.skip = 0
    switch (this.state) {
      case 'head': {
        const end = headEnd(bytes, from, to)
        if (end < 0) return beginsHttp(bytes, from, to) || to - from < shortestHead ? -1 : -2
        if (!beginsHttp(bytes, from, end)) return -2
        const body = this.head(protocols.http.view(bytes, from, end), packet, time)
        if (body === chunked) this.state = 'chunk'
        else if (body === 0) this.message()
        else [this.skip, this.sized] = [body, true]
        return end
      }
      case 'chunk': {
        const stop = lineEnd(bytes, from, to)
        if (stop < 0) return -1
        const [digits] = /^[0-9a-f]{1,8}/i.exec(String.fromCharCode(...bytes.subarray(from, Math.min(stop, from + 16)))) ?? []
        if (digits === undefined) return -2
        this.skip = Number.parseInt(digits, 16)
        this.state = this.skip === 0 ? 'trailer' : 'chunk end'
        return stop
      }
      case 'chunk end': {
        const stop = lineEnd(bytes, from, to)
        if (stop >= 0) this.state = 'chunk'
        return stop
      }
      case 'trailer': {
        const stop = lineEnd(bytes, from, to)
        if (stop < 0) return -1
        if (stop - from <= 2) this.end(time)
        return stop
      }
    }
  }

  broken(bytes: Uint8Array, from: number, to: number, packet: number, time: number): void {
    if (this.state !== 'head' || !beginsHttp(bytes, from, to)) return
    // Only of whole lines it is known what they say.
    const lines = bytes.lastIndexOf(lineFeed, to - 1) + 1
    this.head(protocols.http.view(bytes, from, lines > from ? lines : to), packet, time)
    this.lose()
  }

  close(time: number): void {
    if (this.sized && this.skip === Infinity) this.end(time)
  }

  passed(count: number, _packet: number, time: number): void {
    this.body(count, time)
    this.skip -= count
    if (this.skip === 0 && this.sized) this.end(time)
  }

  private end(time: number): void {
    this.state = 'head'
    this.sized = false
    this.message(time)
  }

  /** Takes a head; returns how long the body is: 0, a length, Infinity until the connection is closed, or `chunked`. */
  protected abstract head(head: Head, packet: number, time: number): number
  /** So many bytes of the body came. */
  protected abstract body(count: number, time: number): void
  /** A message is there to its end. */
  protected abstract message(time?: number): void
  /** Nobody knows where the body of the message at hand begins. */
  protected abstract lose(): void
}

const chunked = -1
/** `GET / HTTP/1.0` without a line end: anything shorter may still become a head. */
const shortestHead = 16

class RequestReader extends MessageReader {
  private request: RequestRecord | undefined = undefined

  protected head(head: Head, packet: number, time: number): number {
    if (head.method === undefined) return Infinity
    this.request = this.conversation.begin(head, packet, time)
    return codingOf(head) ?? lengthOf(head) ?? 0
  }

  protected body(count: number, time: number): void {
    if (this.request === undefined) return
    this.request.requestBytes += count
    if (this.request.responsePacket === undefined) this.request.requestEnd = time
  }

  protected message(): void {
    this.request = undefined
  }

  protected lose(): void {
    this.request = undefined
  }
}

class ResponseReader extends MessageReader {
  private request: RequestRecord | undefined = undefined

  protected head(head: Head, packet: number, time: number): number {
    const status = head.statusCode
    if (status === undefined) return Infinity
    const request = this.conversation.asked
    if (status >= 100 && status < 200 && status !== 101) {
      if (request.interim.length < mostInterim) request.interim.push(status)
      return 0
    }
    this.request = request
    request.status = status
    request.reason = kept(head.reasonPhrase)
    request.responseType = kept(headerOf(head, 'content-type'))
    request.responsePacket = packet
    request.responseBytes = 0
    request.firstByte = request.lastByte = time
    this.conversation.answered()
    if (status === 101 || (request.method === 'CONNECT' && status < 300)) {
      this.conversation.switched = true
      return 0
    }
    if (request.method === 'HEAD' || status === 204 || status === 304) return 0
    return codingOf(head) ?? lengthOf(head) ?? Infinity
  }

  protected body(count: number, time: number): void {
    if (this.request === undefined) return
    this.request.responseBytes += count
    this.request.lastByte = time
  }

  protected message(time?: number): void {
    if (this.request !== undefined) {
      this.request.complete = true
      if (time !== undefined) this.request.lastByte = time
    }
    this.request = undefined
  }

  protected lose(): void {
    if (this.request !== undefined) this.request.responseBytes = NaN
    this.request = undefined
  }
}

const mostInterim = 10

/** RFC 9112, section 6.3: chunked, or another coding, which lasts until the connection is closed. */
function codingOf(head: Head): number | undefined {
  const coding = headerOf(head, 'transfer-encoding')
  return coding === undefined ? undefined : /(^|,\s*)chunked\s*$/i.test(coding) ? chunked : Infinity
}

function lengthOf(head: Head): number | undefined {
  return head.headers.find(({ contentLength }) => contentLength !== undefined)?.contentLength
}

/** The value of the first header of a name in lower case. */
function headerOf(head: Head, name: string): string | undefined {
  return head.headers.find((header) => header.name.toLowerCase() === name)?.value
}

/** A text that is not longer than is worth keeping. */
const kept = <T extends string | undefined>(text: T): T | string => (text !== undefined && text.length > longestText ? `${text.slice(0, longestText)}...` : text)
const longestText = 2000

/** RFC 9112, section 3.2: a target is a path, a whole URL, or for CONNECT a host and a port. */
function urlOf(method: string | undefined, target: string, host: string | undefined, origin: string): string {
  return method === 'CONNECT' || /^[a-z][a-z0-9+.-]*:\/\//i.test(target) ? target : `http://${host || origin}${target.startsWith('/') ? '' : '/'}${target}`
}

/** Where the empty line behind the headers ends, or -1. */
function headEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; (at = bytes.indexOf(lineFeed, at)) >= 0 && at < to; at++) {
    if (bytes[at + 1] === lineFeed && at + 1 < to) return at + 2
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed && at + 2 < to) return at + 3
  }
  return -1
}

/** Where the line that begins at `from` ends, its line end included, or -1. */
function lineEnd(bytes: Uint8Array, from: number, to: number): number {
  const at = bytes.indexOf(lineFeed, from)
  return at < 0 || at >= to ? -1 : at + 1
}

const lineFeed = 10
const carriageReturn = 13
