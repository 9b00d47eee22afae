import type { LiveCapture, LiveEvent } from '../live-capture.ts'

/** Engine names in order of preference. */
export const engineNames = ['libpcap', 'dumpcap', 'tcpdump', 'cap'] as const
export type EngineName = (typeof engineNames)[number]

/** A backend that captures from network interfaces. A new one is one file and one line in `index.ts`. */
export interface Engine {
  readonly name: EngineName
  /** Undefined if it works on this host; otherwise a CaptureError (`no-engine`) with advice. */
  trouble(): Promise<Error | undefined>
  /** Ordered by number, from 1. Needs no privileges. */
  devices(): Promise<readonly Device[]>
  /**
   * Captures from these interfaces, given by their system names. Unsupported options are listed in `unmet`. Rejects
   * with a CaptureError: `no-permission`, `no-such-interface`, `interface-failed`, `bad-filter`.
   */
  open(interfaces: readonly string[], options: EngineOptions): Promise<LiveCapture>
}

/** An interface as known by an engine; other properties come from the system (`../interfaces.ts`). */
export interface Device {
  readonly name: string
  readonly description?: string | undefined
  /** IPv4 and IPv6, as text. */
  readonly addresses: readonly string[]
  /** Undefined if the engine does not report it. */
  readonly mac?: string | undefined
  readonly flags?: readonly InterfaceFlag[] | undefined
}

export type InterfaceFlag = 'up' | 'running' | 'loopback' | 'wireless' | 'point-to-point'

/** Settings of a capture; undefined means the engine's default. */
export interface CaptureSettings {
  /** In pcap-filter syntax; applied by the kernel before a packet is copied. */
  readonly captureFilter?: string | undefined
  /** Snap length in bytes. Default: 262,144. */
  readonly snapLength?: number | undefined
  /** Also captures packets for other hosts. Default: true. */
  readonly promiscuous?: boolean | undefined
  /** Captures all frames of a wireless channel, with radio headers. */
  readonly monitorMode?: boolean | undefined
  /** Delivers each packet immediately instead of in blocks after some milliseconds: for low packet rates. */
  readonly immediate?: boolean | undefined
  /** Size of the kernel buffer in bytes. */
  readonly bufferSize?: number | undefined
  /** Timestamp source: `host`, `adapter` and others, by the names of libpcap. */
  readonly timestampType?: string | undefined
  /** Default: `nano`, if supported. */
  readonly timestampPrecision?: 'micro' | 'nano' | undefined
  /** Link type to request, by DLT_ name, if the interface supports several. */
  readonly linkType?: string | undefined
  /** Incoming packets, outgoing ones, or both. Default: `inout`. */
  readonly direction?: 'in' | 'out' | 'inout' | undefined
  /**
   * Size in bytes of the buffer in this process for a slow reader. Default: 64 MiB. When it is full, new packets are
   * dropped and counted.
   */
  readonly memory?: number | undefined
}

/** Settings of the libpcap socket on Linux, to capture the traffic of certain processes; ignored by other engines. */
export interface SocketSettings {
  /** Descriptor of an eBPF program to attach in place of a capture filter. */
  readonly attachProgram?: number | undefined
  /** File of the network namespace to capture in: `/proc/1/ns/net`. */
  readonly networkNamespace?: string | undefined
}

export interface EngineOptions extends CaptureSettings, SocketSettings {
  /** A batch and its frames are valid only until the next batch is requested. */
  readonly reuseMemory: boolean
  /** Stops the capture, as `stop` does. */
  readonly signal: AbortSignal | undefined
  /** Called when an interface changes. */
  readonly onEvent: ((event: LiveEvent) => void) | undefined
  /** Warnings about engines that were skipped, with the reasons. */
  readonly passedOver: readonly string[]
}
