/** The few packets that come nearest to passing a filter, of any number. */
import type { Batch } from '../files/batch.ts'
import type { Frame } from '../files/frame.ts'
import { FilterParts } from '../filter/display/parts.ts'
import { Closeness, type ConditionCount } from './closeness.ts'
import { keptFrame } from './keptFrame.ts'
import { reasonsWhy } from './reasons.ts'
import type { Reason } from './result.ts'

/** How many are kept. */
const most = 3

export interface NearPacket {
  readonly frame: Frame
  readonly reasons: readonly Reason[]
}

interface Candidate extends NearPacket {
  readonly closeness: number
}

export class Nearest {
  private readonly parts: FilterParts
  private readonly closeness: Closeness
  private candidates: Candidate[] = []
  /** How many packets in a row were as near as one that is kept, and for the same reasons. */
  private alike = 0

  constructor(filter: string) {
    this.parts = new FilterParts(filter)
    this.closeness = new Closeness(this.parts.root)
  }

  get conditions(): readonly ConditionCount[] {
    return this.closeness.conditions
  }

  /** Takes a packet that does not pass. */
  take(batch: Batch, index: number): void {
    this.parts.look(batch, index)
    const closeness = this.closeness.next()
    if (closeness === 0 || !this.isWanted(closeness)) return
    const reasons = reasonsWhy(this.parts.root)
    if (this.candidates.some((other) => other.closeness === closeness && sameReasons(other.reasons, reasons))) this.alike++
    else this.keep({ frame: keptFrame(batch, index), closeness, reasons })
  }

  /** Takes a packet that passes, and yet does not count. */
  takePassing(batch: Batch, index: number, text: string): void {
    if (this.isWanted(passing)) this.keep({ frame: keptFrame(batch, index), closeness: passing, reasons: [{ part: undefined, text }] })
  }

  /** The nearest first. Those that are much further away than it are left out. */
  packets(): readonly NearPacket[] {
    return this.candidates.filter(({ closeness }) => closeness >= 0.6 * this.candidates[0]!.closeness)
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

const passing = 2
const enoughAlike = 1000

const sameReasons = (ours: readonly Reason[], theirs: readonly Reason[]) => ours.length === theirs.length && ours.every(({ text }, index) => text === theirs[index]!.text)
