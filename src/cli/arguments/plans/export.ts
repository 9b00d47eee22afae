/** `onwire export`. */
import { objectKinds, type ObjectKind } from '../../../conversations/objects/kinds.ts'
import { UsageError } from '../../usage-error.ts'
import type { Values } from '../options.ts'
import { conversationsPlan, type ConversationsPlan } from './parts/conversations.ts'
import { inputPlan, type InputPlan } from './parts/inputs.ts'
import { filterPlan, type FilterPlan } from './parts/selection.ts'

export interface ExportPlan {
  readonly input: InputPlan
  readonly filter: FilterPlan
  readonly conversations: ConversationsPlan
  readonly kinds: readonly ObjectKind[]
  readonly directory: string
  /** Whether the folder may have files in it. */
  readonly force: boolean
  readonly format: 'table' | 'json'
  /** To drop privileges to. Default: the user who invoked sudo. */
  readonly user: string | undefined
}

/** Throws UsageError. */
export function exportPlan(values: Values, operands: readonly string[]): ExportPlan {
  const plan = inputPlan(values, operands)
  if (plan === undefined)
    throw new UsageError('export needs a capture file: onwire export FILE -d DIR, or - for standard input')
  const { directory, force = false, format } = values
  if (directory === undefined)
    throw new UsageError(`export needs a folder to write to: onwire export ${plan.input.paths.join(' ')} -d DIR`)
  return {
    user: values['relinquish-privileges'],
    input: plan.input,
    filter: filterPlan(values, plan.words, 'display'),
    conversations: conversationsPlan(values),
    kinds: kindsOf(values.objects),
    directory,
    force,
    format: format === 'json' ? 'json' : 'table',
  }
}

function kindsOf(names: readonly string[] | undefined): readonly ObjectKind[] {
  if (names === undefined) return objectKinds
  if (names.length === 0) throw new UsageError(`--objects takes the names of protocols: ${objectKinds.join(', ')}`)
  return names.map((name) => {
    const kind = objectKinds.find((each) => each === name.toLowerCase())
    if (kind !== undefined) return kind
    throw new UsageError(
      `--objects: onwire finds the files that these protocols transfer: ${objectKinds.join(', ')}; ` +
        `not those of ${JSON.stringify(name)}`,
    )
  })
}
