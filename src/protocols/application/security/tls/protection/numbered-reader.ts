/** Opens the records of one direction in their order, and goes on after some that are missing. */
import type { Opener, SealedRecord } from './ciphers/index.ts'

export class NumberedReader {
  /** The number of the next record. */
  private sequence: number
  private failures = 0
  private attempts = mostAttempts

  constructor(
    private readonly opener: Opener,
    sequence = 0,
  ) {
    this.sequence = sequence
  }

  /** The text of a record; undefined if these keys do not open it. */
  open(record: SealedRecord): Uint8Array | undefined {
    if (this.failures > mostFailures) return undefined
    const further = Math.min(mostFurther + this.failures, this.attempts)
    const opened = this.opener.open(record, this.sequence, further)
    if (opened === undefined) {
      // It may be one that nobody counted, or one of those that were: the numbers after it are tried either way.
      this.failures++
      this.attempts -= further
      return undefined
    }
    this.sequence = opened.sequence + 1
    this.failures = 0
    this.attempts = mostAttempts
    return opened.bytes
  }
}

/** Sequence numbers that are tried after the next one. */
const mostFurther = 32
/** The same in a row of records that none opens. */
const mostAttempts = 1024
/** Records in a row that do not open, after which the keys are given up. */
const mostFailures = 1000
