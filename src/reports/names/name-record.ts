/** What a report keeps of one name lookup. */
import { maxListedPackets } from '../flow.ts'
import type { NameAsked } from '../summary.ts'

/** A name lookup. */
export class NameRecord {
  asked = 0
  answered = 0
  /** Answers whose query was captured, and their total latency in seconds. */
  timed = 0
  waited = 0
  response: number | undefined = undefined
  readonly answers: string[] = []
  readonly canonicalNames: string[] = []
  /** Answers of one message that are in neither list, since they are full. */
  answersLeft = 0
  readonly packets: number[] = []
  /** Packets of answers by response code other than 0. */
  readonly refusals = new Map<number, { count: number; packets: number[] }>()
  /** Time of the last unanswered query, for multicast, whose answers do not refer to a query. */
  open = NaN

  constructor(
    readonly protocol: NameAsked['protocol'],
    readonly name: string,
    readonly type: number,
    readonly server: string,
    readonly time: number,
    readonly connection: number,
  ) {}

  note(packet: number): void {
    if (this.packets.length < maxListedPackets) this.packets.push(packet)
  }
}
