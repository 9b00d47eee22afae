/** The few packets that come nearest to matching a filter, of any number. */
import type { Batch } from '../../files/batch.ts'
import { FilterConditions } from '../../filter/display/explain/conditions.ts'
import { checkDisplayFilter } from '../../filter/display/index.ts'
import { MatchScore, type ConditionCount } from './match-score.ts'
import type { PacketLines } from './packet-lines.ts'
import { ProtocolCounts } from './protocol-counts.ts'
import { plainReason, mismatchReasons } from './mismatch.ts'
import type { Reason, ReportedPacket } from '../expectations/result.ts'
import { reported } from '../expectations/evaluators/evaluator.ts'

/** How many are kept. */
const most = 3

interface Candidate {
  readonly score: number
  readonly packet: ReportedPacket
}

export class Nearest {
  private readonly parts: FilterConditions
  private readonly score: MatchScore
  private candidates: Candidate[] = []
  /** The packets that have nothing of what is asked. */
  readonly protocols = new ProtocolCounts()
  /** How many packets in a row were as near as one that is kept, and for the same reasons. */
  private alike = 0

  constructor(
    filter: string,
    private readonly lines: PacketLines,
  ) {
    this.parts = new FilterConditions(checkDisplayFilter(filter))
    this.score = new MatchScore(this.parts.root)
  }

  get conditions(): readonly ConditionCount[] {
    return this.score.conditions
  }

  /** Takes a packet, and says whether it matches: then it is not one of the nearest. */
  take(batch: Batch, index: number): boolean {
    this.parts.look(batch, index)
    const score = this.score.next()
    if (score === 1) return true
    if (score === 0) this.protocols.add(this.parts.protocol)
    else if (this.isWanted(score)) this.consider(batch, index, score)
    return false
  }

  private consider(batch: Batch, index: number, score: number): void {
    const reasons = mismatchReasons(this.parts.root)
    if (this.candidates.some((other) => other.score === score && sameReasons(other.packet.reasons, reasons)))
      this.alike++
    else this.keep({ score, packet: reported(this.lines, batch, index, 'nearest', reasons) })
  }

  /** Takes a packet that matches, and yet does not count. */
  takeMatching(batch: Batch, index: number, text: string): void {
    if (this.isWanted(matching))
      this.keep({ score: matching, packet: reported(this.lines, batch, index, 'nearest', [plainReason(text)]) })
  }

  /** The nearest first. Those that are much further away than it are left out. */
  packets(): readonly ReportedPacket[] {
    return this.candidates.filter(({ score }) => score >= 0.6 * this.candidates[0]!.score).map(({ packet }) => packet)
  }

  /** Forgets the packets. */
  clear(): void {
    this.candidates = []
    this.alike = 0
  }

  private isWanted(score: number): boolean {
    const { candidates, alike } = this
    const room = candidates.length < most
    const least = candidates.at(-1)?.score ?? 0
    // To find out the reasons takes time: where thousands of packets are the same, another one will hardly be of use.
    return score > least || (room && (score < least || alike < enoughAlike))
  }

  private keep(candidate: Candidate): void {
    const { candidates } = this
    const place = candidates.findIndex(({ score }) => score < candidate.score)
    candidates.splice(place < 0 ? candidates.length : place, 0, candidate)
    candidates.length = Math.min(candidates.length, most)
    this.alike = 0
  }
}

const matching = 2
const enoughAlike = 1000

const sameReasons = (ours: readonly Reason[], theirs: readonly Reason[]) =>
  ours.length === theirs.length && ours.every(({ text }, index) => text === theirs[index]!.text)
