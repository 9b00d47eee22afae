/** What a rule of the diagnosis is given, and what it gives. */
import type { TrafficSummary } from '../summary.ts'
import type { Finding } from './finding.ts'
import type { SeenFrame } from './seen-frame.ts'
import type { WatchedConnection } from './tcp/watched-connection.ts'

/** One kind of trouble. A rule keeps values only, never a view or window, and its memory is bounded. */
export interface Rule {
  /** Looks at a frame, which is valid only until this returns. */
  frame?(frame: SeenFrame): void
  /** What is wrong, from what the frames showed and from what all rules share. May be called again later. */
  findings(seen: Seen): Iterable<Finding>
}

/** What all rules share once the frames have been seen. */
export interface Seen {
  readonly summary: TrafficSummary
  /** The TCP connections, in their order. */
  readonly connections: readonly WatchedConnection[]
  /** The TCP connection whose first packet that is. */
  watched(firstPacket: number): WatchedConnection | undefined
  /** Seconds from the first frame to the last; NaN without times. */
  readonly duration: number
  /** An address, and port, with its name in a lookup of this capture. */
  place(end: { readonly address: string; readonly port: number | undefined }): string
}
