/** No packet passes, or every packet does: both come to packets that must not be. */
import type { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import { FilterParts } from '../../filter/display/parts.ts'
import { durationText } from '../duration.ts'
import type { PlainExpectation } from '../expectation.ts'
import { keptFrame } from '../keptFrame.ts'
import { reasonsWhy } from '../reasons.ts'
import type { Reason } from '../result.ts'
import { outOf, passed, plural, reported, type Verdict, type Watcher } from './watcher.ts'

export class ForbiddenWatcher implements Watcher {
  private readonly filter
  private readonly parts: FilterParts
  private readonly within: number
  /** Whether packets must pass. */
  private readonly wanted: boolean
  private readonly expected: string
  private readonly offending: { readonly frame: Frame, readonly reasons: readonly Reason[] }[] = []
  private offences = 0
  private looked = 0

  constructor({ kind, filter, within }: PlainExpectation) {
    this.filter = compileDisplayFilter(filter)
    this.parts = new FilterParts(filter)
    this.within = within ?? Infinity
    this.wanted = kind === 'only'
    const bound = within === undefined ? '' : `, within ${durationText(within)} of the first packet`
    this.expected = `${this.wanted ? 'only packets that match' : 'no packet that matches'}${bound}`
  }

  take(batch: Batch, index: number, elapsed: number): void {
    if (elapsed > this.within) return
    this.looked++
    if (this.filter.matches(batch, index) === this.wanted) return
    this.offences++
    if (this.offending.length >= mostShown) return
    this.parts.look(batch, index)
    this.offending.push({ frame: keptFrame(batch, index), reasons: this.wanted ? reasonsWhy(this.parts.root) : [] })
  }

  verdict(): Verdict {
    const { offences, offending, looked, wanted, expected } = this
    if (offences === 0) return passed(expected, looked === 0 ? 'no packets at all' : wanted ? `all ${plural(looked, 'packet')}` : `none of ${plural(looked, 'packet')}`)
    const does = offences === 1
    return {
      passed: false, expected, relation: 'offending',
      found: `${outOf(offences, looked)} ${wanted ? (does ? 'does not match' : 'do not match') : does ? 'matches' : 'match'}`,
      remarks: [],
      packets: offending.map(({ frame, reasons }) => reported(frame, reasons)),
    }
  }
}

const mostShown = 5
