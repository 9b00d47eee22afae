/** What frames of HTTP/2 and HTTP/3 say of the streams they are of, for who puts requests and responses together. */
import type { Header } from './headers.ts'

export interface HttpStreamFrame {
  readonly streamId: number
  /** Those that a message begins with, or its trailers. */
  readonly headers?: readonly Header[] | undefined
  /** Octets of a body. */
  readonly dataLength?: number | undefined
  /** Whether it ends its direction of the stream. */
  readonly isLast: boolean
}
