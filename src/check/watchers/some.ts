/** At least one packet passes. */
import type { Batch } from '../../files/batch.ts'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import { durationText } from '../duration.ts'
import type { PlainExpectation } from '../expectation.ts'
import { conditionRemarks, lateText } from '../findings.ts'
import { Nearest } from '../nearest.ts'
import { outOf, passed, reported, type Verdict, type Watcher } from './watcher.ts'

export class SomeWatcher implements Watcher {
  private readonly filter
  private readonly nearest: Nearest
  private readonly within: number
  private readonly expected: string
  private first: number | undefined
  private late = 0

  constructor({ filter, within }: PlainExpectation) {
    this.filter = compileDisplayFilter(filter)
    this.nearest = new Nearest(filter)
    this.within = within ?? Infinity
    this.expected = `at least one packet that matches${within === undefined ? '' : `, within ${durationText(within)} of the first packet`}`
  }

  take(batch: Batch, index: number, elapsed: number): void {
    if (this.first !== undefined) return
    if (!this.filter.matches(batch, index)) return this.nearest.take(batch, index)
    if (this.within === Infinity || elapsed <= this.within) {
      this.first = batch.number(index)
      this.nearest.clear()
      return
    }
    this.late++
    this.nearest.takePassing(batch, index, lateText(elapsed, this.within, 'the first packet'))
  }

  verdict(packets: number): Verdict {
    const { first, late, nearest, expected } = this
    if (first !== undefined) return passed(expected, `packet ${first}`)
    return {
      passed: false, expected, relation: 'nearest',
      found: late > 0 ? `${outOf(late, packets)} ${late === 1 ? 'matches' : 'match'}, but too late` : outOf(0, packets),
      remarks: late > 0 ? [] : conditionRemarks(nearest.conditions, packets),
      packets: nearest.packets().map(({ frame, reasons }) => reported(frame, reasons)),
    }
  }
}
