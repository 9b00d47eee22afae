/** Packets that are in the capture twice: a mirror port that copies them as they come in and as they go out. */
import { idOf, registry } from '../../../packet/registry/index.ts'
import { protocols } from '../../../protocols/index.ts'
import { counted } from '../../../text/amounts.ts'
import { Evidence, percent, rounded, type Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { SeenFrame } from '../seen-frame.ts'

/** Seconds between the two: a copy follows at once, and nothing is sent again so soon. */
const mostApart = 0.002
/** Packets that are compared. */
const mostCompared = 64
const leastDuplicates = 3
/** Share of the packets from which they spoil what is measured. */
const spoiling = 0.05
/** Share from which they are a finding. */
const leastShare = 0.01

/**
 * Marks the frame as a duplicate. It must see frames before other rules do. Two packets are the same if they are from
 * their IP header on, apart from what routers change, and were captured at the same interface.
 */
export const duplicateRule = (): Rule => new DuplicateRule()

class DuplicateRule implements Rule {
  private readonly recent = Array.from({ length: mostCompared }, () => new Recent())
  private readonly evidence = new Evidence()
  private next = 0
  private frames = 0

  frame(frame: SeenFrame): void {
    this.frames++
    const { time, number, layers, ends, batch, index } = frame
    if (ends.address < 0 || !isDistinct(frame)) return
    const from = layers.start[outermost(frame)]!
    const end = layers.end[0]!
    const hash = hashOf(layers.bytes, from, end)
    const at = batch.interfaceId[index]!
    for (const other of this.recent)
      if (other.hash === hash && other.length === end - from && other.at === at && isNear(time, other.time)) {
        frame.isDuplicate = true
        this.evidence.add(other.number, number)
        return
      }
    this.recent[this.next]!.set(hash, end - from, time, at, number)
    this.next = (this.next + 1) % mostCompared
  }

  *findings(): Generator<Finding> {
    const { frames, evidence } = this
    const { count, packets } = evidence
    const share = count / frames
    if (count < leastDuplicates || share < leastShare) return
    yield {
      kind: 'duplicate-frames',
      severity: share >= spoiling ? 'warning' : 'note',
      subject: 'the capture',
      text: `has ${counted(count, 'packet')} twice, ${percent(share)} of all`,
      advice:
        'mirror only one direction of each port, and do not capture from any and an interface at once; onwire edit ' +
        '--dedupe-routed leaves them out',
      count,
      packets,
      figures: { duplicates: count, packets: frames, share: rounded(share) },
    }
  }
}

const isNear = (one: number, other: number) => Math.abs(one - other) <= mostApart

/** A packet that others are compared with. */
class Recent {
  hash = 0
  length = -1
  time = NaN
  at = -1
  number = 0

  set(hash: number, length: number, time: number, at: number, number: number): void {
    this.hash = hash
    this.length = length
    this.time = time
    this.at = at
    this.number = number
  }
}

/** Whether two such packets are surely the same one: hosts send the same ARP request or acknowledgment twice. */
function isDistinct({ layers, ends, tcp }: SeenFrame): boolean {
  if (!isIp[layers.protocol[ends.address]!]) return false
  if (tcp === undefined) return ends.port >= 0 && hasIdentification(layers.protocol[ends.address]!)
  return (tcp.nextSequence ?? 0) !== (tcp.relativeSequence ?? 0)
}

const outermost = ({ ends }: SeenFrame): number => (ends.outer >= 0 ? ends.outer : ends.address)

const ipv4Id = idOf(protocols.ipv4)
const isIp = registry.column(({ schema }) => schema === protocols.ipv4 || schema === protocols.ipv6)
/** A datagram of IPv6 has no number of its own: one may be sent twice. */
const hasIdentification = (protocol: number) => protocol === ipv4Id

/** FNV-1a over a packet, without its time to live and header checksum. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  const isVersion6 = bytes[from]! >> 4 === 6
  for (let at = from; at < to; at++) {
    const place = at - from
    if (isVersion6 ? place === 7 : place === 8 || place === 10 || place === 11) continue
    hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  }
  return hash
}
