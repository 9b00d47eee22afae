/** So many packets pass. */
import type { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import { parseComparison, type Comparison } from '../comparison.ts'
import { durationText } from '../duration.ts'
import type { CountExpectation } from '../expectation.ts'
import { conditionRemarks, lateText } from '../findings.ts'
import { keptFrame } from '../keptFrame.ts'
import { Nearest } from '../nearest.ts'
import { outOf, passed, reported, type Verdict, type Watcher } from './watcher.ts'

export class CountWatcher implements Watcher {
  private readonly filter
  private readonly nearest: Nearest
  private readonly within: number
  private readonly comparison: Comparison
  private readonly expected: string
  private readonly matching: Frame[] = []
  private count = 0
  private late = 0

  /** Throws TypeError for a comparison that is none. */
  constructor({ filter, comparison, within }: CountExpectation) {
    this.filter = compileDisplayFilter(filter)
    this.nearest = new Nearest(filter)
    this.within = within ?? Infinity
    const parsed = parseComparison(comparison)
    if (typeof parsed === 'string') throw new TypeError(parsed)
    this.comparison = parsed
    const bound = within === undefined ? '' : `, within ${durationText(within)} of the first packet`
    this.expected = `${parsed.text} that ${parsed.least === 1 && parsed.most === 1 ? 'matches' : 'match'}${bound}`
  }

  take(batch: Batch, index: number, elapsed: number): void {
    const wanting = this.count < this.comparison.least
    if (!this.filter.matches(batch, index)) {
      if (wanting) this.nearest.take(batch, index)
      return
    }
    if (this.within !== Infinity && !(elapsed <= this.within)) {
      this.late++
      if (wanting) this.nearest.takePassing(batch, index, lateText(elapsed, this.within, 'the first packet'))
      return
    }
    this.count++
    if (this.matching.length < mostShown) this.matching.push(keptFrame(batch, index))
    if (this.count === this.comparison.least) this.nearest.clear()
  }

  verdict(packets: number): Verdict {
    const { count, late, comparison: { least, most }, nearest, expected } = this
    const found = packets === 0 ? outOf(0, 0) : `${outOf(count, packets)} ${count === 1 ? 'matches' : 'match'}${late > 0 ? `, and ${late} too late` : ''}`
    if (count >= least && count <= most) return passed(expected, outOf(count, packets))
    if (count > most) return { passed: false, expected, found, remarks: [], relation: 'matching', packets: this.matching.map((frame) => reported(frame)) }
    return {
      passed: false, expected, found, relation: 'nearest',
      remarks: count + late === 0 ? conditionRemarks(nearest.conditions, packets) : [],
      packets: nearest.packets().map(({ frame, reasons }) => reported(frame, reasons)),
    }
  }
}

const mostShown = 5
