/** ARP storms: a host that asks for addresses without end, or a loop of the network. */
import { idOf } from '../../../packet/registry/index.ts'
import { protocols } from '../../../protocols/index.ts'
import type { ViewOf } from '../../../schema/index.ts'
import { counted } from '../../../text/amounts.ts'
import { Evidence, type Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Requests of one host in a second: one asks for the same address once a second (RFC 1122, section 2.3.2.1). */
const storm = 100
/** Addresses in that second, from which it is a search and not a loop. */
const leastSearched = 50
/** Limit of senders that are watched, and of addresses that are distinguished. */
const mostSenders = 1000

interface Sender {
  /** The second that is counted: when it began, its requests, for which addresses. */
  since: number
  requests: number
  readonly targets: Set<string>
  evidence: Evidence
  /** Of the second with most requests. */
  most: Second | undefined
}

interface Second {
  readonly requests: number
  readonly targets: number
  readonly evidence: Evidence
}

export function arpStormRule(): Rule {
  const senders = new Map<string, Sender>()
  return {
    frame(frame) {
      if (frame.last !== arpId || Number.isNaN(frame.time)) return
      const view = frame.view() as ViewOf<typeof protocols.arp>
      const { operation, senderMac, targetIpv4 } = view
      if (view.cut !== undefined || operation !== 1 || senderMac === undefined) return
      const sender = senders.get(senderMac) ?? begin(frame.time)
      if (!senders.has(senderMac)) {
        if (senders.size >= mostSenders) senders.delete(senders.keys().next().value!)
        senders.set(senderMac, sender)
      }
      // Also where the clock is set back.
      if (!(Math.abs(frame.time - sender.since) < 1)) {
        settle(sender)
        sender.since = frame.time
        sender.requests = 0
        sender.targets.clear()
        sender.evidence = new Evidence()
      }
      sender.requests++
      if (targetIpv4 !== undefined && sender.targets.size < mostSenders) sender.targets.add(targetIpv4)
      sender.evidence.add(frame.number)
    },

    *findings() {
      for (const [subject, sender] of senders) {
        settle(sender)
        if (sender.most !== undefined && sender.most.requests >= storm) yield findingOf(subject, sender.most)
      }
    },
  }
}

const findingOf = (subject: string, { requests, targets, evidence }: Second): Finding => ({
  kind: 'arp-storm',
  severity: 'warning',
  subject,
  text:
    `sent ${counted(requests, 'ARP request')} in a second, ` +
    `for ${targets === 1 ? 'one address' : `${targets} addresses`}`,
  advice:
    targets >= leastSearched
      ? 'the host looks for others: a scan, or malware; if it is a router, a host outside scans the network'
      : 'a loop between switches repeats broadcasts, or a program of the host asks without end',
  count: requests,
  packets: evidence.packets,
  figures: { requests, addresses: targets },
})

const begin = (since: number): Sender => ({
  since,
  requests: 0,
  targets: new Set(),
  evidence: new Evidence(),
  most: undefined,
})

function settle(sender: Sender): void {
  const { requests, targets, evidence, most } = sender
  if (requests > (most?.requests ?? 0)) sender.most = { requests, targets: targets.size, evidence }
}

const arpId = idOf(protocols.arp)
