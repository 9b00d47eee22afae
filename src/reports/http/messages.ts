/**
 * HTTP/1 on a connection: requests and their responses, matched in the order they come in (RFC 9112, section 9.3.2).
 */
import type { BegunMessage } from '../../packet/gain.ts'
import { bodyLength, protocols } from '../../protocols/index.ts'
import type { View } from '../../schema/index.ts'
import { bodyOf, headOf, isHead, lineEnds, urlOf, type Head, type HttpMessage, type Origin } from './head.ts'
import { kept, mostInterim, type RequestRecord, type Requests } from './requests.ts'

export type Side = 'client' | 'server'

/** A message of one side that has begun. */
interface Transfer {
  /** Undefined for one that belongs to no request, and for an interim response. */
  readonly record: RequestRecord | undefined
  /** The length of its body in bytes: infinite up to the end of the connection, NaN if its chunks say it. */
  readonly expected: number
  /** Whether it is in a layer, of which there may be more. */
  isShown: boolean
  /** How much of the body is there. */
  length: number
}

export class HttpConversation {
  /** The connection switches to another protocol: CONNECT and Upgrade. */
  switched = false
  /** The request that asked for that with Upgrade. */
  upgraded: RequestRecord | undefined = undefined
  /** The client sent bytes that are not a request. */
  private unknownRequest = false
  /** Requests that await a response. */
  private readonly waiting: RequestRecord[] = []
  private readonly current: Record<Side, Transfer | undefined> = { client: undefined, server: undefined }

  constructor(
    private readonly connection: number,
    private readonly origin: Origin,
    private readonly requests: Requests,
  ) {}

  /** Takes the head of a message that goes on in later packets. */
  begin(message: BegunMessage, head: Uint8Array, by: Side, packet: number, time: number): void {
    this.end(by)
    const transfer = this.head(protocols.http.view(head, 0, head.length), by, packet, time)
    this.current[by] = transfer
    if (transfer.record !== undefined) transfer.record[by === 'client' ? 'requestSoFar' : 'responseSoFar'] = message
  }

  /** Bytes of a message came that is not all there. */
  arrived(by: Side, time: number): void {
    const transfer = this.current[by]
    if (transfer !== undefined && !transfer.isShown) touch(transfer, by, time)
  }

  /** Takes a message that ends in a packet, or the part of one that is there. */
  take(message: HttpMessage, by: Side, packet: number, time: number): void {
    const known = this.current[by]
    if (!isHead(message)) {
      // Some clients send empty lines before a request: RFC 9112, section 2.2.
      const isEmptyLine = known === undefined && lineEnds.has(message.bytes[message.start]!)
      return isEmptyLine ? undefined : this.more(known, message.originalEnd - message.start, by, time)
    }
    if (known === undefined || known.isShown) this.end(by)
    const transfer = this.current[by] ?? this.head(message, by, packet, time)
    transfer.isShown = true
    const length = bodyLength(message as unknown as View)
    if (length === undefined) {
      if (transfer.record !== undefined && by === 'server') transfer.record.responseBytes = NaN
      this.current[by] = undefined
      return
    }
    this.current[by] = transfer
    count(transfer, length, by, time)
    if (message.originalEnd === message.end || length >= transfer.expected) this.complete(by)
  }

  /** Takes bytes that no message begins with: of one whose beginning was shown, or of none. */
  private more(transfer: Transfer | undefined, length: number, by: Side, time: number): void {
    if (transfer?.isShown !== true) {
      if (!this.switched) this.unknown(by)
      return
    }
    // Of chunks whose beginning is missing nobody knows how much is data.
    if (Number.isNaN(transfer.expected)) return touch(transfer, by, time)
    count(transfer, Math.min(transfer.expected, transfer.length + length), by, time)
    if (transfer.length >= transfer.expected) this.complete(by)
  }

  /** Another message begins: what is left of the one before it was sent, though it was not captured. */
  private end(by: Side): void {
    const transfer = this.current[by]
    if (transfer?.isShown === true && Number.isFinite(transfer.expected)) {
      count(transfer, transfer.expected, by, NaN)
      this.complete(by)
    }
    this.current[by] = undefined
  }

  private complete(by: Side): void {
    const record = this.current[by]?.record
    if (record !== undefined && by === 'server') record.complete = true
    this.current[by] = undefined
  }

  private head(message: HttpMessage, by: Side, packet: number, time: number): Transfer {
    const head = headOf(message)
    return by === 'client' ? this.request(head, packet, time) : this.response(head, packet, time)
  }

  private request(head: Head, packet: number, time: number): Transfer {
    const { method, target = '', httpVersion } = head.message
    if (method === undefined) return transferOf(undefined, Infinity)
    const request = this.requests.begin(this.connection)
    request.pipelined = this.waiting.length > 0
    request.method = method
    request.version = kept(httpVersion)
    request.host = kept(head.host)
    request.requestType = kept(head.contentType)
    request.url = kept(urlOf(method, target, request.host, this.origin))
    request.requestPacket = packet
    request.time = request.requestEnd = time
    if (this.waiting.length < mostWaiting) this.waiting.push(request)
    return transferOf(request, bodyOf(head, 0))
  }

  private response(head: Head, packet: number, time: number): Transfer {
    const { statusCode: status, reasonPhrase, httpVersion } = head.message
    if (status === undefined) return transferOf(undefined, Infinity)
    const request = this.asked
    if (status >= 100 && status < 200 && status !== 101) {
      if (request.interim.length < mostInterim) request.interim.push(status)
      return transferOf(undefined, 0)
    }
    request.status = status
    request.version ??= kept(httpVersion)
    request.reason = kept(reasonPhrase)
    request.responseType = kept(head.contentType)
    request.responsePacket = packet
    request.responseBytes = 0
    request.firstByte = request.lastByte = time
    this.waiting.shift()
    if (status === 101) this.upgraded = request
    this.switched ||= status === 101 || (request.method === 'CONNECT' && status < 300)
    const isBodiless = this.switched || request.method === 'HEAD' || status === 204 || status === 304
    return transferOf(request, isBodiless ? 0 : bodyOf(head, Infinity))
  }

  /** The request of a response that begins now. */
  private get asked(): RequestRecord {
    if (this.waiting.length === 0) {
      const request = this.requests.begin(this.connection)
      request.unknownRequest = this.unknownRequest
      this.waiting.push(request)
    }
    return this.waiting[0]!
  }

  /** Bytes of one side are not a message. */
  private unknown(by: Side): void {
    if (by === 'client') this.unknownRequest = true
    else if (this.waiting[0] !== undefined) this.waiting[0].unknownResponse = true
  }
}

const transferOf = (record: RequestRecord | undefined, expected: number): Transfer => ({
  record,
  expected,
  isShown: false,
  length: 0,
})

/** Notes how much of a body is there, and when the last of it came; NaN if that is not known. */
function count(transfer: Transfer, length: number, by: Side, time: number): void {
  transfer.length = length
  const { record } = transfer
  if (record === undefined) return
  if (by === 'client') {
    record.requestSoFar = undefined
    record.requestBytes = length
  } else {
    record.responseSoFar = undefined
    record.responseBytes = length
  }
  if (!Number.isNaN(time)) touch(transfer, by, time)
}

function touch({ record }: Transfer, by: Side, time: number): void {
  if (record === undefined) return
  if (by === 'server') record.lastByte = time
  else if (record.responsePacket === undefined) record.requestEnd = time
}

/** Limit of pending requests per connection. */
const mostWaiting = 100
