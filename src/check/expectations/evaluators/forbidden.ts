/** Evaluates `none` and `only`: both fail at the first packet that violates them. */
import type { Batch } from '../../../files/batch.ts'
import { checkDisplayFilter, compileDisplayFilter } from '../../../filter/display/index.ts'
import { FilterConditions } from '../../../filter/display/explain/conditions.ts'
import type { PlainExpectation } from '../expectation.ts'
import type { PacketLines } from '../../diagnosis/packet-lines.ts'
import { ProtocolCounts } from '../../diagnosis/protocol-counts.ts'
import { mismatchReasons } from '../../diagnosis/mismatch.ts'
import type { ReportedPacket } from '../result.ts'
import { boundText, failed, outOf, passed, plural, reported, type Verdict, type Evaluator } from './evaluator.ts'

export class ForbiddenEvaluator implements Evaluator {
  private readonly filter
  private readonly parts: FilterConditions
  private readonly within: number
  /** Whether packets must pass (`only`) or must not (`none`). */
  private readonly wanted: boolean
  private readonly expected: string
  private readonly offending: ReportedPacket[] = []
  private readonly protocols = new ProtocolCounts()
  private offences = 0
  private looked = 0

  constructor(
    { kind, filter, within }: PlainExpectation,
    private readonly lines: PacketLines,
  ) {
    this.filter = compileDisplayFilter(filter)
    this.parts = new FilterConditions(checkDisplayFilter(filter))
    this.within = within ?? Infinity
    this.wanted = kind === 'only'
    this.expected = `${this.wanted ? 'only packets that match' : 'no packet that matches'}${boundText(within)}`
  }

  take(batch: Batch, index: number, elapsed: number): void {
    if (elapsed > this.within) return
    this.looked++
    if (this.filter.matches(batch, index) === this.wanted) return
    this.offences++
    this.parts.look(batch, index)
    this.protocols.add(this.parts.protocol.name)
    if (this.offending.length >= mostShown) return
    this.offending.push(
      reported(this.lines, batch, index, 'offending', this.wanted ? mismatchReasons(this.parts.root, this.lines) : []),
    )
  }

  get undecided(): number {
    return this.filter.undecided
  }

  verdict(): Verdict {
    const { offences, offending, looked, wanted, expected } = this
    if (offences === 0)
      return passed(
        expected,
        looked === 0
          ? 'no packets at all'
          : wanted
            ? `all ${plural(looked, 'packet')}`
            : `none of ${plural(looked, 'packet')}`,
      )
    const one = offences === 1
    const verb = wanted ? (one ? 'does not match' : 'do not match') : one ? 'matches' : 'match'
    const found = `${outOf(offences, looked)} ${verb}`
    const more = offences - offending.length
    return failed(expected, found, offending, { more, remarks: more === 0 ? [] : [`they are ${this.protocols}`] })
  }
}

const mostShown = 5
