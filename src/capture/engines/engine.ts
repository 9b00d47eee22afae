import type { LiveCapture, LiveEvent } from '../live-capture.ts'

/** The engines by name, the best first. */
export const engineNames = ['libpcap', 'dumpcap', 'tcpdump', 'cap'] as const
export type EngineName = (typeof engineNames)[number]

/** A way to reach the packets of the system's network interfaces. A new one is one file and one line in `index.ts`. */
export interface Engine {
  readonly name: EngineName
  /** Whether it can work here: undefined if so, otherwise a CaptureError (`no-engine`) that says what to do. */
  trouble(): Promise<Error | undefined>
  /** In the order of their numbers, which begin with 1. Works without privilege. */
  devices(): Promise<readonly Device[]>
  /**
   * Begins to capture from these interfaces, which are named as the system names them. What it is asked and cannot do
   * it says in `unmet`. Rejects with a CaptureError: `no-permission`, `no-such-interface`, `interface-failed`,
   * `bad-filter`.
   */
  open(interfaces: readonly string[], options: EngineOptions): Promise<LiveCapture>
}

/** An interface as an engine knows it; the rest the system tells (`../interfaces.ts`). */
export interface Device {
  readonly name: string
  readonly description?: string | undefined
  /** IPv4 and IPv6, as text. */
  readonly addresses: readonly string[]
  /** Undefined where the engine does not tell. */
  readonly mac?: string | undefined
  readonly flags?: readonly InterfaceFlag[] | undefined
}

export type InterfaceFlag = 'up' | 'running' | 'loopback' | 'wireless' | 'point-to-point'

/** What is asked of a capture; what is undefined is for the engine to choose. */
export interface CaptureSettings {
  /** In the words of pcap-filter; applied by the system, before a packet is copied. */
  readonly captureFilter?: string | undefined
  /** The most bytes kept of each packet: 262,144 unless given. */
  readonly snapLength?: number | undefined
  /** Also what is meant for other machines; so unless false. */
  readonly promiscuous?: boolean | undefined
  /** All frames of a wireless channel, with what the radio says of them. */
  readonly monitorMode?: boolean | undefined
  /** Each packet is delivered at once, not a few together after some milliseconds: for low rates. */
  readonly immediate?: boolean | undefined
  /** Bytes the system keeps until they are fetched. */
  readonly bufferSize?: number | undefined
  /** Who takes the times: `host`, `adapter` and others, as libpcap names them. */
  readonly timestampType?: string | undefined
  /** `nano` unless given, where the system can. */
  readonly timestampPrecision?: 'micro' | 'nano' | undefined
  /** The link type to ask for, by its DLT_ name, where the interface has several. */
  readonly linkType?: string | undefined
  /** Packets that come in, that go out, or both, which is so unless given. */
  readonly direction?: 'in' | 'out' | 'inout' | undefined
  /**
   * Bytes that may wait here for a reader that is slow, 64 MiB unless given. When they are full the newest packets are
   * dropped, and counted.
   */
  readonly memory?: number | undefined
}

/** How libpcap's socket is made on Linux, for a capture of what certain processes send; other engines pass it over. */
export interface SocketSettings {
  /** The descriptor of an eBPF program that decides which packets are captured, in place of a capture filter. */
  readonly attachProgram?: number | undefined
  /** The file of the network to capture in: `/proc/1/ns/net`. */
  readonly networkNamespace?: string | undefined
}

export interface EngineOptions extends CaptureSettings, SocketSettings {
  /** A batch and its frames are valid only until the next batch is asked for. */
  readonly reuseMemory: boolean
  /** Ends the capture as `stop` does. */
  readonly signal: AbortSignal | undefined
  /** Called when something happens to an interface. */
  readonly onEvent: ((event: LiveEvent) => void) | undefined
  /** The engines that come first and cannot work here, and why: remarks of the capture. */
  readonly passedOver: readonly string[]
}
