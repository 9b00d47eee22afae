/** Reads the HTTP/1 messages of one direction: parses header sections, skips bodies. */
import { protocols } from '../protocols/index.ts'
import { beginsHttp, headEnd, headOf, isEmptyLine, isHead, lineEnd, lineFeed, type Head } from './http-head.ts'
import type { UnitReader } from '../conversations/unit-stream.ts'

/**
 * What follows in the stream: a header section; in a chunked body a chunk size, the line end after a chunk, or the
 * trailer.
 */
type State = 'head' | 'chunk' | 'chunk end' | 'trailer'

export abstract class MessageReader implements UnitReader {
  skip = 0
  private state: State = 'head'
  /** Whether the skipped bytes are a body that ends the message. */
  private sized = false

  abstract readonly ended: boolean

  begins(bytes: Uint8Array, from: number, to: number): boolean {
    this.state = 'head'
    this.sized = false
    if (beginsHttp(bytes, from, to)) return true
    this.stray()
    return false
  }

  read(bytes: Uint8Array, from: number, to: number, packet: number, time: number): number {
    this.skip = 0
    switch (this.state) {
      case 'head': {
        const line = lineEnd(bytes, from, Math.min(to, from + 2))
        if (line >= 0 && isEmptyLine(bytes, from, line)) return line
        const end = headEnd(bytes, from, to)
        if (end < 0) return beginsHttp(bytes, from, to) || to - from < longestMethod ? -1 : this.stray()
        const message = protocols.http.view(bytes, from, end)
        if (!isHead(message)) return this.stray()
        const body = this.head(headOf(message), packet, time)
        if (body === chunked) this.state = 'chunk'
        else if (body === 0) this.message()
        else [this.skip, this.sized] = [body, true]
        return end
      }
      case 'chunk': {
        const stop = lineEnd(bytes, from, to)
        if (stop < 0) return -1
        const [digits] =
          /^[0-9a-f]{1,8}/i.exec(String.fromCharCode(...bytes.subarray(from, Math.min(stop, from + 16)))) ?? []
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
        if (isEmptyLine(bytes, from, stop)) this.end(time)
        return stop
      }
    }
  }

  broken(bytes: Uint8Array, from: number, to: number, packet: number, time: number): void {
    if (this.state !== 'head') return
    if (!beginsHttp(bytes, from, to)) return void this.stray()
    // Only complete lines can be parsed.
    const lines = bytes.lastIndexOf(lineFeed, to - 1) + 1
    this.head(headOf(protocols.http.view(bytes, from, lines > from ? lines : to)), packet, time)
    this.lose()
  }

  close(time: number): void {
    if (this.sized && this.skip === Infinity) this.end(time)
  }

  passed(count: number, time: number): void {
    this.body(count, time)
    this.skip -= count
    if (this.skip === 0 && this.sized) this.end(time)
  }

  private stray(): -2 {
    this.unknown()
    return -2
  }

  private end(time: number): void {
    this.state = 'head'
    this.sized = false
    this.message(time)
  }

  /**
   * Processes a header section; returns the length of the body: 0, a length, Infinity until the connection is closed,
   * or `chunked`.
   */
  protected abstract head(head: Head, packet: number, time: number): number
  /** Called with the number of body bytes received. */
  protected abstract body(count: number, time: number): void
  /** A message is complete. */
  protected abstract message(time?: number): void
  /** Bytes that are not a message were captured where one is expected. */
  protected abstract unknown(): void
  /** The start of the body of the current message is unknown. */
  protected abstract lose(): void
}

/**
 * The length of the body after a header section, RFC 9112 section 6.3; `otherwise` if not specified. With a transfer
 * coding other than chunked, the body lasts until the connection is closed.
 */
export function bodyOf({ transferCoding, contentLength }: Head, otherwise: number): number {
  if (transferCoding === undefined) return contentLength ?? otherwise
  return /(^|,\s*)chunked\s*$/i.test(transferCoding) ? chunked : Infinity
}

const chunked = -1
/** Length of the longest known method: shorter input may still become a header section. */
const longestMethod = 16
