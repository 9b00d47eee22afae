import { UsageError } from '../../usage-error.ts'
import type { Values } from '../options.ts'
import { conversationsPlan, type ConversationsPlan } from './parts/conversations.ts'
import { inputPlan, type InputPlan } from './parts/inputs.ts'
import { filterPlan, type FilterPlan } from './parts/selection.ts'
import { sinksPlan, type SinksPlan } from './parts/sinks.ts'

/** `onwire read`. */
export interface ReadPlan {
  readonly input: InputPlan
  readonly filter: FilterPlan
  readonly sinks: SinksPlan
  /** To drop privileges to. Default: the user who invoked sudo. */
  readonly user: string | undefined
  readonly verbose: boolean
  readonly conversations: ConversationsPlan
  /** Whether the files are read twice. */
  readonly twoPass: boolean
}

/** Throws UsageError. */
export async function readPlan(values: Values, operands: readonly string[]): Promise<ReadPlan> {
  const plan = inputPlan(values, values.read === undefined ? operands : [values.read, ...operands])
  if (plan === undefined) throw new UsageError('read needs a capture file: onwire read FILE, or - for standard input')
  return {
    input: plan.input,
    filter: filterPlan(values, plan.words, 'display'),
    sinks: await sinksPlan(values),
    user: values['relinquish-privileges'],
    verbose: (values.verbose ?? 0) > 0,
    conversations: conversationsPlan(values),
    twoPass: twoPass(values, plan.input),
  }
}

/** Throws UsageError for what cannot be read twice. */
function twoPass(values: Values, { paths }: InputPlan): boolean {
  if (values['two-pass'] !== true) return false
  if (paths.includes('-')) throw new UsageError('--two-pass reads files twice, and standard input cannot be read twice')
  return true
}
