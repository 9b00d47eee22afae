import { defaultLinger } from '../defaults.ts'
import type { Readable, Writable } from 'node:stream'
import type { LiveCapture, OpenStreamOptions } from '../live-capture.ts'
import type { FlowOwners } from '../processes/owner.ts'
import type { Account } from '../privileges/target-user.ts'

/** A live capture of the traffic of certain processes. */
export interface TrafficCapture extends LiveCapture {
  /** `offline`: isolated, without an uplink. `best-effort`: packets of other processes may be included, or missing. */
  readonly mode: 'exact' | 'isolated' | 'offline' | 'best-effort'
  /** One line for the user: the mode, and what it does not capture. */
  readonly scope: string
  /** The owners of the flows; undefined if unknown. */
  readonly owners: FlowOwners | undefined
  /**
   * Stops after this much time without packets; the loop delivers all packets and ends. If packets keep arriving, stops
   * after `patienceMilliseconds` (default: 5000), with a warning in `remarks`.
   */
  finish(quietMilliseconds?: number, patienceMilliseconds?: number): Promise<void>
}

/** Milliseconds. */
export const [usualLinger, usualPatience] = [defaultLinger, 5000] as const

export const neverQuiet = (patience: number): string =>
  `packets were still arriving after ${patience / 1000} seconds: later packets are not shown`

/**
 * The traffic of a command. The command is started paused, as its user and where its packets are captured, so that
 * files can be opened and root dropped before it runs.
 */
export interface CommandTraffic extends TrafficCapture {
  readonly pid: number
  /**
   * Runs the command. Resolves when it has ended; for processes it left running, `finish` waits too, with the same
   * timeout, and then for silence.
   */
  run(): Promise<CommandOutcome>
  kill(signal: NodeJS.Signals): void
  /** Its standard streams, those that are `pipe`. */
  readonly streams: readonly [input: Writable | null, output: Readable | null, errors: Readable | null]
}

export interface CommandOutcome {
  /** Undefined if a signal ended it. */
  readonly status: number | undefined
  readonly signal: NodeJS.Signals | undefined
  /** As in shells: 128 plus the signal number, 127 for a command not found, 126 for one that cannot be executed. */
  readonly exitStatus: number
}

export interface TrafficOptions extends OpenStreamOptions {
  /** In pcap-filter syntax. */
  readonly captureFilter?: string | undefined
  readonly snapLength?: number | undefined
  /** Size in bytes of the buffer for a slow reader. */
  readonly memory?: number | undefined
  /** Milliseconds without a packet after which `finish` stops. Default: 300. */
  readonly linger?: number | undefined
}

export interface CommandTrafficOptions extends TrafficOptions {
  readonly command: readonly string[]
  /** Runs the command in a network namespace instead of using exact mode. */
  readonly isolate?: 'auto' | 'pasta' | 'slirp4netns' | 'none' | undefined
  /**
   * How packets are attributed without `isolate`: `exact` (default), as the kernel reports it, or `best-effort`, as
   * /proc shows it, which needs only the right to capture.
   */
  readonly attribution?: 'exact' | 'best-effort' | undefined
  /** The user to run it as. Default: the calling user. */
  readonly account?: Account | undefined
  readonly cwd?: string | undefined
  readonly env?: NodeJS.ProcessEnv | undefined
  /** Variables to add to its environment. */
  readonly variables?: Readonly<Record<string, string>> | undefined
  /** Default: that of this process. */
  readonly stdio?: 'inherit' | readonly [Stdio, Stdio, Stdio] | undefined
}

/** A descriptor, or as in `spawn` of Node. */
export type Stdio = number | 'inherit' | 'pipe' | 'ignore'

/**
 * The processes to capture: one and its future children, those of a cgroup (a folder, or a path in the hierarchy), or
 * those of a container.
 */
export type ProcessChoice = { readonly pid: number } | { readonly cgroup: string } | { readonly container: string }
