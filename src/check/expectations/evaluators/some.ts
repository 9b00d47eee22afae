/** At least one packet passes. */
import type { Batch } from '../../../files/batch.ts'
import type { PlainExpectation } from '../expectation.ts'
import { missingRemarks, lateText } from '../../diagnosis/diagnosis.ts'
import { Nearest } from '../../diagnosis/nearest.ts'
import type { PacketLines } from '../../diagnosis/packet-lines.ts'
import { boundText, failed, outOf, passed, type Verdict, type Evaluator } from './evaluator.ts'

export class SomeEvaluator implements Evaluator {
  private readonly nearest: Nearest
  private readonly within: number
  private readonly expected: string
  private first: number | undefined
  private late = 0

  constructor({ filter, within }: PlainExpectation, lines: PacketLines) {
    this.nearest = new Nearest(filter, lines)
    this.within = within ?? Infinity
    this.expected = `at least one packet that matches${boundText(within)}`
  }

  take(batch: Batch, index: number, elapsed: number): void {
    if (this.first !== undefined) return
    if (!this.nearest.take(batch, index)) return
    if (this.within === Infinity || elapsed <= this.within) {
      this.first = batch.number(index)
      this.nearest.clear()
      return
    }
    this.late++
    this.nearest.takeMatching(batch, index, lateText(elapsed, this.within, 'the first packet'))
  }

  get undecided(): number {
    return this.first === undefined ? this.nearest.undecided : 0
  }

  verdict(packets: number): Verdict {
    const { first, late, nearest, expected } = this
    if (first !== undefined) return passed(expected, `packet ${first}`)
    const found =
      late > 0 ? `${outOf(late, packets)} ${late === 1 ? 'matches' : 'match'}, but too late` : outOf(0, packets)
    return failed(expected, found, nearest.packets(), { remarks: late > 0 ? [] : missingRemarks(nearest, packets) })
  }
}
