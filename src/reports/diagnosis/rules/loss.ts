/** Loss, and on which side of the capture point; what the capture itself lacks. */
import { counted, size } from '../../../text/amounts.ts'
import { Evidence, percent, rounded, type Finding } from '../finding.ts'
import type { Rule, Seen } from '../rule.ts'
import { leastTimes } from './stuck.ts'
import type { WatchedSide } from '../tcp/watched-connection.ts'

/** Less may be chance. */
const leastLost = 3
/** Share from which it is felt: at 1 % TCP reaches about ten segments each round trip (RFC 5348, section 3.1). */
const felt = 0.01
/** Share from which connections stall: lost segments are lost again. */
const grave = 0.05
const leastGrave = 10

export const lossRule = (): Rule => ({
  *findings(seen) {
    for (const way of ways(seen).values()) {
      yield* lost(way, 'loss-before')
      yield* lost(way, 'loss-after')
    }
    yield* gaps(seen)
  },
})

/** The segments from one address to another. */
interface Way {
  readonly from: string
  readonly to: string
  segments: number
  readonly before: Evidence
  readonly after: Evidence
}

function ways({ connections, place }: Seen): ReadonlyMap<string, Way> {
  const all = new Map<string, Way>()
  const note = (side: WatchedSide, other: WatchedSide) => {
    if (side.dataPackets === 0) return
    const [from, to] = [side, other].map(({ end }) => place({ ...end, port: undefined })) as [string, string]
    const way = all.get(`${from} ${to}`) ?? {
      from,
      to,
      segments: 0,
      before: new Evidence(),
      after: new Evidence(),
    }
    all.set(`${from} ${to}`, way)
    way.segments += side.dataPackets
    way.before.join(side.filled)
    // A segment that never passes is a finding of its own.
    if (side.repeats.mostTimes < leastTimes || side.again.count > side.repeats.mostTimes) way.after.join(side.again)
  }
  for (const { sides } of connections) {
    note(sides[0], sides[1])
    note(sides[1], sides[0])
  }
  return all
}

function* lost({ from, to, segments, before, after }: Way, kind: 'loss-before' | 'loss-after'): Generator<Finding> {
  const { count, packets } = kind === 'loss-before' ? before : after
  const share = count / segments
  if (count < leastLost || share < felt) return
  yield {
    kind,
    severity: count >= leastGrave && share >= grave ? 'error' : 'warning',
    subject: `${from} > ${to}`,
    text:
      `${percent(share)} of ${counted(segments, 'segment')} were lost ` +
      (kind === 'loss-before'
        ? `before the capture point: they are in the capture only when they were sent again`
        : `after the capture point: the capture has them, and they were sent again`),
    advice:
      kind === 'loss-before'
        ? `look between ${from} and the capture point: errors and drops of interfaces, a full link, wireless`
        : `look between the capture point and ${to}, and on the way back: errors and drops of interfaces, a full link`,
    count,
    packets,
    figures: { lost: count, segments, share: rounded(share) },
  }
}

function* gaps({ connections }: Seen): Generator<Finding> {
  const evidence = new Evidence()
  let bytes = 0
  let affected = 0
  for (const { sides } of connections)
    for (const [side, other] of [sides, [sides[1], sides[0]]] as const) {
      const { missing } = side.flow
      // What is missing and was acknowledged has arrived: only the capture lacks it.
      if (missing === 0 || other.acknowledgesGap.count === 0) continue
      affected++
      bytes += missing
      evidence.join(other.acknowledgesGap)
    }
  const { count, packets } = evidence
  if (count === 0) return
  yield {
    kind: 'capture-gaps',
    severity: 'warning',
    subject: 'the capture',
    text:
      `lacks ${size(bytes)} that receivers acknowledged, in ${counted(affected, 'direction')} of connections: ` +
      'the capture is not complete, the network lost nothing',
    advice:
      'it dropped packets, or left some out: findings about loss and answers may be wrong; capture with a larger ' +
      'buffer (-B), a capture filter (-f), or only the first bytes of each packet (-s)',
    count,
    packets,
    figures: { bytes, directions: affected },
  }
}
