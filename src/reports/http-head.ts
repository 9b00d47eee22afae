/** The header section of an HTTP/1 message: its end, and the headers used. */
import { protocols } from '../protocols/index.ts'

type Message = ReturnType<typeof protocols.http.view>

/** A header section, with the first value of each header used. */
export interface Head {
  readonly message: Message
  host: string | undefined
  contentType: string | undefined
  contentLength: number | undefined
  transferCoding: string | undefined
}

/**
 * Whether a message begins at `from`, or after empty lines, which some clients send before a request (RFC 9112, section
 * 2.2).
 */
export function beginsHttp(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  for (let line; (line = lineEnd(bytes, at, Math.min(to, at + 2))) >= 0 && isEmptyLine(bytes, at, line);) at = line
  return isHead(protocols.http.view(bytes, at, to))
}

export const isHead = ({ method, statusCode }: Message): boolean => method !== undefined || statusCode !== undefined

/** Reads the headers in one pass, since decoding a header name allocates a string. */
export function headOf(message: Message): Head {
  const head: Head = {
    message,
    host: undefined,
    contentType: undefined,
    contentLength: undefined,
    transferCoding: undefined,
  }
  for (const header of message.headers) {
    switch (header.name.toLowerCase()) {
      case 'host':
        head.host ??= header.value
        break
      case 'content-type':
        head.contentType ??= header.value
        break
      case 'content-length':
        head.contentLength ??= header.contentLength
        break
      case 'transfer-encoding':
        head.transferCoding ??= header.value
        break
    }
  }
  return head
}

/** RFC 9112, section 3.2: a request target is a path, an absolute URL, or host and port for CONNECT. */
export function urlOf(method: string | undefined, target: string, host: string | undefined, origin: string): string {
  return method === 'CONNECT' || /^[a-z][a-z0-9+.-]*:\/\//i.test(target)
    ? target
    : `http://${host || origin}${target.startsWith('/') ? '' : '/'}${target}`
}

/** The end of the empty line after the headers, or -1. */
export function headEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = lineEnd(bytes, from, to); at >= 0;) {
    const next = lineEnd(bytes, at, to)
    if (next >= 0 && isEmptyLine(bytes, at, next)) return next
    at = next
  }
  return -1
}

/** The end of the line at `from`, including its line terminator, or -1. */
export function lineEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (bytes[at] === lineFeed) return at + 1
  return -1
}

/** Whether the line from `from` to `to` is empty. */
export const isEmptyLine = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from === 1 || (to - from === 2 && bytes[from] === carriageReturn)

export const lineFeed = 10
const carriageReturn = 13
