/** Receivers that stall: their window is closed, RFC 9293, section 3.8.6. */
import { duration } from '../../../text/amounts.ts'
import { rounded } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { WatchedConnection, WatchedSide } from '../tcp/watched-connection.ts'

/** Seconds: a closed window is probed after a retransmission timeout, in practice of 200 ms or more. */
const leastClosed = 0.2
/** Seconds: an application that takes nothing for that long hangs. */
const hanging = 10

export const stallRule = (): Rule => ({
  *findings({ connections, place }) {
    for (const connection of connections)
      for (const [side, other] of [connection.sides, [connection.sides[1], connection.sides[0]]] as const) {
        const { count, packets } = side.zeroWindows
        const { closed, longest, isOpen } = closedOf(side, connection)
        if (count === 0 || !(longest >= leastClosed)) continue
        const times = count > 1 ? `${count} times, ${duration(closed)} in all, ` : ''
        yield {
          kind: 'zero-window',
          severity: longest >= hanging ? 'error' : 'warning',
          subject: `${place(other.end)} > ${place(side.end)}`,
          text:
            `the receiver took nothing ${times}${count > 1 ? 'at longest' : 'for'} ${duration(longest)}: ` +
            `its window was closed${isOpen ? '' : ', and still is at the end'}`,
          advice:
            `the application on ${place({ ...side.end, port: undefined })} does not read: look at its load, ` +
            'its disk, what it waits for',
          count,
          packets,
          figures: { stalls: count, closed: rounded(closed), longest: rounded(longest) },
        }
      }
  },
})

/** A window that is closed at the end is so up to the last segment of the connection. */
function closedOf({ closed, longestClosed, closedSince }: WatchedSide, { last }: WatchedConnection) {
  if (Number.isNaN(closedSince)) return { closed, longest: longestClosed, isOpen: true }
  const since = last - closedSince
  return { closed: closed + since, longest: Math.max(longestClosed, since), isOpen: false }
}
