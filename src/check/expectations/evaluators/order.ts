/** Evaluates an order: packets pass the filters one after the other. */
import type { Batch } from '../../../files/batch.ts'
import { compileDisplayFilter } from '../../../filter/display/index.ts'
import { printable } from '../../../text/escape.ts'
import { durationText } from '../../../text/duration.ts'
import type { OrderExpectation } from '../expectation.ts'
import { lateText } from '../../diagnosis/diagnosis.ts'
import { Nearest } from '../../diagnosis/nearest.ts'
import type { PacketLines } from '../../diagnosis/packet-lines.ts'
import { plainReason } from '../../diagnosis/mismatch.ts'
import type { ReportedPacket } from '../result.ts'
import { failed, passed, plural, reported, type Verdict, type Evaluator } from './evaluator.ts'

/** The packets that passed the first filters, in order, and the time of the first of them in milliseconds. */
interface Way {
  readonly packets: readonly ReportedPacket[]
  readonly began: number
}

export class OrderEvaluator implements Evaluator {
  private readonly texts: readonly string[]
  private readonly filters
  private readonly within: number
  private readonly expected: string
  /**
   * For each number of filters, the best way through that many of them. With a time bound that is the way that began
   * last, since it can
   * continue longest; without one, the first.
   */
  private readonly ways: (Way | undefined)[]
  /** The packets nearest to the filter that comes after the longest way. */
  private nearest: Nearest
  private longest = 0
  private since = 0
  /** For each filter, the first packet that passed it before its turn. */
  private readonly early: (number | undefined)[]

  constructor(
    { filters, within }: OrderExpectation,
    private readonly lines: PacketLines,
  ) {
    if (filters.length === 0) throw new TypeError('an order takes filters, and there are none')
    this.texts = filters
    this.filters = filters.map((filter) => compileDisplayFilter(filter))
    this.within = within ?? Infinity
    this.ways = [{ packets: [], began: NaN }]
    this.early = filters.map(() => undefined)
    this.nearest = new Nearest(filters[0]!, lines)
    const bound = within === undefined ? '' : `, within ${durationText(within)}`
    this.expected = `${plural(filters.length, 'packet')} in this order${bound}`
  }

  private get isDone(): boolean {
    return this.ways[this.filters.length] !== undefined
  }

  take(batch: Batch, index: number, elapsed: number): void {
    if (this.isDone) return
    const { longest } = this
    if (this.within === Infinity) this.step(longest, batch, index, elapsed)
    else this.stepAll(batch, index, elapsed)
    if (this.longest > longest) {
      this.nearest = new Nearest(this.texts[Math.min(this.longest, this.texts.length - 1)]!, this.lines)
      this.since = 0
      return
    }
    this.since++
    this.lookAround(batch, index, elapsed)
  }

  /** From the last filter to the first, so that one packet is not used for two filters. */
  private stepAll(batch: Batch, index: number, elapsed: number): void {
    for (let at = this.filters.length - 1; at >= 0; at--) this.step(at, batch, index, elapsed)
  }

  /** Extends the way by filter `at`, if there is one and the packet passes. */
  private step(at: number, batch: Batch, index: number, elapsed: number): void {
    const way = this.ways[at]
    if (way === undefined || !this.filters[at]!.matches(batch, index)) return
    const began = at === 0 ? elapsed : way.began
    if (this.within !== Infinity && !(elapsed - began <= this.within)) return
    const step = reported(this.lines, batch, index, 'step', [
      plainReason(`step ${at + 1}: ${printable(this.texts[at]!)}`),
    ])
    this.ways[at + 1] = { packets: [...way.packets, step], began }
    this.longest = Math.max(this.longest, at + 1)
  }

  /** Collects what a report needs of a packet that was no step. */
  private lookAround(batch: Batch, index: number, elapsed: number): void {
    const { longest, filters, early } = this
    for (let at = longest + 1; at < filters.length; at++) {
      if (early[at] === undefined && filters[at]!.matches(batch, index)) early[at] = batch.number(index)
    }
    if (!this.nearest.take(batch, index)) return
    const { began } = this.ways[longest]!
    this.nearest.takeMatching(batch, index, lateText(elapsed - began, this.within, 'the first of the order'))
  }

  get undecided(): number {
    return this.isDone ? 0 : this.filters[this.longest]!.undecided
  }

  verdict(packets: number): Verdict {
    const { longest, expected, texts } = this
    if (this.isDone)
      return passed(expected, `packets ${this.ways[texts.length]!.packets.map(({ number }) => number).join(', ')}`)
    const { packets: steps } = this.ways[longest]!
    const awaited = printable(texts[longest]!)
    const missed = `${plural(this.since, 'packet')} matches ${awaited}${this.within === Infinity ? '' : ' in time'}`
    const found =
      packets === 0
        ? 'no packets at all'
        : longest === 0
          ? `none of ${plural(packets, 'packet')} matches the first filter, ${awaited}`
          : `${longest} of them; ${this.since === 0 ? 'then no more packets' : `then none of ${missed}`}`
    return failed(expected, found, [...steps, ...this.nearest.packets()], { remarks: this.earlyRemarks(steps.at(-1)) })
  }

  private earlyRemarks(before: ReportedPacket | undefined): string[] {
    const early = this.early[this.longest]
    if (early === undefined || before === undefined) return []
    return [`packet ${early} matches ${printable(this.texts[this.longest]!)}, but comes before packet ${before.number}`]
  }
}
