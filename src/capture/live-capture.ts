import type { InterfaceStatistics } from '../files/description.ts'
import type { FrameStream } from './frame-stream.ts'

/** Of every capture that goes on until it is told to end, wherever its packets come from. */
export interface OpenStreamOptions {
  /** Ends the capture as `stop` does. */
  readonly signal?: AbortSignal | undefined
  /** As for `openFile`: a batch and its frames are then valid only until the next batch is asked for. */
  readonly reuseMemory?: boolean
}

/** Something that happened to an interface that is captured from. */
export interface LiveEvent {
  /** The interface, as it was called when the capture began. */
  readonly interface: string
  readonly kind: 'down' | 'up' | 'renamed' | 'deleted' | 'address-added' | 'address-removed' | 'failed'
  /** The new name, the address, or why it failed. */
  readonly detail?: string | undefined
}

/**
 * Frames of interfaces as they arrive: the loop over them lasts until `stop` or `close`, or until the last interface
 * fails.
 */
export interface LiveCapture extends FrameStream {
  /** What captures. */
  readonly engine: string
  /** What it was asked and cannot do. */
  readonly unmet: readonly string[]
  /** What to know about its packets. */
  readonly remarks: readonly string[]
  /**
   * Counts so far, of all interfaces; each interface has its own in `interfaces`. Undefined where the engine does not
   * tell.
   */
  readonly statistics: LiveStatistics | undefined
  /** Ends the capture; the loop gives what has arrived, and ends. */
  stop(): void
  /**
   * Sends a frame, as it is to be on the wire, from an interface of the capture. Rejects with a CaptureError,
   * `unsupported` where the engine cannot.
   */
  inject(bytes: Uint8Array, interfaceId?: number): Promise<void>
}

/**
 * Counts of a live capture: each packet that passed the filter was delivered, waits, or is in one of the other three.
 */
export interface LiveStatistics extends InterfaceStatistics {
  /** Packets for which there was no memory left here, because the reader was slow. */
  readonly droppedByReader?: number | undefined
}

/** Packets that were lost, whoever lost them; undefined where nobody tells. */
export function lost(statistics: LiveStatistics | undefined): number | undefined {
  if (statistics === undefined) return undefined
  const { droppedByKernel = 0, droppedByInterface = 0, droppedByReader = 0 } = statistics
  return droppedByKernel + droppedByInterface + droppedByReader
}
