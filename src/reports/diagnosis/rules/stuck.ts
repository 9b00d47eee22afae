/**
 * Segments that are sent again and again: storms of retransmissions, and MTU black holes, where only large ones do not
 * pass (RFC 2923, section 2.1).
 */
import type { Finding } from '../finding.ts'
import { rounded } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { WatchedConnection, WatchedSide } from '../tcp/watched-connection.ts'

/** RFC 1122, section 4.2.3.5: from the third retransmission on, TCP takes the way to be broken. */
export const leastTimes = 3
/** Bytes of payload: every IPv6 link carries packets of 1280 bytes (RFC 8200, section 5), headers take 60 of them. */
const leastLarge = 1220

export const stuckRule = (): Rule => ({
  *findings({ connections, place }) {
    for (const connection of connections)
      for (const [side, other] of [connection.sides, [connection.sides[1], connection.sides[0]]] as const) {
        if (side.repeats.mostTimes < leastTimes) continue
        const subject = `${place(side.end)} > ${place(other.end)}`
        yield isBlackHole(side, other) ? blackHole(side, subject) : storm(side, connection, subject)
      }
  },
})

/** Large segments do not pass, and smaller ones do. */
function isBlackHole({ repeats, zeroWindows }: WatchedSide, other: WatchedSide): boolean {
  const { mostLength, mostPassed, mostSplit, longestPassed } = repeats
  if (mostLength < leastLarge || longestPassed >= mostLength || other.zeroWindows.count > 0) return false
  const smallPass = longestPassed > 0 || zeroWindows.count > 0 || other.dataPackets > 0
  return mostPassed ? mostSplit : mostSplit || smallPass
}

function blackHole({ repeats }: WatchedSide, subject: string): Finding {
  const { mostTimes, most, mostLength, longestPassed, mostPassed } = repeats
  const least = longestPassed > 0 ? `, those up to ${longestPassed} bytes do` : ''
  return {
    kind: 'mtu-black-hole',
    severity: 'error',
    subject,
    text:
      `segments of ${mostLength} bytes do not pass${least}: one was sent again ${mostTimes} times` +
      (mostPassed ? ', and passed in smaller parts' : ''),
    advice:
      'a link on the way has a smaller MTU, and the ICMP messages that say so do not arrive: let them pass ' +
      '(type 3 code 4; ICMPv6 type 2), or limit the segment size at the router',
    count: mostTimes,
    packets: most.packets,
    figures: { again: mostTimes, length: mostLength, longestPassed },
  }
}

function storm({ repeats }: WatchedSide, connection: WatchedConnection, subject: string): Finding {
  const { mostTimes, most, mostLength, mostPassed } = repeats
  return {
    kind: 'retransmission-storm',
    severity: mostPassed ? 'warning' : 'error',
    subject,
    text:
      `the same segment of ${mostLength} bytes was sent again ${mostTimes} times` +
      (mostPassed ? ' before it was acknowledged' : ' and was not acknowledged'),
    advice: mostPassed
      ? 'the way was broken for a while: look for an outage of a link, a change of routes, a host without load'
      : 'the other side is gone or its acknowledgments do not arrive: capture there, look at firewalls that forget ' +
        'connections',
    count: mostTimes,
    packets: most.packets,
    figures: { again: mostTimes, length: mostLength, duration: rounded(connection.last - connection.time) },
  }
}
