/** Why a packet does not pass a filter: which of its conditions are to blame, and what the packet has instead. */
import type { FilterCondition, FilterOperand } from '../filter/display/explain/conditions.ts'
import { printable } from '../text/escape.ts'
import type { Reason } from './result.ts'

/** About the packet that the filter looks at. With `wanted` false, why it passes all the same. */
export function reasonsWhy(part: FilterCondition, wanted = true): Reason[] {
  const reasons = blamed(part, wanted)
  return reasons.length <= mostReasons
    ? reasons
    : [...reasons.slice(0, mostReasons), plainReason(`and ${reasons.length - mostReasons} more conditions`)]
}

const mostReasons = 6

/** A reason that no condition is to blame for. */
export const plainReason = (text: string): Reason => ({ condition: undefined, holds: undefined, text })

function blamed(part: FilterCondition, wanted: boolean): Reason[] {
  switch (part.kind) {
    // What joins with `and` is as wanted if all of it is, what joins with `or` if any of it is.
    case 'and':
    case 'or':
      return part.parts.filter((each) => each.holds() !== wanted).flatMap((each) => blamed(each, wanted))
    case 'xor':
      return part.parts.flatMap((each) => blamed(each, !each.holds()))
    case 'not':
      return blamed(part.parts[0]!, !wanted)
    default:
      return [{ condition: printable(part.text), holds: !wanted, text: printable(blame(part, wanted)) }]
  }
}

function blame({ kind, operands }: FilterCondition, wanted: boolean): string {
  if (kind === 'exists')
    return operands.map(({ text }) => (wanted ? `the packet has no ${text}` : `the packet has ${text}`)).join(', ')
  const missing = operands.filter((operand) => !operand.isThere())
  if (missing.length > 0) return `the packet has no ${missing.map(({ text }) => text).join(' and no ')}`
  return operands.map(valuesOf).join(', ')
}

function valuesOf(operand: FilterOperand): string {
  const values = operand.values()
  return `${operand.text} was ${values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`}`
}
