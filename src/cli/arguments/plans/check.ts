import { UsageError } from '../../usage-error.ts'
import type { Values } from '../options.ts'
import { checksPlan, type ChecksPlan } from './checks.ts'
import { filterPlan, limitsOf, type FilterPlan, type Limits } from './selection.ts'

/** `onwire check`. */
export interface CheckPlan {
  /** `-` is standard input. */
  readonly path: string
  readonly filter: FilterPlan
  readonly limits: Limits
  readonly checks: ChecksPlan
}

/** Rejects with UsageError. */
export async function checkPlan(values: Values, operands: readonly string[]): Promise<CheckPlan> {
  const [path, ...words] = operands
  if (path === undefined)
    throw new UsageError('check needs a capture file: onwire check FILE --expect FILTER, or - for standard input')
  const checks = await checksPlan(values)
  if (checks.expectations.length === 0 && checks.snapshot === undefined)
    throw new UsageError(`check needs an expectation: onwire check ${path} --expect 'http.request'`)
  return { path, checks, filter: filterPlan(values, words, 'display'), limits: limitsOf(values) }
}
