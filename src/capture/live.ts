import { CaptureError } from '../files/error.ts'
import { openWithEngine, workingEngine } from './engines/index.ts'
import type { CaptureSettings, Device, EngineName } from './engines/engine.ts'
import type { LiveCapture, LiveEvent, OpenStreamOptions } from './live-capture.ts'

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
