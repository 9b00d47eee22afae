import type { InterfaceStatistics } from '../files/description.ts'
import { CaptureError } from '../files/error.ts'
import { openWithEngine, workingEngine } from './engines/index.ts'
import type { CaptureSettings, Device, EngineName } from './engines/engine.ts'
import type { FrameStream } from './frame-stream.ts'

/** Of every capture that goes on until it is told to end, wherever its packets come from. */
export interface OpenStreamOptions {
  /** Ends the capture as `stop` does. */
  readonly signal?: AbortSignal | undefined
  /** As for `openFile`: a batch and its frames are then valid only until the next batch is asked for. */
  readonly reuseMemory?: boolean
}

export interface OpenLiveOptions extends CaptureSettings, OpenStreamOptions {
  /**
   * The interfaces: names, numbers in `onwire interfaces`, or `any` where the system has that. Several give one
   * capture, in order of time.
   */
  readonly interfaces: readonly string[]
  /** What captures; unless given the first that works here and may capture, and `remarks` says why others did not. */
  readonly engine?: EngineName | undefined
  /** Called when something happens to an interface; the capture goes on as long as one is left. */
  readonly onEvent?: ((event: LiveEvent) => void) | undefined
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

/**
 * Captures from interfaces. Rejects with a CaptureError: `no-engine`, `no-such-interface`, `no-permission` (and what to
 * do about it on this machine), `interface-failed`, `bad-filter`, `unsupported`.
 *
 *     const capture = await openLive({ interfaces: ['eth0'], captureFilter: 'tcp port 443' })
 *     for await (const batch of capture) for (const frame of batch) console.log(frame.number)
 */
export async function openLive(options: OpenLiveOptions): Promise<LiveCapture> {
  const { interfaces, engine, signal, reuseMemory = false, onEvent, ...settings } = options
  if (interfaces.length === 0) throw new TypeError('openLive() takes the name of at least one interface')
  signal?.throwIfAborted()
  // An interface has the same number whatever captures.
  const devices = await (await workingEngine()).devices()
  const names = interfaces.map((each) => nameOf(each, devices))
  return openWithEngine(engine, names, { ...settings, reuseMemory, signal, onEvent, passedOver: [] })
}

function nameOf(wanted: string, devices: readonly Device[]): string {
  const names = devices.map(({ name }) => name)
  if (names.includes(wanted)) return wanted
  const numbered = /^[1-9]\d*$/.test(wanted) ? names[Number(wanted) - 1] : undefined
  if (numbered !== undefined) return numbered
  const listed = names.map((name, index) => `${index + 1} ${name}`).join(', ')
  throw new CaptureError({
    code: 'no-such-interface',
    path: wanted,
    expected: 'the name or the number of an interface',
    found: 'neither',
    advice: names.length === 0 ? 'None can be captured from here: it may need sudo' : `There are: ${listed}`,
  })
}
