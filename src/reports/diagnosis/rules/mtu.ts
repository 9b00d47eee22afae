/** Packets that are too big for a link on the way: ICMP type 3 code 4 (RFC 1191), ICMPv6 type 2 (RFC 8201). */
import { Endpoints } from '../../../packet/endpoints.ts'
import { idOf } from '../../../packet/registry/index.ts'
import { protocols } from '../../../protocols/index.ts'
import type { ViewOf } from '../../../schema/index.ts'
import { counted } from '../../../text/amounts.ts'
import { addressOf } from '../../conversations.ts'
import { Evidence } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { SeenFrame } from '../seen-frame.ts'

/** Messages of which the sender must have got one: RFC 1191, section 3, has it send smaller packets from then on. */
const leastIgnored = 3
/** Seconds in which packets may still be under way that were sent before the message. */
const graceTime = 1
/** Limit of pairs of destination and link. */
const mostLinks = 1000

interface Link {
  readonly destination: string
  readonly reporter: string
  readonly mtu: number
  readonly first: number
  last: number
  readonly evidence: Evidence
}

export function mtuRule(): Rule {
  const links = new Map<string, Link>()
  const quoted = new Endpoints()

  return {
    frame(frame) {
      const mtu = mtuIn(frame)
      if (mtu === undefined || frame.ends.address < 0 || frame.isDuplicate) return
      const { layers, ends, number, time } = frame
      quoted.find(layers, ends.last + 1)
      const destination = quoted.address < 0 ? 'a host' : addressOf(layers, quoted.address, 'destination')
      const reporter = addressOf(layers, ends.address, 'source')
      const key = `${destination} ${reporter} ${mtu}`
      const link = links.get(key) ?? { destination, reporter, mtu, first: time, last: time, evidence: new Evidence() }
      if (!links.has(key) && links.size >= mostLinks) return
      links.set(key, link)
      link.last = time
      link.evidence.add(number)
    },

    *findings({ place }) {
      for (const { destination, reporter, mtu, first, last, evidence } of links.values()) {
        const { count, packets } = evidence
        const isIgnored = count >= leastIgnored && last - first > graceTime
        yield {
          kind: 'mtu-exceeded',
          severity: isIgnored ? 'warning' : 'note',
          subject: place({ address: destination, port: undefined }),
          text:
            `packets are too big for a link with an MTU of ${counted(mtu, 'byte')}, says ${reporter}` +
            (isIgnored ? ` ${count} times: the sender goes on` : ''),
          advice: isIgnored
            ? 'the sender does not get or heed the message: let ICMP through to it, or lower its MTU'
            : 'this is how the MTU of a path is found; nothing to do if what follows is smaller',
          count,
          packets,
          figures: { count, mtu },
        }
      }
    },
  }
}

function mtuIn(frame: SeenFrame): number | undefined {
  if (frame.last === icmpId) {
    const { type, code, mtu } = frame.view() as ViewOf<typeof protocols.icmp>
    return type === 3 && code === 4 ? (mtu ?? 0) : undefined
  }
  if (frame.last !== icmpv6Id) return undefined
  const { type, mtu } = frame.view() as ViewOf<typeof protocols.icmpv6>
  return type === 2 ? (mtu ?? 0) : undefined
}

const icmpId = idOf(protocols.icmp)
const icmpv6Id = idOf(protocols.icmpv6)
