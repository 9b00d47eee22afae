/** What the head of an HTTP/1 message says. */
import type { protocols } from '../../protocols/index.ts'
import type { ViewOf } from '../../schema/index.ts'

export type HttpMessage = ViewOf<typeof protocols.http>

/** Where requests go that do not say it. */
export interface Origin {
  readonly scheme: 'http' | 'https'
  /** With the port, unless that is the one of the scheme. */
  readonly host: string
}

/** A head, with the first value of each header used. */
export interface Head {
  readonly message: HttpMessage
  host: string | undefined
  contentType: string | undefined
  contentLength: number | undefined
  transferCoding: string | undefined
}

export const isHead = ({ method, statusCode }: HttpMessage): boolean => method !== undefined || statusCode !== undefined

/** Reads the headers in one pass, since decoding a header name allocates a string. */
export function headOf(message: HttpMessage): Head {
  const head: Head = {
    message,
    host: undefined,
    contentType: undefined,
    contentLength: undefined,
    transferCoding: undefined,
  }
  for (const header of message.headers) {
    // A line that was cut has no end.
    if (!lineEnds.has(header.bytes[header.end - 1]!)) break
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

/** Line feed and carriage return. */
export const lineEnds: ReadonlySet<number> = new Set([10, 13])

/** RFC 9112, section 3.2: a request target is a path, an absolute URL, or host and port for CONNECT. */
export function urlOf(method: string | undefined, target: string, host: string | undefined, origin: Origin): string {
  return method === 'CONNECT' || /^[a-z][a-z0-9+.-]*:\/\//i.test(target)
    ? target
    : `${origin.scheme}://${host || origin.host}${target.startsWith('/') ? '' : '/'}${target}`
}

/**
 * The length of the body after a head, RFC 9112 section 6.3; `otherwise` if it does not say; NaN if only the chunks do.
 * With a transfer coding other than chunked, the body lasts until the connection is closed.
 */
export function bodyOf({ transferCoding, contentLength }: Head, otherwise: number): number {
  if (transferCoding === undefined) return contentLength ?? otherwise
  return /(^|,\s*)chunked\s*$/i.test(transferCoding) ? NaN : Infinity
}
