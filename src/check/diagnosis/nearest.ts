/** Keeps the few packets that come nearest to matching a filter. */
import type { Batch } from '../../files/batch.ts'
import { FilterConditions } from '../../filter/display/explain/conditions.ts'
import { checkDisplayFilter } from '../../filter/display/index.ts'
import { MatchScore, type ConditionCount } from './match-score.ts'
import type { PacketLines } from './packet-lines.ts'
import { ProtocolCounts } from './protocol-counts.ts'
import { plainReason, mismatchReasons } from './mismatch.ts'
import type { Reason, ReportedPacket } from '../expectations/result.ts'
import { reported } from '../expectations/evaluators/evaluator.ts'

/** How many packets are kept. */
const most = 3

interface Candidate {
  readonly score: number
  readonly packet: ReportedPacket
}

export class Nearest {
  private readonly parts: FilterConditions
  private readonly score: MatchScore
  private candidates: Candidate[] = []
  /** The protocols of packets that have none of the tested fields. */
  readonly protocols = new ProtocolCounts()
  /** How many packets in a row scored like one that is kept, for the same reasons. */
  private alike = 0
  /** How many packets there are of protocols that encrypt what they carry, by filter name. */
  readonly encrypted = new Map<string, number>()

  constructor(
    filter: string,
    private readonly lines: PacketLines,
  ) {
    this.parts = new FilterConditions(checkDisplayFilter(filter))
    this.score = new MatchScore(this.parts.root)
  }

  /** How many packets could not be decided, since a regular expression takes too much work. */
  get undecided(): number {
    return this.parts.undecided
  }

  get conditions(): readonly ConditionCount[] {
    return this.score.conditions
  }

  /** Takes a packet and returns whether it matches; a packet that does is not a candidate. */
  take(batch: Batch, index: number): boolean {
    this.parts.look(batch, index)
    const score = this.score.next()
    const { name, isEncrypted } = this.parts.protocol
    if (isEncrypted) this.encrypted.set(name, (this.encrypted.get(name) ?? 0) + 1)
    if (this.parts.isGivenUp) return this.takeGivenUp(batch, index)
    if (score === 1) return true
    if (score === 0) this.protocols.add(name)
    else if (this.isWanted(score)) this.consider(batch, index, score)
    return false
  }

  private takeGivenUp(batch: Batch, index: number): boolean {
    const { undecided } = this
    if (this.parts.decide()) return true
    if (this.undecided > undecided) this.takeMatching(batch, index, 'it could not be decided')
    return false
  }

  private consider(batch: Batch, index: number, score: number): void {
    const reasons = mismatchReasons(this.parts.root, this.lines)
    if (this.candidates.some((other) => other.score === score && sameReasons(other.packet.reasons, reasons)))
      this.alike++
    else this.keep({ score, packet: reported(this.lines, batch, index, 'nearest', reasons) })
  }

  /** Takes a packet that matches but does not count, such as one that came too late. */
  takeMatching(batch: Batch, index: number, text: string): void {
    if (this.isWanted(matching))
      this.keep({ score: matching, packet: reported(this.lines, batch, index, 'nearest', [plainReason(text)]) })
  }

  /** The candidates, nearest first, without those that score far lower than the first. */
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
    // Finding the reasons is slow; after many similar packets another one adds little.
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
