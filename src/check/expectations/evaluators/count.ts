/** Evaluates how many packets pass a filter. */
import type { Batch } from '../../../files/batch.ts'
import { compileDisplayFilter } from '../../../filter/display/index.ts'
import { parseCountRange, type CountRange } from '../count-range.ts'
import type { CountExpectation } from '../expectation.ts'
import { missingRemarks, lateText } from '../../diagnosis/diagnosis.ts'
import { Nearest } from '../../diagnosis/nearest.ts'
import type { PacketLines } from '../../diagnosis/packet-lines.ts'
import type { ReportedPacket } from '../result.ts'
import { boundText, failed, outOf, passed, reported, type Verdict, type Evaluator } from './evaluator.ts'

export class CountEvaluator implements Evaluator {
  private readonly filter
  private readonly nearest: Nearest
  private readonly within: number
  private readonly comparison: CountRange
  private readonly expected: string
  private readonly matching: ReportedPacket[] = []
  private count = 0
  private late = 0

  /** Throws TypeError for an invalid range. */
  constructor(
    { filter, comparison, within }: CountExpectation,
    private readonly lines: PacketLines,
  ) {
    this.filter = compileDisplayFilter(filter)
    this.nearest = new Nearest(filter, lines)
    this.within = within ?? Infinity
    const parsed = parseCountRange(comparison)
    if (typeof parsed === 'string') throw new TypeError(parsed)
    this.comparison = parsed
    this.expected = `${parsed.text} that ${parsed.text.endsWith(' packet') ? 'matches' : 'match'}${boundText(within)}`
  }

  take(batch: Batch, index: number, elapsed: number): void {
    const wanting = this.count < this.comparison.least
    if (!(wanting ? this.nearest.take(batch, index) : this.filter.matches(batch, index))) return
    if (this.within !== Infinity && !(elapsed <= this.within)) {
      this.late++
      if (wanting) this.nearest.takeMatching(batch, index, lateText(elapsed, this.within, 'the first packet'))
      return
    }
    this.count++
    if (this.matching.length < mostShown) this.matching.push(reported(this.lines, batch, index, 'matching'))
    if (this.count === this.comparison.least) this.nearest.clear()
  }

  get undecided(): number {
    const { count, comparison } = this
    const undecided = this.filter.undecided + this.nearest.undecided
    return count >= comparison.least && count + undecided <= comparison.most ? 0 : undecided
  }

  verdict(packets: number): Verdict {
    const {
      count,
      late,
      comparison: { least, most },
      nearest,
      expected,
    } = this
    const found =
      packets === 0
        ? outOf(0, 0)
        : `${outOf(count, packets)} ${count < 2 ? 'matches' : 'match'}${late > 0 ? `, and ${late} too late` : ''}`
    if (count >= least && count <= most) return passed(expected, outOf(count, packets))
    if (count > most) return failed(expected, found, this.matching, { more: count - this.matching.length })
    return failed(expected, found, nearest.packets(), {
      remarks: count + late === 0 ? missingRemarks(nearest, packets) : [],
    })
  }
}

const mostShown = 5
