import { blanked, printable } from '../text/escape.ts'

/** A filter that is not understood: what is wrong, and where in its text. */
export class FilterError extends Error {
  override readonly name = 'FilterError'

  constructor(
    /** What is wrong, in one line. */
    readonly reason: string,
    /** The filter. */
    readonly text: string,
    /** The place in `text`: offsets of its first character and of the one after its last. */
    readonly start: number,
    readonly end: number,
  ) {
    super(`${printable(reason)}\n  ${blanked(text)}\n  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`)
  }
}
