/** What kind of trouble a capture has: stable names, for programs. */
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

/** The five facts of a failure, of which `expected` and `found` become the message. */
export interface CaptureFailure {
  readonly code: CaptureErrorCode
  /** The file, or the name of the interface; undefined where bytes are read that have no name. */
  readonly path?: string | undefined
  /** Bytes from the beginning of the capture (once decompressed) to what is wrong. */
  readonly offset?: number | undefined
  readonly expected: string
  readonly found: string
  /** What to do about it. */
  readonly advice?: string | undefined
  readonly cause?: unknown
}

/**
 * A capture file or an interface that cannot be used, or not any further. What was read before it has been delivered.
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
