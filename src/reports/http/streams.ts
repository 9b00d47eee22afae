/** HTTP/2 and HTTP/3: requests and their responses, matched by stream (RFC 9113, section 5; RFC 9114, section 4). */
import { headerNamed, type HttpMessagePart } from '../../protocols/index.ts'
import type { Side } from './messages.ts'
import { kept, mostInterim, type RequestRecord, type Requests } from './requests.ts'

/** What the headers of a frame say, in the words of all versions of HTTP. */
export interface HttpSaid {
  readonly httpMethod: string | undefined
  readonly httpUrl: string | undefined
  readonly httpStatus: number | undefined
  readonly httpVersion: string | undefined
}

interface Stream {
  readonly record: RequestRecord
  /** Whether the server has ended it: of QUIC that may be seen before what the response begins with. */
  isOver: boolean
}

/** The streams of a connection. */
export class HttpStreams {
  private readonly streams = new Map<number, Stream>()

  /** `upgraded` is the request that HTTP/2 answers on stream 1 after an Upgrade: RFC 7540, section 3.2. */
  constructor(
    private readonly requests: Requests,
    upgraded?: RequestRecord,
  ) {
    if (upgraded === undefined) return
    this.streams.set(1, { record: upgraded, isOver: false })
    upgraded.interim.push(101)
    upgraded.complete = false
  }

  /** Takes a frame; `connection` is the number of the one that a request on a new stream is of. */
  take(part: HttpMessagePart, said: HttpSaid, connection: number, by: Side, packet: number, time: number): void {
    if (!isOfRequest(part)) return
    const { stream, headers, data, isLast } = part
    if (headers !== undefined) this.headers(part, said, connection, packet, time)
    else if (data !== undefined) this.data(stream, data.length, by, time)
    if (isLast) this.end(stream, by)
  }

  /** One direction of a stream ends. */
  end(streamId: number, by: Side): void {
    const stream = this.streams.get(streamId)
    if (stream === undefined) return
    if (by === 'server') stream.isOver = true
    completeIfOver(stream)
  }

  private headers(part: HttpMessagePart, said: HttpSaid, connection: number, packet: number, time: number): void {
    const { stream: streamId, headers } = part
    const { httpMethod, httpStatus = NaN, httpVersion } = said
    if (httpMethod !== undefined) this.request(this.begin(streamId, connection), part, said, packet, time)
    else if (!Number.isNaN(httpStatus)) {
      const stream = this.streams.get(streamId) ?? this.begin(streamId, connection)
      stream.record.version = httpVersion
      this.response(stream.record, part, httpStatus, packet, time)
      completeIfOver(stream)
    }
    const status = headerNamed(headers, 'grpc-status')
    const record = this.streams.get(streamId)?.record
    if (record !== undefined && status !== undefined && /^\d{1,2}$/.test(status)) record.grpcStatus = Number(status)
  }

  private request(
    { record }: Stream,
    { headers }: HttpMessagePart,
    said: HttpSaid,
    packet: number,
    time: number,
  ): void {
    record.method = kept(said.httpMethod)
    record.url = kept(said.httpUrl)
    record.version = said.httpVersion
    record.host = kept(headerNamed(headers, ':authority') ?? headerNamed(headers, 'host'))
    record.requestType = kept(headerNamed(headers, 'content-type'))
    record.requestPacket = packet
    record.time = record.requestEnd = time
  }

  private response(
    record: RequestRecord,
    { headers }: HttpMessagePart,
    status: number,
    packet: number,
    time: number,
  ): void {
    if (status < 200) {
      if (record.interim.length < mostInterim) record.interim.push(status)
      return
    }
    record.status = status
    record.reason = undefined
    record.responseType = kept(headerNamed(headers, 'content-type'))
    record.responsePacket = packet
    record.responseBytes = 0
    record.firstByte = record.lastByte = time
  }

  private data(streamId: number, length: number, by: Side, time: number): void {
    const record = this.streams.get(streamId)?.record
    if (record === undefined) return
    if (by === 'server') {
      record.responseBytes += length
      record.lastByte = time
    } else {
      record.requestBytes += length
      if (record.responsePacket === undefined) record.requestEnd = time
    }
  }

  /** A request on a stream, which is not known if only its response was captured. */
  private begin(streamId: number, connection: number): Stream {
    const stream = { record: this.requests.begin(connection), isOver: false }
    this.streams.delete(streamId)
    this.streams.set(streamId, stream)
    if (this.streams.size > mostStreams) this.streams.delete(this.streams.keys().next().value!)
    return stream
  }
}

/** Whether it is of a stream that a client opens, not of one that a server promises or opens itself. */
const isOfRequest = ({ version, stream, isPromise }: HttpMessagePart): boolean =>
  isPromise !== true && (version === 2 ? stream % 2 === 1 : (stream & 2) === 0)

function completeIfOver({ record, isOver }: Stream): void {
  if (isOver && record.status !== undefined) record.complete = true
}

/** Limit of streams that are remembered in a connection. */
const mostStreams = 256
