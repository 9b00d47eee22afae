/** Code made at run time, where that is allowed: on web pages a content security policy may forbid it. */

/** Whether functions may be made. Settled by the first attempt that is refused, or by the program. */
let isAllowed = true

/**
 * Whether onwire may make functions at run time, from protocol definitions and filters, as it does by default. They are
 * faster; the results are the same. Where a content security policy or a setting of the runtime refuses them, the first
 * attempt shows it and there is no second one; a page whose policy reports violations calls this with false before it
 * decodes or compiles anything, and there is no attempt at all. What was made before stays as it is.
 */
export function allowCodeGeneration(allowed: boolean): void {
  isAllowed = allowed
}

/**
 * A function with these parameters and this body, whose last line may be a `sourceURL` comment; undefined where
 * functions may not be made, or the body is not valid.
 */
export function generated<F>(parameters: readonly string[], body: string): F | undefined {
  if (!isAllowed) return undefined
  try {
    return new Function(...parameters, body) as F
  } catch (error) {
    // A body that is not valid, or nested too deeply, says nothing of the others.
    const { name } = error as Error
    if (name !== 'SyntaxError' && name !== 'RangeError') isAllowed = false
    return undefined
  }
}

/** The name of code made at run time in profiles and stack traces; one with a space in it would be ignored. */
export const sourceUrl = (name: string): string => `onwire/${encodeURIComponent(name)}`
