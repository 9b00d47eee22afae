import { defaultLinger } from '../defaults.ts'
import type { Readable, Writable } from 'node:stream'
import type { LiveCapture, OpenStreamOptions } from '../live-capture.ts'
import type { FlowOwners } from '../processes/owner.ts'
import type { Account } from '../privileges/target-user.ts'

/** What certain processes send and receive, as a live capture. */
export interface TrafficCapture extends LiveCapture {
  /** `offline` is isolated without an uplink. */
  readonly mode: 'exact' | 'isolated' | 'offline'
  /** One line for people: which mode ran, and what it cannot see. */
  readonly scope: string
  /** Who sends and receives what; undefined where that is not known. */
  readonly owners: FlowOwners | undefined
  /**
   * Waits until no packet has come for that long, then stops: the loop gives all there are, and ends. Where packets
   * never cease to come, it stops when they have come for `patienceMilliseconds`, 5000 unless given, and `remarks` says
   * so.
   */
  finish(quietMilliseconds?: number, patienceMilliseconds?: number): Promise<void>
}

/** Milliseconds. */
export const [usualLinger, usualPatience] = [defaultLinger, 5000] as const

export const neverQuiet = (patience: number): string =>
  `packets have not ceased to come for ${patience / 1000} seconds: what comes later is not shown`

/**
 * What a command sends and receives. The command waits behind a gate, already as its user and where its packets are
 * captured, so that files can be opened and root be given up before it runs.
 */
export interface CommandTraffic extends TrafficCapture {
  readonly pid: number
  /**
   * Opens the gate. Resolves when the command has ended; what it left running may go on, and `finish` waits for that,
   * too, no longer than its patience either, and then for silence.
   */
  run(): Promise<CommandOutcome>
  kill(signal: NodeJS.Signals): void
  /** Its input, output and errors, those that are `pipe`. */
  readonly streams: readonly [input: Writable | null, output: Readable | null, errors: Readable | null]
}

export interface CommandOutcome {
  /** Undefined if a signal ended it. */
  readonly status: number | undefined
  readonly signal: NodeJS.Signals | undefined
  /**
   * As shells have it: 128 and the number of the signal, 127 for a command there is not, 126 for one that cannot be
   * run.
   */
  readonly exitStatus: number
}

export interface TrafficOptions extends OpenStreamOptions {
  /** In the words of pcap-filter. */
  readonly captureFilter?: string | undefined
  readonly snapLength?: number | undefined
  /** Bytes that may wait here for a reader that is slow. */
  readonly memory?: number | undefined
  /** Milliseconds without a packet after which `finish` stops: 300 unless given. */
  readonly linger?: number | undefined
}

export interface CommandTrafficOptions extends TrafficOptions {
  readonly command: readonly string[]
  /** A network of its own for the command, instead of the exact mode. */
  readonly isolate?: 'auto' | 'pasta' | 'slirp4netns' | 'none' | undefined
  /** Who runs it; who calls unless given. */
  readonly account?: Account | undefined
  readonly cwd?: string | undefined
  readonly env?: NodeJS.ProcessEnv | undefined
  /** This process's own unless given. */
  readonly stdio?: 'inherit' | readonly [Stdio, Stdio, Stdio] | undefined
}

/** A descriptor, or as for `spawn` of Node. */
export type Stdio = number | 'inherit' | 'pipe' | 'ignore'

/**
 * The processes to watch: one and the children it will have, all of a cgroup (a folder, or a path in the hierarchy), or
 * of a container.
 */
export type ProcessChoice = { readonly pid: number } | { readonly cgroup: string } | { readonly container: string }
