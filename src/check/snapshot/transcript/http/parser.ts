/** Parses the HTTP/1 messages of one direction of a connection, however they were segmented: RFC 9112. */
import { Content, type ByteBudget } from '../content.ts'
import { joined } from '../dialog.ts'
import { chunked, type Header, type HttpMessage } from './message.ts'

export class HttpMessages {
  /** What is next in the bytes; `lost` once bytes are missing without which the rest cannot be parsed. */
  private state: 'head' | 'body' | 'chunk' | 'chunk end' | 'trailer' | 'lost' = 'head'
  /** The beginning of an incomplete line or head. */
  private rest: Uint8Array = nothing
  private message: HttpMessage | undefined
  /** Bytes of the body, or of the chunk, that are still to come. */
  private left = 0
  private chunked = false
  /** Whether HTTP has ended. */
  private ended = false

  constructor(
    private readonly listener: HttpListener,
    private readonly budget: ByteBudget,
  ) {}

  /** Takes the next bytes; returns where the bytes after the end of HTTP begin. */
  take(bytes: Uint8Array, from: number, to: number): number {
    if (this.rest.length > 0) {
      const all = joined(this.rest, bytes, from, to)
      this.rest = nothing
      const end = this.read(all, 0, all.length)
      // What is left over is at the end in both.
      return to - (all.length - end)
    }
    return this.read(bytes, from, to)
  }

  gap(length: number): void {
    if (this.state === 'lost') return
    if (this.state !== 'body' || length > this.left) {
      this.state = 'lost'
      this.listener.lost()
      return
    }
    this.message!.body.miss(length)
    this.pass(length)
  }

  private read(bytes: Uint8Array, from: number, to: number): number {
    let at = from
    while (at < to && !this.ended) {
      if (this.state === 'lost') return to
      if (this.state === 'body') {
        const count = Math.min(this.left, to - at)
        this.message!.body.add(bytes, at, at + count)
        at += count
        this.pass(count)
        continue
      }
      const end = this.state === 'head' ? headEnd(bytes, at, to) : lineEnd(bytes, at, to)
      if (end < 0) {
        if (to - at > longestHead) this.gap(Infinity)
        else this.rest = bytes.slice(at, to)
        return to
      }
      this.line(bytes, at, end)
      at = end
    }
    return at
  }

  private line(bytes: Uint8Array, from: number, end: number): void {
    const text = latin(bytes, from, end)
    switch (this.state) {
      case 'head':
        return this.head(text)
      case 'chunk': {
        const [digits] = /^[0-9a-f]{1,8}/i.exec(text) ?? []
        this.left = Number.parseInt(digits ?? '0', 16)
        this.state = digits === undefined ? 'lost' : this.left > 0 ? 'body' : 'trailer'
        return
      }
      case 'chunk end':
        this.state = 'chunk'
        return
      default:
        if (text.trim() === '') this.finish()
        else this.trailed(text)
    }
  }

  private head(text: string): void {
    const [first = '', ...lines] = text
      .replace(/^(\r?\n)+/, '')
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .filter((line) => line !== '')
    if (first === '') return
    if (text.length > this.budget.bytes) return this.gap(Infinity)
    this.budget.bytes -= text.length
    const headers = lines.map(headerIn)
    this.message = { version: 1, first, headers, trailer: [], body: new Content(this.budget), complete: false }
    const length = this.listener.began(this.message)
    this.chunked = length === chunked
    this.left = length === chunked ? 0 : length
    this.state = length === chunked ? 'chunk' : 'body'
    if (length === 0) this.finish()
  }

  private trailed(line: string): void {
    const { budget, message } = this
    if (message === undefined || line.length > budget.bytes) return
    budget.bytes -= line.length
    message.trailer.push(headerIn(line))
  }

  private pass(count: number): void {
    this.left -= count
    if (this.left > 0) return
    if (this.chunked) this.state = 'chunk end'
    else this.finish()
  }

  private finish(): void {
    this.state = 'head'
    if (this.message !== undefined) this.message.complete = true
    this.message = undefined
    this.ended = this.listener.finished()
  }
}

/** Is notified of messages. */
export interface HttpListener {
  /**
   * A head is complete; returns the length of the body: bytes, Infinity until the connection is closed, or `chunked`.
   */
  began(message: HttpMessage): number
  /** The current message is complete; returns whether HTTP ends after it. */
  finished(): boolean
  /** Bytes are missing, so that nothing more can be parsed. */
  lost(): void
}

const longestHead = 1 << 16
const nothing = new Uint8Array(0)

function headerIn(line: string): Header {
  const colon = line.indexOf(':')
  return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}

const latin = (bytes: Uint8Array, from: number, to: number) => latinDecoder.decode(bytes.subarray(from, to))
const latinDecoder = new TextDecoder('latin1')

/** Where the empty line after the headers ends, or -1. */
function headEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(lineFeed, at)
    if (at < 0 || at >= to) return -1
    const next = bytes[at + 1] === carriageReturn ? at + 2 : at + 1
    if (next < to && bytes[next] === lineFeed) return next + 1
  }
}

function lineEnd(bytes: Uint8Array, from: number, to: number): number {
  const at = bytes.indexOf(lineFeed, from)
  return at < 0 || at >= to ? -1 : at + 1
}

const lineFeed = 10
const carriageReturn = 13
