import type { InterfaceStatistics } from '../files/description.ts'
import { CaptureError } from '../files/error.ts'
import { workingEngine } from './engines/index.ts'
import type { Engine } from './engines/engine.ts'
import type { FrameSource } from './source.ts'

export interface OpenLiveOptions {
  /** The interface: its name, its number in `onwire interfaces`, or `any` where the system has that. One at a time so far. */
  readonly interfaces: readonly string[]
  /** Also what is meant for other machines; so unless false. */
  readonly promiscuous?: boolean
  /** Bytes the system keeps until they are fetched. */
  readonly bufferSize?: number
  /** As for `openFile`: a batch and its frames are then valid only until the next batch is asked for. */
  readonly reuseMemory?: boolean
}

/** Frames of an interface as they arrive: the loop over them lasts until `stop` or `close`, or until the interface fails. */
export interface LiveCapture extends FrameSource {
  /** What captures. */
  readonly engine: string
  /** What it was asked and cannot do. */
  readonly unmet: readonly string[]
  /** What to know about its packets. */
  readonly remarks: readonly string[]
  /** Counts so far; undefined where the engine does not tell. */
  readonly statistics: InterfaceStatistics | undefined
  /** Ends the capture; the loop gives what has arrived, and ends. */
  stop(): void
}

/**
 * Captures from an interface. Rejects with a CaptureError: `no-engine`, `no-such-interface`, `no-permission`, `interface-failed`.
 *
 *     for await (const batch of await openLive({ interfaces: ['eth0'] })) for (const frame of batch) console.log(frame.number)
 */
export async function openLive(options: OpenLiveOptions): Promise<LiveCapture> {
  const { interfaces: [wanted = '', ...more], promiscuous = true, bufferSize, reuseMemory = false } = options
  if (wanted === '' || more.length > 0) throw new TypeError('openLive() takes the name of one interface')
  const engine = await workingEngine()
  return engine.open(await nameOf(wanted, engine), { promiscuous, bufferSize, reuseMemory })
}

async function nameOf(wanted: string, engine: Engine): Promise<string> {
  const names = (await engine.devices()).map(({ name }) => name)
  if (names.includes(wanted)) return wanted
  const numbered = /^[1-9]\d*$/.test(wanted) ? names[Number(wanted) - 1] : undefined
  if (numbered !== undefined) return numbered
  const listed = names.map((name, index) => `${index + 1} ${name}`).join(', ')
  throw new CaptureError({
    code: 'no-such-interface', path: wanted, expected: 'the name or the number of an interface', found: 'neither',
    advice: names.length === 0 ? 'None can be captured from here: it may need sudo' : `There are: ${listed}`,
  })
}
