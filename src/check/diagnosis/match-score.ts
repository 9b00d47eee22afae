/** How near packets come to passing a filter, and how often each of its conditions was met. */
import type { FilterCondition } from '../../filter/display/explain/conditions.ts'

/** How often the condition of a filter, one that joins no others, was met. */
export interface ConditionCount {
  readonly part: FilterCondition
  /** Packets that met it. */
  met: number
  /** Packets that did not, but have what it asks about. */
  had: number
}

export class MatchScore {
  readonly conditions: ConditionCount[] = []
  private readonly measure: Measure

  constructor(root: FilterCondition) {
    this.measure = this.measureOf(root)
  }

  /** From 0, nothing in common, to 1, which passes: of the packet that the filter looks at, which is counted. */
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
/** What a condition is worth that is not met by what the packet has, and by text that is nearly what it should be. */
const present = 0.5
const nearlyMet = 0.9

/** From 0 to 1: how much of two texts is the same at their beginnings and ends. */
function likeness(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length)
  let front = 0
  while (front < shorter && one[front] === other[front]) front++
  let back = 0
  while (back < shorter - front && one.at(-1 - back) === other.at(-1 - back)) back++
  return (front + back) / Math.max(one.length, other.length, 1)
}
