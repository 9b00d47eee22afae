/** Why a packet does not pass a filter: the conditions that failed, and the values the packet has instead. */
import type { FilterCondition, FilterOperand } from '../../filter/display/explain/conditions.ts'
import { printable } from '../../text/escape.ts'
import { shownValue } from '../../text/secrets.ts'
import type { Reason } from '../expectations/result.ts'

/** Explains the current packet of the filter; with `wanted` false, why it passes. Default: secrets are hidden. */
export function mismatchReasons(part: FilterCondition, { wanted = true, showSecrets = false } = {}): Reason[] {
  const reasons = reasonsOf(part, wanted, showSecrets)
  return reasons.length <= mostReasons
    ? reasons
    : [...reasons.slice(0, mostReasons), plainReason(`and ${reasons.length - mostReasons} more conditions`)]
}

const mostReasons = 6

/** A reason without a condition. */
export const plainReason = (text: string): Reason => ({ condition: undefined, holds: undefined, text })

function reasonsOf(part: FilterCondition, wanted: boolean, showSecrets: boolean): Reason[] {
  switch (part.kind) {
    // Only the operands whose value differs from the wanted one explain the outcome of `and` and `or`.
    case 'and':
    case 'or':
      return part.parts
        .filter((each) => each.holds() !== wanted)
        .flatMap((each) => reasonsOf(each, wanted, showSecrets))
    case 'xor':
      return part.parts.flatMap((each) => reasonsOf(each, !each.holds(), showSecrets))
    case 'not':
      return reasonsOf(part.parts[0]!, !wanted, showSecrets)
    default:
      return [{ condition: printable(part.text), holds: !wanted, text: printable(explain(part, wanted, showSecrets)) }]
  }
}

function explain({ kind, operands, isGivenUp }: FilterCondition, wanted: boolean, showSecrets: boolean): string {
  if (isGivenUp()) return 'the regular expression takes too much work'
  if (kind === 'exists')
    return operands.map(({ text }) => (wanted ? `the packet has no ${text}` : `the packet has ${text}`)).join(', ')
  const missing = operands.filter((operand) => !operand.isThere())
  if (missing.length > 0) return `the packet has no ${missing.map(({ text }) => text).join(' and no ')}`
  return operands.map((operand) => valuesOf(operand, showSecrets)).join(', ')
}

function valuesOf(operand: FilterOperand, showSecrets: boolean): string {
  const values = operand.values().map((value) => (showSecrets ? value : shownIn(operand.text, value)))
  const list = values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`
  return `${operand.text} was ${list}`
}

/** A value of an operand, such as `lower(http.cookie)`, without secrets of the fields in it; in quotes if it was. */
function shownIn(operand: string, value: string): string {
  const [, quote, text] = /^("?)(.*)\1$/s.exec(value)!
  const shown = (operand.match(/[a-z_][\w.-]*\w/gi) ?? []).reduce((hidden, name) => shownValue(name, hidden), text!)
  return `${quote}${shown}${quote}`
}
