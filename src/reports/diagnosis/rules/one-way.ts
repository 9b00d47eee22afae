/** Captures with only one direction of connections: a mirror port or a route that does not show the other. */
import { counted } from '../../../text/amounts.ts'
import { Evidence } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { WatchedConnection } from '../tcp/watched-connection.ts'

/** Connections; one may have ended just when the capture began. */
const leastOneWay = 2
/** Share of the connections that can tell. */
const leastShare = 0.1
/** Packets of the side that is there. */
const leastPackets = 3

export const oneWayRule = (): Rule => ({
  *findings({ connections }) {
    const evidence = new Evidence()
    let both = 0
    for (const connection of connections) {
      if (isOneWay(connection)) evidence.add(connection.firstPacket)
      else if (connection.sides.every(({ packets }) => packets > 0)) both++
    }
    const { count, packets } = evidence
    const share = count / (count + both)
    // A single one counts where there is no other.
    if (count === 0 || share < leastShare || (count < leastOneWay && both > 0)) return
    yield {
      kind: 'one-way',
      severity: 'warning',
      subject: 'the capture',
      text: `shows only one direction of ${count} of ${counted(count + both, 'TCP connection')}`,
      advice:
        'the answers take another way, or are not mirrored: capture both directions, at a host or on both links; ' +
        'what is said here of answers and loss may be wrong',
      count,
      packets,
      figures: { oneWay: count, connections: count + both },
    }
  },
})

/** One side acknowledges what the capture does not have. */
function isOneWay({ sides }: WatchedConnection): boolean {
  const [one, other] = sides[0].packets > 0 ? sides : [sides[1], sides[0]]
  return other.packets === 0 && one.packets >= leastPackets && one.acknowledging > 0
}
