/** Which packets a command handles: its filters and limits. */
import { UsageError } from '../../../usage-error.ts'
import type { Values } from '../../options.ts'

export type Language = 'display' | 'capture'

export interface FilterPlan {
  readonly display: string | undefined
  readonly capture: string | undefined
  /** The file of the capture filter (`-F`); then `capture` is undefined. */
  readonly captureFile: string | undefined
  /** A filter in either language. */
  readonly words: readonly string[]
  /** The language of words that are valid in both. */
  readonly preferred: Language
  /** Whether the language found for the words is reported. */
  readonly verbose: boolean
}

/** Throws UsageError. */
export function filterPlan(values: Values, words: readonly string[], preferred: Language): FilterPlan {
  const { 'display-filter': display, 'capture-filter': capture, 'filter-file': captureFile } = values
  if (capture !== undefined && captureFile !== undefined)
    throw new UsageError('-f and -F both give a capture filter: use one of them')
  return { display, capture, captureFile, words, preferred, verbose: values.verbose !== undefined }
}

export interface Limits {
  readonly packets: number
  /** Bytes of each packet; 0 for all. */
  readonly snapLength: number
}

export function limitsOf({ limit = Infinity, 'snapshot-length': snapLength = 0 }: Values): Limits {
  return { packets: limit, snapLength }
}
