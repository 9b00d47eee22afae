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
    super(`${reason}\n  ${shown(text)}\n  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`)
  }
}

/** One line, one column for each character: line ends and tabs would move the place away from its mark. */
const shown = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
