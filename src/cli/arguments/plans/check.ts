import { UsageError } from '../../usage-error.ts'
import type { Values } from '../options.ts'
import { conversationsPlan, type ConversationsPlan } from './parts/conversations.ts'
import { checksPlan, type ChecksPlan } from './parts/checks.ts'
import { inputPlan, type InputPlan } from './parts/inputs.ts'
import { filterPlan, limitsOf, type FilterPlan, type Limits } from './parts/selection.ts'

/** `onwire check`. */
export interface CheckPlan {
  readonly input: InputPlan
  readonly filter: FilterPlan
  readonly limits: Limits
  /** To drop privileges to. Default: the user who invoked sudo. */
  readonly user: string | undefined
  readonly checks: ChecksPlan
  readonly conversations: ConversationsPlan
}

/** Rejects with UsageError. */
export async function checkPlan(values: Values, operands: readonly string[]): Promise<CheckPlan> {
  const plan = inputPlan(values, operands)
  if (plan === undefined)
    throw new UsageError('check needs a capture file: onwire check FILE --expect FILTER, or - for standard input')
  const checks = await checksPlan(values)
  if (checks.expectations.length === 0 && checks.snapshot === undefined)
    throw new UsageError(
      `check needs an expectation: onwire check ${plan.input.paths.join(' ')} --expect 'http.request'`,
    )
  return {
    input: plan.input,
    checks,
    conversations: conversationsPlan(values),
    filter: filterPlan(values, plan.words, 'display'),
    limits: limitsOf(values),
    user: values['relinquish-privileges'],
  }
}
