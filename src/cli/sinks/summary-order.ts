/** A traffic summary whose lists are in another order than that of their start: largest first. */
import type { Connection, TrafficSummary } from '../../reports/index.ts'

/** `bytes` of connections and requests, `time` that all but failures took, `count` of packets, questions, failures. */
export type SummaryOrder = 'start' | 'bytes' | 'time' | 'count'

/** Each list by what the order means for it; lists for which it means nothing stay in order of start. */
export function sortedSummary(summary: TrafficSummary, order: SummaryOrder): TrafficSummary {
  const { names, connections, requests, failures } = summary
  switch (order) {
    case 'start':
      return summary
    case 'bytes':
      return {
        ...summary,
        connections: descending(connections, sumOf('bytes')),
        requests: descending(requests, ({ requestBytes, responseBytes = 0 }) => requestBytes + responseBytes),
      }
    case 'time':
      return {
        ...summary,
        names: descending(names, ({ responseTime }) => responseTime),
        connections: descending(connections, ({ duration }) => duration),
        requests: descending(requests, ({ firstByte }) => firstByte),
      }
    case 'count':
      return {
        ...summary,
        names: descending(names, ({ asked }) => asked),
        connections: descending(connections, sumOf('packets')),
        failures: descending(failures, ({ count }) => count),
      }
  }
}

const sumOf =
  (what: 'bytes' | 'packets') =>
  ({ fromClient, fromServer }: Connection) =>
    fromClient[what] + fromServer[what]

/** Largest first; those without a value last, and equal ones in their order. */
const descending = <T>(list: readonly T[], valueOf: (each: T) => number | undefined): readonly T[] =>
  list.toSorted((one, other) => (valueOf(other) ?? -1) - (valueOf(one) ?? -1))
