import type { InterfaceStatistics } from '../files/description.ts'
import type { AsyncClosable } from '../files/streams/disposal.ts'
import type { FrameStream } from '../files/streams/frame-stream.ts'

/** Options of every capture that runs until it is stopped. */
export interface OpenStreamOptions {
  /** Stops the capture, as `stop` does. */
  readonly signal?: AbortSignal | undefined
  /** As in `openFile`: a batch and its frames are valid only until the next batch is requested. */
  readonly reuseMemory?: boolean
}

/** A change of a captured interface. */
export interface LiveEvent {
  /** The name of the interface when the capture began. */
  readonly interface: string
  readonly kind: 'down' | 'up' | 'renamed' | 'deleted' | 'address-added' | 'address-removed' | 'failed'
  /** The new name, the address, or the reason of the failure. */
  readonly detail?: string | undefined
}

/** A live capture. The loop over its batches ends after `stop` or `close`, or when the last interface fails. */
export interface LiveCapture extends FrameStream, AsyncClosable {
  /** The engine that captures. */
  readonly engine: string
  /** Requested options that the engine does not support. */
  readonly unmet: readonly string[]
  /** Warnings about the capture, for the user. */
  readonly remarks: readonly string[]
  /**
   * Counts of all interfaces so far; those of each are in `interfaces`. Undefined if the engine does not report them.
   */
  readonly statistics: LiveStatistics | undefined
  /** Stops the capture; the loop delivers the packets received so far and ends. */
  stop(): void
  /**
   * Sends a frame, link-layer header included, from an interface of the capture. Rejects with a CaptureError,
   * `unsupported` if the engine cannot send.
   */
  inject(bytes: Uint8Array, interfaceId?: number): Promise<void>
}

/**
 * Counts of a live capture: each packet that passed the filter was delivered, is waiting, or is in one of the three
 * drop counts.
 */
export interface LiveStatistics extends InterfaceStatistics {
  /** Packets dropped because the buffer of this process was full: the reader was slow. */
  readonly droppedByReader?: number | undefined
}

/** The number of lost packets, from all causes; undefined if not reported. */
export function lost(statistics: LiveStatistics | undefined): number | undefined {
  if (statistics === undefined) return undefined
  const { droppedByKernel = 0, droppedByInterface = 0, droppedByReader = 0 } = statistics
  return droppedByKernel + droppedByInterface + droppedByReader
}
