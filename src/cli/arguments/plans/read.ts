import { UsageError } from '../../usage-error.ts'
import type { Values } from '../options.ts'
import { filterPlan, type FilterPlan } from './selection.ts'
import { sinksPlan, type SinksPlan } from './sinks.ts'

/** `onwire read`. */
export interface ReadPlan {
  /** `-` is standard input. */
  readonly path: string
  readonly filter: FilterPlan
  readonly sinks: SinksPlan
}

/** Throws UsageError. */
export async function readPlan(values: Values, operands: readonly string[]): Promise<ReadPlan> {
  const [path, ...words] = values.read === undefined ? operands : [values.read, ...operands]
  if (path === undefined) throw new UsageError('read needs a capture file: onwire read FILE, or - for standard input')
  return { path, filter: filterPlan(values, words, 'display'), sinks: await sinksPlan(values) }
}
