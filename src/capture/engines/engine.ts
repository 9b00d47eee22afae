import type { LiveCapture } from '../live.ts'

/** A way to reach the packets of the system's network interfaces. A new one is one file and one line in `index.ts`. */
export interface Engine {
  readonly name: string
  /** Whether it can work here: undefined if so, otherwise a CaptureError (`no-engine`) that says what to do. */
  trouble(): Promise<Error | undefined>
  /** In the order of their numbers, which begin with 1. Works without privilege. */
  devices(): Promise<readonly Device[]>
  /** Begins to capture. Rejects with a CaptureError: `no-permission`, `interface-failed`. */
  open(device: string, options: EngineOptions): Promise<LiveCapture>
}

/** An interface as an engine knows it; the rest the system tells (`../interfaces.ts`). */
export interface Device {
  readonly name: string
  readonly description?: string | undefined
  readonly addresses: readonly string[]
}

export interface EngineOptions {
  /** Also what is meant for other machines. */
  readonly promiscuous: boolean
  /** Bytes the system keeps until they are fetched; undefined is for the engine to choose. */
  readonly bufferSize: number | undefined
  /** A batch and its frames are valid only until the next batch is asked for. */
  readonly reuseMemory: boolean
}
