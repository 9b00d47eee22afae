/** The capture files of a command. */
import { statSync } from 'node:fs'
import type { Values } from '../../options.ts'

export interface InputPlan {
  /** At least one; `-` is standard input. */
  readonly paths: readonly string[]
  /** In order of time, or one after the other. */
  readonly order: 'time' | 'append'
}

/**
 * Splits operands into files and a filter: the first is a file, and so are those after it that name one. Undefined
 * without operands.
 */
export function inputPlan(
  { append }: Values,
  [path, ...more]: readonly string[],
): { readonly input: InputPlan; readonly words: readonly string[] } | undefined {
  if (path === undefined) return undefined
  const other = more.findIndex((word) => word !== '-' && !isFile(word))
  const count = other < 0 ? more.length : other
  const input: InputPlan = { paths: [path, ...more.slice(0, count)], order: append ? 'append' : 'time' }
  return { input, words: more.slice(count) }
}

/** Whether a word names a file. A folder is no capture: `tcp` may be a filter where there is one of that name. */
export function isFile(word: string): boolean {
  try {
    return statSync(word, { throwIfNoEntry: false })?.isDirectory() === false
  } catch {
    // A filter may be longer than any name, and a folder on the way may be closed to us.
    return false
  }
}
