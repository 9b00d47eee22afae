/** Remarks about a capture as a whole, as text. */
import { checkDisplayFilter } from '../../filter/display/index.ts'
import { printable } from '../../text/escape.ts'
import type { ConditionCount } from './match-score.ts'
import { durationText } from '../../text/duration.ts'
import type { Nearest } from './nearest.ts'
import { displayName } from '../../packet/registry/index.ts'
import { plural } from '../expectations/evaluators/evaluator.ts'

/**
 * Remarks about a filter that no packet matches: how often each condition was met, and the protocols there were if no
 * packet comes near.
 */
export function missingRemarks(nearest: Nearest, packets: number): string[] {
  if (packets === 0) return []
  const remarks = [...conditionRemarks(nearest.conditions), ...encryptedRemarks(nearest)]
  return nearest.packets().length > 0 ? remarks : [...remarks, `there were ${nearest.protocols}`]
}

/** The hints about a filter that may surprise, a line each. */
export const hintRemarks = (filter: string): string[] =>
  checkDisplayFilter(filter).hints.map(({ text }) => printable(text))

/** That HTTP was sought and there were packets that may hold it, encrypted. */
function encryptedRemarks({ conditions, encrypted }: Nearest): string[] {
  const seeks = conditions.some(({ part, had }) => had === 0 && part.operands.some(({ text }) => ofHttp.test(text)))
  if (!seeks) return []
  return Array.from(encrypted, ([name, count]) => {
    const are = `${plural(count, 'packet')} ${count === 1 ? 'is' : 'are'} ${displayName(name)}`
    const why = decryptable.has(name) ? 'no secrets are known for it (docs/encrypted.md)' : 'not seen'
    return `${are}: HTTP in ${count === 1 ? 'it' : 'them'} is encrypted, and ${why}`
  })
}

const ofHttp = /^(?:http[23]?|onwire\.http)\b/
/** Those that are decrypted where there are secrets. */
const decryptable: ReadonlySet<string> = new Set(['tls', 'quic'])

function conditionRemarks(conditions: readonly ConditionCount[]): string[] {
  const shown = conditions.slice(0, mostConditions).map((count) => printable(conditionRemark(count, conditions.length)))
  return conditions.length <= mostConditions
    ? shown
    : [...shown, `and ${conditions.length - mostConditions} more conditions`]
}

const mostConditions = 8

function conditionRemark({ part: { kind, text, operands }, met, had }: ConditionCount, conditions: number): string {
  const asked = operands.map((operand) => operand.text).join(' and ')
  if (met > 0) return `${text}: true of ${plural(met, 'packet')}`
  if (had === 0)
    return kind === 'exists' || conditions === 1 ? `no packet has ${asked}` : `${text}: no packet has ${asked}`
  const others =
    had === 1 ? `1 packet has ${asked}, with another value` : `${had} packets have ${asked}, with other values`
  return conditions === 1 ? others : `${text}: true of none; ${others}`
}

/** Why a packet that passes came too late to count. */
export function lateText(elapsed: number, within: number, since: string): string {
  if (Number.isNaN(elapsed)) return 'it matches, but the capture holds no time for it'
  return `it matches, but came ${durationText(elapsed)} after ${since}, later than ${durationText(within)}`
}
