import { CaptureError } from '../../files/error.ts'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openCaptureStream } from '../live-stream.ts'
import type { LiveCapture } from '../live.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { loadCap } from './cap-addon.ts'

/**
 * Live capture through the package `cap` 0.2.1, in a process of its own (`cap-process.ts`) that sends a pcap stream. The package
 * ends its whole process when its interface goes down, does not return to the event loop while packets are waiting, and cannot
 * be opened twice: as a process it can be stopped at any time, and what happens to it is an error like any other.
 */
export const cap: Engine = { name: 'cap', trouble, devices, open }

async function trouble(): Promise<Error | undefined> {
  try {
    await loadCap()
    return undefined
  } catch (error) {
    return error as Error
  }
}

async function devices() {
  const { Cap } = await loadCap()
  return Cap.deviceList().map(({ name, description, addresses }) => ({
    name, description, addresses: addresses.flatMap(({ addr }) => (addr === undefined ? [] : [addr])),
  }))
}

async function open([device = '', ...more]: readonly string[], options: EngineOptions): Promise<LiveCapture> {
  const { promiscuous = true, bufferSize = defaultBufferSize, reuseMemory } = options
  if (more.length > 0) throw oneOnly(device)
  const child = spawn(process.execPath, [program, device, `${bufferSize}`])
  const said = collect(child)
  // Once root is given up it may not be signalled any more: then it ends with its standard input.
  child.on('error', () => child.stdin.end())
  return openCaptureStream(child.stdout, {
    name: device,
    engine: 'cap',
    unmet: promiscuous ? [] : ['cap always captures in promiscuous mode'],
    remarks: ['cap tells no times and no lengths: times are those of arrival here, lengths those captured (at most 65,535 bytes)'],
    // The child flushes what it has and ends; one that is too busy to notice is ended.
    stop() {
      child.stdin.end()
      setTimeout(() => child.kill('SIGKILL'), patience).unref()
    },
    close: () => { child.kill('SIGKILL') },
    async failure() {
      const [status, signal] = await ended(child)
      return status === 0 ? undefined : failureOf(device, said(), status, signal)
    },
  }, reuseMemory)
}

const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './cap-process.ts' : './cap-process.js', import.meta.url))

/** libpcap divides it into slots of 65,535 bytes: these hold 500 packets, whatever their size. */
const defaultBufferSize = 32 << 20

/** Milliseconds a child has to end by itself. */
const patience = 500

/** What the child says on standard error, from its beginning. */
function collect({ stderr, stdin }: ChildProcessWithoutNullStreams): () => string {
  let said = ''
  stderr.setEncoding('utf8').on('data', (text: string) => { if (said.length < 4096) said += text })
  // It may have gone before it is told to.
  stdin.on('error', () => {})
  return () => said
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<[status: number | null, signal: NodeJS.Signals | null]> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return [child.exitCode, child.signalCode]
}

function failureOf(device: string, said: string, status: number | null, signal: NodeJS.Signals | null): CaptureError {
  const message = /^failed: (.*)$/m.exec(said)?.[1]
  if (message === undefined) {
    return new CaptureError({
      code: 'interface-failed', path: device, expected: 'packets', found: `that the capture broke off (${signal ?? `status ${status}`})`,
      advice: 'The interface may have gone down, or away: see onwire interfaces',
    })
  }
  if (/permission|not permitted/i.test(message)) {
    return new CaptureError({
      code: 'no-permission', path: device, expected: 'the right to capture', found: `that the system refuses it (${message})`,
      advice: 'Run it as root, with sudo',
    })
  }
  return new CaptureError({
    code: 'interface-failed', path: device, expected: 'an interface that can be captured from', found: message,
    ...(/not up|down/i.test(message) ? { advice: `Bring it up: ip link set ${device} up` } : {}),
  })
}

const oneOnly = (device: string) => new CaptureError({
  code: 'unsupported', path: device, expected: 'one interface, which is what cap can capture from', found: 'several',
})
