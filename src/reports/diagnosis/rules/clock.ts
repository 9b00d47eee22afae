/** Clocks that run backwards: times of frames that follow each other at one interface. */
import { duration, counted } from '../../../text/amounts.ts'
import { Evidence, rounded } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Seconds: cards with several queues hand frames over out of order by less. */
const leastBack = 0.001
/** Seconds from which what is measured is wrong. */
const grave = 1
/** Limit of interfaces. */
const mostInterfaces = 1024

export function clockRule(): Rule {
  const latest = new Map<number, { time: number; number: number }>()
  const evidence = new Evidence()
  let farthest = 0

  return {
    frame({ batch, index, time, number }) {
      if (Number.isNaN(time)) return
      const at = batch.interfaceId[index]!
      const known = latest.get(at)
      if (known === undefined) {
        if (latest.size < mostInterfaces) latest.set(at, { time, number })
        return
      }
      const back = known.time - time
      if (back >= leastBack) {
        evidence.add(known.number, number)
        farthest = Math.max(farthest, back)
      }
      known.time = time
      known.number = number
    },

    *findings() {
      const { count, packets } = evidence
      if (count === 0) return
      yield {
        kind: 'clock-backwards',
        severity: farthest >= grave ? 'warning' : 'note',
        subject: 'the capture',
        text: `its clock goes back ${counted(count, 'time')}, at most by ${duration(farthest)}`,
        advice:
          'the clock was set while the capture ran, or captures were joined: durations across that are wrong; onwire ' +
          'edit --sort puts the packets in order',
        count,
        packets,
        figures: { count, farthest: rounded(farthest) },
      }
    },
  }
}
