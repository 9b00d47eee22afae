/** What a frame of HTTP/2 (RFC 9113, section 8.1) or HTTP/3 (RFC 9114, section 4.1) has of the messages of its stream. */
import { nameIn, type View } from '../../../schema/index.ts'
import type { Header } from './http2/headers.ts'
import type { Body } from './http2/stream.ts'
import { errorNames, types } from './http2/names.ts'
import { types as types3 } from './http3/names.ts'

export interface HttpMessagePart {
  readonly version: 2 | 3
  readonly stream: number
  /** A list of headers that is whole: of a request, of a response, or a trailer. */
  readonly headers?: readonly Header[]
  /** The list is that of a request which the server promises to answer; the stream of the answer, in HTTP/2. */
  readonly isPromise?: true
  readonly promised?: number
  /** Bytes of a body, on the memory of the layer. */
  readonly data?: Uint8Array
  /** What is known of the body that goes on or ends. */
  readonly body?: Body
  /** How many of them the capture cut. */
  readonly missing: number
  /** Whether this direction of the stream ends; the headers before its end may still go on. HTTP/3 does not say so. */
  readonly isLast: boolean
  /** Why the stream is given up. */
  readonly reset?: string
  /** The connection in HTTP/3, which may move between endpoints. */
  readonly connection?: object
}

/** Undefined for frames that belong to no message. */
export function messagePartOf(view: View, protocol: string): HttpMessagePart | undefined {
  if (!view.headed) return undefined
  if (protocol === 'http2') return partOfFrame(view)
  return protocol === 'http3' ? partOfLayer(view) : undefined
}

interface Frame {
  readonly type?: number | bigint | undefined
  readonly streamId?: number | undefined
  readonly promisedStreamId?: number | undefined
  readonly flags?: unknown
  readonly data?: Uint8Array | undefined
  readonly error?: number | undefined
}

interface Facts {
  readonly headers?: readonly Header[]
  readonly body?: Body
  readonly streamId?: number
  readonly connection?: object
  readonly isLastData?: true
}

const factsOf = ({ facts }: View): Facts => (facts ?? {}) as Facts

function partOfFrame(view: View & Frame): HttpMessagePart | undefined {
  const { type, streamId = 0, promisedStreamId, flags, data, error = 0 } = view
  const { headers, body } = factsOf(view)
  const isLast = (flags as { readonly endStream?: boolean } | undefined)?.endStream === true
  const part = { version: 2, stream: streamId, missing: 0, isLast, ...(body && { body }) } as const
  switch (type) {
    case types.data:
      return { ...part, data: data ?? nothing, missing: missingIn(view) }
    case types.headers:
    case types.continuation:
      return { ...part, ...(headers && { headers }) }
    case types.pushPromise:
      return headers && { ...part, headers, isPromise: true, ...(promisedStreamId !== undefined && { promised: promisedStreamId }) }
    case types.reset:
      return { ...part, reset: nameIn(errorNames, error) ?? `error ${error}` }
    default:
      return undefined
  }
}

function partOfLayer(view: View & Frame): HttpMessagePart | undefined {
  const { type, data } = view
  const { headers, body, streamId, connection, isLastData = false } = factsOf(view)
  if (streamId === undefined || connection === undefined || type === undefined) return undefined
  const part = { version: 3, stream: streamId, connection, missing: 0, isLast: isLastData, ...(body && { body }) } as const
  if (Number(type) === types3.data) return { ...part, data: data ?? nothing, missing: missingIn(view) }
  if (headers === undefined) return undefined
  return { ...part, headers, ...(Number(type) === types3.pushPromise && { isPromise: true }) }
}

const missingIn = ({ end, originalEnd }: View): number => Math.max(0, originalEnd - end)
const nothing = new Uint8Array(0)
