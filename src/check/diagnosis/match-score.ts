/** Scores how nearly a packet passes a filter, and counts how often each condition was met. */
import type { FilterCondition } from '../../filter/display/explain/conditions.ts'

/** How often one condition of a filter was met; conditions joined by `and` and `or` count separately. */
export interface ConditionCount {
  readonly part: FilterCondition
  /** Packets that met it. */
  met: number
  /** Packets that did not, but have the field it tests. */
  had: number
}

export class MatchScore {
  readonly conditions: ConditionCount[] = []
  private readonly measure: Measure

  constructor(root: FilterCondition) {
    this.measure = this.measureOf(root)
  }

  /** The score of the current packet, from 0 (nothing in common) to 1 (it passes). Counts its conditions. */
  next(): number {
    return this.measure()
  }

  private measureOf(part: FilterCondition): Measure {
    const measures = part.parts.map((each) => this.measureOf(each))
    switch (part.kind) {
      case 'and':
        return () => measures.reduce((sum, measure) => sum + measure(), 0) / measures.length
      case 'or':
        return () => measures.reduce((most, measure) => Math.max(most, measure()), 0)
      case 'xor':
        return () => (measures.reduce((odd, measure) => odd !== (measure() === met), false) ? met : present)
      case 'not':
        return () => (measures[0]!() === met ? 0 : met)
      default:
        return this.ofCondition(part)
    }
  }

  private ofCondition(part: FilterCondition): Measure {
    const count: ConditionCount = { part, met: 0, had: 0 }
    this.conditions.push(count)
    const {
      wanted,
      operands: [operand],
    } = part
    return () => {
      if (part.holds()) {
        count.met++
        return met
      }
      if (operand === undefined) return 0
      if (wanted === undefined) {
        if (!operand.isThere()) return 0
        count.had++
        return present
      }
      const values = operand.values()
      if (values.length === 0) return 0
      count.had++
      return present + (nearlyMet - present) * Math.max(...values.map((value) => likeness(wanted, value.slice(1, -1))))
    }
  }
}

type Measure = () => number

const met = 1
/**
 * The score of a condition whose field is present with another value, and the highest score of text that is nearly
 * equal.
 */
const present = 0.5
const nearlyMet = 0.9

/** From 0 to 1: the share of two texts that their common prefix and suffix cover. */
function likeness(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length)
  let front = 0
  while (front < shorter && one[front] === other[front]) front++
  let back = 0
  while (back < shorter - front && one.at(-1 - back) === other.at(-1 - back)) back++
  return (front + back) / Math.max(one.length, other.length, 1)
}
