import type { Severity } from '../../../reports/index.ts'
import type { ColorMode } from '../../terminal/color.ts'
import { UsageError } from '../../usage-error.ts'
import { defaultColor, defaultFormat } from '../defaults.ts'
import type { Values } from '../options.ts'
import { conversationsPlan, type ConversationsPlan } from './parts/conversations.ts'
import { inputPlan, type InputPlan } from './parts/inputs.ts'
import { refuseIgnored } from './parts/output.ts'
import { filterPlan, limitsOf, type FilterPlan, type Limits } from './parts/selection.ts'

/** `onwire diagnose`. */
export interface DiagnosePlan {
  readonly input: InputPlan
  readonly filter: FilterPlan
  readonly limits: Limits
  readonly conversations: ConversationsPlan
  readonly format: 'text' | 'json' | 'csv'
  readonly color: ColorMode
  /** Shows all findings. */
  readonly all: boolean
  /** Wraps lines at the width of the terminal, if they go to one. */
  readonly wraps: boolean
  /** Severities that make the exit status 1. */
  readonly failing: readonly Severity[]
  /** To drop privileges to. Default: the user who invoked sudo. */
  readonly user: string | undefined
}

/** Throws UsageError. */
export function diagnosePlan(values: Values, operands: readonly string[]): DiagnosePlan {
  const plan = inputPlan(values, operands)
  if (plan === undefined)
    throw new UsageError('diagnose needs a capture file: onwire diagnose FILE, or - for standard input')
  refuseIgnored(values)
  const { format = defaultFormat, color = defaultColor, verbose, wide, 'fail-on': failOn } = values
  return {
    input: plan.input,
    filter: filterPlan(values, plan.words, 'display'),
    limits: limitsOf(values),
    conversations: conversationsPlan(values),
    format: format === 'json' || format === 'csv' ? format : 'text',
    color,
    all: verbose !== undefined,
    wraps: !wide,
    user: values['relinquish-privileges'],
    failing: failOn === undefined ? [] : failOn === 'warning' ? ['error', 'warning'] : ['error'],
  }
}
