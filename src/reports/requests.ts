/** The HTTP requests, up to a limit. */
import type { Request } from './summary.ts'

/** A request; times are packet timestamps. */
export class RequestRecord {
  method: string | undefined = undefined
  url: string | undefined = undefined
  host: string | undefined = undefined
  time = NaN
  requestEnd = NaN
  requestBytes = 0
  requestType: string | undefined = undefined
  requestPacket: number | undefined = undefined
  status: number | undefined = undefined
  reason: string | undefined = undefined
  readonly interim: number[] = []
  responseType: string | undefined = undefined
  /** NaN if unknown. */
  responseBytes = NaN
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
      host: request.host,
      at: definedTime(request.time),
      requestBytes: request.requestBytes,
      requestType: request.requestType,
      status: request.status,
      reason: request.reason,
      interim: [...request.interim],
      responseType: request.responseType,
      responseBytes: Number.isNaN(request.responseBytes) ? undefined : request.responseBytes,
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

/** Seconds rounded to nanoseconds; undefined if unknown. */
export const definedTime = (seconds: number): number | undefined =>
  Number.isNaN(seconds) ? undefined : Math.round(seconds * 1e9) / 1e9

/** A text, truncated to a limit. */
export const kept = <T extends string | undefined>(text: T): T | string =>
  text !== undefined && text.length > longestText ? `${text.slice(0, longestText)}...` : text
const longestText = 2000
