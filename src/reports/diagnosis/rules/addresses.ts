/** Addresses that two hosts have: ARP (RFC 5227), duplicate address detection of IPv6 (RFC 4862, section 5.4). */
import { idOf } from '../../../packet/registry/index.ts'
import { protocols } from '../../../protocols/index.ts'
import { hex, type ViewOf } from '../../../schema/index.ts'
import { Evidence, type Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { SeenFrame } from '../seen-frame.ts'

/** Seconds: an address that moves from one host to another stays there; one that is back this soon has two owners. */
const contestTime = 60
/** Seconds in which two hosts answer the same question. */
const answerTime = 1
/** Seconds in which another host objects to an address or asks for it too; RFC 4862 waits 1 s, some hosts longer. */
const objectionTime = 3
/** Limit of addresses that are remembered; the oldest is forgotten. */
const mostAddresses = 10_000

/** Who has an address, and who had it before. */
interface Claimed extends Claim {
  readonly before: Claim | undefined
}

interface Claim {
  /** A MAC address. */
  readonly by: string
  readonly packet: number
  readonly time: number
  /** Whether it answers a question. */
  readonly isAnswer: boolean
}

export const addressRule = (): Rule => new AddressRule()

class AddressRule implements Rule {
  private readonly claimed = new Map<string, Claimed>()
  /** Addresses of which a host asks whether they are free. */
  private readonly probed = new Map<string, Claim>()
  /** Addresses that two hosts use, and those that one wants and another has or wants, too. */
  private readonly contested: Contests = new Map()
  private readonly wanted: Contests = new Map()

  frame(frame: SeenFrame): void {
    if (frame.isDuplicate) return
    if (frame.last === arpId) lookAtArp(frame, this)
    else if (frame.last === icmpv6Id) lookAtNeighbor(frame, this)
  }

  claim(address: string, by: string, { time, number: packet }: SeenFrame, isAnswer: boolean): void {
    const { claimed, probed, wanted, contested } = this
    const probe = probed.get(address)
    if (probe !== undefined && probe.by !== by && time - probe.time <= objectionTime)
      contest(wanted, address, [by, probe.by], probe.packet, packet)
    const known = claimed.get(address)
    const claim = { by, packet, time, isAnswer }
    if (known === undefined || known.by === by) {
      remember(claimed, address, { ...claim, before: known?.before })
      return
    }
    const { before } = known
    const isBack = before?.by === by && time - before.time <= contestTime
    const answerBoth = isAnswer && known.isAnswer && time - known.time <= answerTime
    if (isBack) contest(contested, address, [known.by, by], before.packet, known.packet, packet)
    else if (answerBoth) contest(contested, address, [known.by, by], known.packet, packet)
    const { by: owner, packet: last, time: then, isAnswer: answered } = known
    remember(claimed, address, { ...claim, before: { by: owner, packet: last, time: then, isAnswer: answered } })
  }

  probe(address: string, by: string, { number: packet, time }: SeenFrame): void {
    const other = this.probed.get(address)
    if (other !== undefined && other.by !== by && time - other.time <= objectionTime)
      contest(this.wanted, address, [other.by, by], other.packet, packet)
    remember(this.probed, address, { by, packet, time, isAnswer: false })
  }

  *findings(): Generator<Finding> {
    for (const [address, contest] of this.contested) yield findingOf(address, contest, true)
    for (const [address, contest] of this.wanted) yield findingOf(address, contest, false)
  }
}

const findingOf = (subject: string, { by, evidence }: Contest, isUsed: boolean): Finding => ({
  kind: 'duplicate-address',
  severity: isUsed ? 'error' : 'warning',
  subject,
  text: isUsed
    ? `two hosts have this address, ${by[0]} and ${by[1]}`
    : `${by[1]} wants this address, but ${by[0]} has it or wants it too`,
  advice:
    'find both by their MAC addresses at the switch, and give one another address: a fixed one in the range of DHCP ' +
    'is the usual cause',
  count: evidence.count,
  packets: evidence.packets,
  figures: { count: evidence.count },
})

interface Contest {
  readonly by: readonly [string, string]
  readonly evidence: Evidence
}

type Contests = Map<string, Contest>

function contest(all: Contests, address: string, by: readonly [string, string], ...packets: readonly number[]): void {
  const known = all.get(address) ?? { by, evidence: new Evidence() }
  if (!all.has(address) && all.size >= mostAddresses) return
  all.set(address, known)
  known.evidence.add(...packets)
}

function lookAtArp(frame: SeenFrame, rule: AddressRule): void {
  const view = frame.view() as ViewOf<typeof protocols.arp>
  if (view.cut !== undefined) return
  const { operation, senderIpv4, senderMac, targetIpv4 } = view
  if (senderMac === undefined || senderIpv4 === undefined || (operation !== 1 && operation !== 2)) return
  if (senderIpv4 !== '0.0.0.0') rule.claim(senderIpv4, senderMac, frame, operation === 2)
  else if (operation === 1 && targetIpv4 !== undefined) rule.probe(targetIpv4, senderMac, frame)
}

/** The sender is that of the link layer: a probe has no option with an address, and an advertisement need not. */
function lookAtNeighbor(frame: SeenFrame, rule: AddressRule): void {
  const { layers, ends } = frame
  const view = frame.view() as ViewOf<typeof protocols.icmpv6>
  const { type, target } = view
  if (target === undefined || view.cut !== undefined || (type !== 135 && type !== 136)) return
  if (ends.link < 0 || ends.address < 0 || ends.outer >= 0 || layers.protocol[ends.link] !== ethernetId) return
  const start = layers.start[ends.link]! + macLength
  const by = hex(layers.bytesOf(ends.link).subarray(start, start + macLength), ':')
  const { source } = layers.view(ends.address) as ViewOf<typeof protocols.ipv6>
  if (type === 135 && source === '::') rule.probe(target, by, frame)
  // A router may answer for others: only what takes precedence claims an address (RFC 4861, section 7.2.4).
  else if (type === 136 && view.neighborFlags?.override) rule.claim(target, by, frame, true)
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > mostAddresses) map.delete(map.keys().next().value!)
}

const macLength = 6
const arpId = idOf(protocols.arp)
const icmpv6Id = idOf(protocols.icmpv6)
const ethernetId = idOf(protocols.ethernet)
