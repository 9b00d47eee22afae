/** The few packets that come nearest to matching a filter, of any number. */
import type { Batch } from '../files/batch.ts'
import { FilterConditions } from '../filter/display/explain/conditions.ts'
import { checkDisplayFilter } from '../filter/display/index.ts'
import { Closeness, type ConditionCount } from './closeness.ts'
import type { PacketLines } from './packetLines.ts'
import { ProtocolTally } from './protocolTally.ts'
import { plainReason, reasonsWhy } from './reasons.ts'
import type { Reason, ReportedPacket } from './result.ts'
import { reported } from './watchers/watcher.ts'

/** How many are kept. */
const most = 3

interface Candidate {
  readonly closeness: number
  readonly packet: ReportedPacket
}

export class Nearest {
  private readonly parts: FilterConditions
  private readonly closeness: Closeness
  private candidates: Candidate[] = []
  /** The packets that have nothing of what is asked. */
  readonly protocols = new ProtocolTally()
  /** How many packets in a row were as near as one that is kept, and for the same reasons. */
  private alike = 0

  constructor(
    filter: string,
    private readonly lines: PacketLines,
  ) {
    this.parts = new FilterConditions(checkDisplayFilter(filter))
    this.closeness = new Closeness(this.parts.root)
  }

  get conditions(): readonly ConditionCount[] {
    return this.closeness.conditions
  }

  /** Takes a packet, and says whether it matches: then it is not one of the nearest. */
  take(batch: Batch, index: number): boolean {
    this.parts.look(batch, index)
    const closeness = this.closeness.next()
    if (closeness === 1) return true
    if (closeness === 0) this.protocols.add(this.parts.protocol)
    else if (this.isWanted(closeness)) this.consider(batch, index, closeness)
    return false
  }

  private consider(batch: Batch, index: number, closeness: number): void {
    const reasons = reasonsWhy(this.parts.root)
    if (this.candidates.some((other) => other.closeness === closeness && sameReasons(other.packet.reasons, reasons)))
      this.alike++
    else this.keep({ closeness, packet: reported(this.lines, batch, index, 'nearest', reasons) })
  }

  /** Takes a packet that matches, and yet does not count. */
  takeMatching(batch: Batch, index: number, text: string): void {
    if (this.isWanted(matching))
      this.keep({ closeness: matching, packet: reported(this.lines, batch, index, 'nearest', [plainReason(text)]) })
  }

  /** The nearest first. Those that are much further away than it are left out. */
  packets(): readonly ReportedPacket[] {
    return this.candidates
      .filter(({ closeness }) => closeness >= 0.6 * this.candidates[0]!.closeness)
      .map(({ packet }) => packet)
  }

  /** Forgets the packets. */
  clear(): void {
    this.candidates = []
    this.alike = 0
  }

  private isWanted(closeness: number): boolean {
    const { candidates, alike } = this
    const room = candidates.length < most
    const least = candidates.at(-1)?.closeness ?? 0
    // To find out the reasons takes time: where thousands of packets are the same, another one will hardly be of use.
    return closeness > least || (room && (closeness < least || alike < enoughAlike))
  }

  private keep(candidate: Candidate): void {
    const { candidates } = this
    const place = candidates.findIndex(({ closeness }) => closeness < candidate.closeness)
    candidates.splice(place < 0 ? candidates.length : place, 0, candidate)
    candidates.length = Math.min(candidates.length, most)
    this.alike = 0
  }
}

const matching = 2
const enoughAlike = 1000

const sameReasons = (ours: readonly Reason[], theirs: readonly Reason[]) =>
  ours.length === theirs.length && ours.every(({ text }, index) => text === theirs[index]!.text)
