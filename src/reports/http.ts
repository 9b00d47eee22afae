/**
 * HTTP/1 on a connection: requests and their responses, matched in the order they come in (RFC 9112, section 9.3.2).
 */
import { urlOf, type Head } from './http-head.ts'
import { bodyOf, MessageReader } from './http-reader.ts'
import { kept, type RequestRecord, type Requests } from './requests.ts'
import type { UnitReader } from '../conversations/unit-stream.ts'

export class HttpConversation {
  readonly client: UnitReader
  readonly server: UnitReader
  /** The connection switches to another protocol: CONNECT and Upgrade. */
  switched = false
  /** The client sent bytes that are not a request. */
  private unknownRequest = false
  /** Requests that await a response. */
  private readonly waiting: RequestRecord[] = []

  constructor(
    private readonly connection: number,
    private readonly origin: string,
    private readonly requests: Requests,
  ) {
    this.client = new RequestReader(this)
    this.server = new ResponseReader(this)
  }

  /** Processes the header section of a request. */
  begin(head: Head, method: string, packet: number, time: number): RequestRecord {
    const request = this.requests.begin(this.connection)
    request.pipelined = this.waiting.length > 0
    request.method = method
    request.host = kept(head.host)
    request.requestType = kept(head.contentType)
    request.url = kept(urlOf(method, head.message.target ?? '', request.host, this.origin))
    request.requestPacket = packet
    request.time = request.requestEnd = time
    if (this.waiting.length < mostWaiting) this.waiting.push(request)
    return request
  }

  /** The request of a response that begins now. */
  get asked(): RequestRecord {
    if (this.waiting.length === 0) {
      const request = this.requests.begin(this.connection)
      request.unknownRequest = this.unknownRequest
      this.waiting.push(request)
    }
    return this.waiting[0]!
  }

  /** Bytes of the client, or of the server, are not a message. */
  unknown(of: 'client' | 'server'): void {
    if (of === 'client') this.unknownRequest = true
    else if (this.waiting[0] !== undefined) this.waiting[0].unknownResponse = true
  }

  answered(): void {
    this.waiting.shift()
  }
}

/** Limit of pending requests per connection. */
const mostWaiting = 100

/** State of both directions: the request of the current message. */
abstract class OneEnd extends MessageReader {
  protected request: RequestRecord | undefined = undefined

  constructor(protected readonly conversation: HttpConversation) {
    super()
  }

  get ended(): boolean {
    return this.conversation.switched
  }

  protected message(_time?: number): void {
    this.request = undefined
  }

  protected lose(): void {
    this.request = undefined
  }
}

class RequestReader extends OneEnd {
  protected head(head: Head, packet: number, time: number): number {
    const { method } = head.message
    if (method === undefined) return Infinity
    this.request = this.conversation.begin(head, method, packet, time)
    return bodyOf(head, 0)
  }

  protected unknown(): void {
    this.conversation.unknown('client')
  }

  protected body(count: number, time: number): void {
    if (this.request === undefined) return
    this.request.requestBytes += count
    if (this.request.responsePacket === undefined) this.request.requestEnd = time
  }
}

class ResponseReader extends OneEnd {
  protected head(head: Head, packet: number, time: number): number {
    const { statusCode: status, reasonPhrase } = head.message
    if (status === undefined) return Infinity
    const request = this.conversation.asked
    if (status >= 100 && status < 200 && status !== 101) {
      if (request.interim.length < mostInterim) request.interim.push(status)
      return 0
    }
    this.request = request
    request.status = status
    request.reason = kept(reasonPhrase)
    request.responseType = kept(head.contentType)
    request.responsePacket = packet
    request.responseBytes = 0
    request.firstByte = request.lastByte = time
    this.conversation.answered()
    if (status === 101 || (request.method === 'CONNECT' && status < 300)) {
      this.conversation.switched = true
      return 0
    }
    if (request.method === 'HEAD' || status === 204 || status === 304) return 0
    return bodyOf(head, Infinity)
  }

  protected unknown(): void {
    this.conversation.unknown('server')
  }

  protected body(count: number, time: number): void {
    if (this.request === undefined) return
    this.request.responseBytes += count
    this.request.lastByte = time
  }

  protected override message(time?: number): void {
    if (this.request !== undefined) {
      this.request.complete = true
      if (time !== undefined) this.request.lastByte = time
    }
    super.message()
  }

  protected override lose(): void {
    if (this.request !== undefined) this.request.responseBytes = NaN
    super.lose()
  }
}

const mostInterim = 10
