/** The HTTP requests, up to a limit. */
import type { BegunMessage } from '../../packet/gain.ts'
import { bodyLength, protocols } from '../../protocols/index.ts'
import type { View } from '../../schema/index.ts'
import type { Request } from '../summary.ts'

/** A request; times are packet timestamps. */
export class RequestRecord {
  method: string | undefined = undefined
  url: string | undefined = undefined
  version: string | undefined = undefined
  host: string | undefined = undefined
  time = NaN
  requestEnd = NaN
  requestBytes = 0
  requestType: string | undefined = undefined
  requestPacket: number | undefined = undefined
  status: number | undefined = undefined
  reason: string | undefined = undefined
  grpcStatus: number | undefined = undefined
  readonly interim: number[] = []
  responseType: string | undefined = undefined
  /** NaN if unknown. */
  responseBytes = NaN
  /** The messages as far as they are there, if that is not all of them. */
  requestSoFar: BegunMessage | undefined = undefined
  responseSoFar: BegunMessage | undefined = undefined
  responsePacket: number | undefined = undefined
  firstByte = NaN
  lastByte = NaN
  pipelined = false
  complete = false
  unknownRequest = false
  unknownResponse = false

  constructor(readonly connection: number) {}
}

export class Requests {
  readonly kept: RequestRecord[] = []
  left = 0
  private readonly beyond = new RequestRecord(0)

  constructor(private readonly most: number) {}

  /** Adds a request; those beyond the limit are counted, and share one record that is not listed. */
  begin(connection: number): RequestRecord {
    if (this.kept.length >= this.most) {
      this.left++
      return this.beyond
    }
    const request = new RequestRecord(connection)
    this.kept.push(request)
    return request
  }

  summary(): Request[] {
    return this.kept.map((request) => ({
      connection: request.connection,
      method: request.method,
      url: request.url,
      version: request.version,
      host: request.host,
      at: definedTime(request.time),
      requestBytes: bytesOf(request.requestSoFar) ?? request.requestBytes,
      requestType: request.requestType,
      status: request.status,
      reason: request.reason,
      interim: [...request.interim],
      grpcStatus: request.grpcStatus,
      responseType: request.responseType,
      responseBytes: bytesOf(request.responseSoFar) ?? known(request.responseBytes),
      firstByte: definedTime(request.firstByte - request.requestEnd),
      duration: definedTime(request.lastByte - request.requestEnd),
      pipelined: request.pipelined,
      complete: request.complete,
      unknownRequest: request.unknownRequest,
      unknownResponse: request.unknownResponse && request.status === undefined,
      requestPacket: request.requestPacket,
      responsePacket: request.responsePacket,
    }))
  }
}

const known = (bytes: number): number | undefined => (Number.isNaN(bytes) ? undefined : bytes)

/** How much of the body of a message is there; undefined if it is not known. */
function bytesOf(message: BegunMessage | undefined): number | undefined {
  const bytes = message?.soFar.bytes()
  if (bytes === undefined || bytes.length === 0) return undefined
  return bodyLength(protocols.http.view(bytes, 0, bytes.length) as unknown as View)
}

/** Seconds rounded to nanoseconds; undefined if unknown. */
export const definedTime = (seconds: number): number | undefined =>
  Number.isNaN(seconds) ? undefined : Math.round(seconds * 1e9) / 1e9

/** A text, truncated to a limit. */
export const kept = <T extends string | undefined>(text: T): T | string =>
  text !== undefined && text.length > longestText ? `${text.slice(0, longestText)}...` : text
const longestText = 2000
/** Limit of interim responses that are listed of a request. */
export const mostInterim = 10
