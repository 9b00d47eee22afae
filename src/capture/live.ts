import { CaptureError } from '../files/error.ts'
import type { CaptureSettings, Device, EngineName } from './engines/engine.ts'
import type { LiveCapture, LiveEvent, OpenStreamOptions } from './live-capture.ts'

export interface OpenLiveOptions extends CaptureSettings, OpenStreamOptions {
  /**
   * Names, numbers as in `onwire interfaces`, or `any` on Linux. Packets of several interfaces are merged in order of
   * time.
   */
  readonly interfaces: readonly string[]
  /** The engine. Default: the first that works and has permission; `remarks` says why others were skipped. */
  readonly engine?: EngineName | undefined
  /** Called when an interface changes; the capture continues as long as one interface is left. */
  readonly onEvent?: ((event: LiveEvent) => void) | undefined
}

/**
 * Captures from interfaces. Rejects with a CaptureError: `no-engine`, `no-such-interface`, `no-permission` (with the
 * fix for this host), `interface-failed`, `bad-filter`, `unsupported`.
 *
 *     const capture = await openLive({ interfaces: ['eth0'], captureFilter: 'tcp port 443' })
 *     for await (const batch of capture) for (const frame of batch) console.log(frame.number)
 */
export async function openLive(options: OpenLiveOptions): Promise<LiveCapture> {
  const { interfaces, engine, signal, reuseMemory = false, onEvent, ...settings } = options
  if (interfaces.length === 0) throw new TypeError('openLive() needs at least one interface')
  signal?.throwIfAborted()
  const { openWithEngine, workingEngine } = await import('./engines/index.ts')
  // The number of an interface does not depend on the engine.
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
    found: 'an unknown interface',
    advice: names.length === 0 ? 'No interface can be captured from: try sudo' : `Interfaces: ${listed}`,
  })
}
