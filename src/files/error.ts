/** Stable error codes for programs. */
export type CaptureErrorCode =
  // files
  | 'not-found'
  | 'unreadable'
  | 'not-a-capture'
  | 'damaged'
  | 'truncated'
  | 'unsupported'
  | 'unwritable'
  // interfaces
  | 'no-permission'
  | 'no-such-interface'
  | 'no-engine'
  | 'interface-failed'
  | 'bad-filter'

/** The facts of a failure; the message is made of `expected` and `found`. */
export interface CaptureFailure {
  readonly code: CaptureErrorCode
  /** The file or the interface; undefined for bytes without a name. */
  readonly path?: string | undefined
  /** Byte offset of the error in the capture, after decompression. */
  readonly offset?: number | undefined
  readonly expected: string
  readonly found: string
  /** How to fix it. */
  readonly advice?: string | undefined
  readonly cause?: unknown
}

/**
 * A capture file or an interface that cannot be used, or failed while in use. Frames read before the failure have been
 * delivered.
 */
export class CaptureError extends Error {
  override readonly name = 'CaptureError'
  readonly code: CaptureErrorCode
  readonly path: string | undefined
  readonly offset: number | undefined
  readonly expected: string
  readonly found: string
  readonly advice: string | undefined

  constructor(failure: CaptureFailure) {
    super(messageOf(failure), failure.cause === undefined ? undefined : { cause: failure.cause })
    this.code = failure.code
    this.path = failure.path
    this.offset = failure.offset
    this.expected = failure.expected
    this.found = failure.found
    this.advice = failure.advice
  }
}

function messageOf({ path, offset, expected, found, advice }: CaptureFailure): string {
  const place = [path, offset === undefined ? undefined : `byte ${offset}`]
    .filter((part) => part !== undefined)
    .join(', ')
  return `${place && `${place}: `}expected ${expected}, found ${found}${advice === undefined ? '' : `. ${advice}`}`
}
