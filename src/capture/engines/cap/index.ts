import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CaptureError } from '../../../files/error.ts'
import { openCaptureStream } from '../../reading/live-stream.ts'
import type { LiveCapture } from '../../live-capture.ts'
import { loadCap } from './addon.ts'
import type { CaptureSettings, Engine, EngineOptions } from '../engine.ts'
import { programFile } from '../../program-file.ts'
import { Program, type Ending } from '../programs/program.ts'

/**
 * Live capture through the package `cap` 0.2.1, in a process of its own (`cap-process.ts`) that sends a pcap stream.
 * The package ends its process when the interface goes down, does not return to the event loop while packets are
 * waiting, and cannot be opened twice. As a process it can be stopped at any time, and its failures are ordinary
 * errors.
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
    name,
    description,
    addresses: addresses.flatMap(({ addr }) => (addr === undefined ? [] : [addr])),
  }))
}

async function open([device = '', ...more]: readonly string[], options: EngineOptions): Promise<LiveCapture> {
  const { captureFilter = '', bufferSize = defaultBufferSize, reuseMemory, signal, passedOver, onEvent } = options
  if (more.length > 0) throw oneOnly(device)
  if (isDown(device)) throw failed(device, 'an interface that is down')
  const program = new Program(
    process.execPath,
    [fileURLToPath(programFile('engines/cap/cap-process')), device, `${bufferSize}`, captureFilter],
    { ownGroup: true },
  )
  let stopped = false
  return openCaptureStream(
    program.output,
    {
      name: device,
      engine: 'cap',
      unmet: unmetByCap(options),
      remarks: [
        ...passedOver,
        'cap reports no timestamps: times are those of arrival in this process',
        'cap reports no original lengths: lengths are those captured (at most 65,535 bytes)',
        'cap does not report dropped packets',
      ],
      // It flushes its packets and ends; if it is too busy, it is killed.
      stop() {
        stopped = true
        program.endInput()
        program.killAfter(patience)
      },
      close() {
        stopped = true
        program.signal('SIGKILL')
      },
      async failure() {
        const ending = await program.ended
        if (stopped || ending.status === 0) return undefined
        const failure = failureOf(device, program.said, ending, captureFilter)
        if (failure.code === 'interface-failed') onEvent?.({ interface: device, kind: 'failed', detail: failure.found })
        return failure
      },
    },
    { reuseMemory, signal },
  )
}

/** libpcap divides it into slots of 65,535 bytes: enough for 500 packets of any size. */
const defaultBufferSize = 32 << 20

/** Milliseconds for a child process to end by itself. */
const patience = 500

export function unmetByCap(settings: CaptureSettings): string[] {
  const {
    promiscuous = true,
    snapLength = 65_535,
    monitorMode,
    immediate,
    timestampType,
    timestampPrecision,
    linkType,
    direction = 'inout',
    memory,
  } = settings
  return [
    ...(promiscuous ? [] : ['cap always captures in promiscuous mode']),
    ...(snapLength === 65_535 ? [] : ['cap always keeps at most 65,535 bytes of a packet']),
    ...(monitorMode ? ['cap has no monitor mode'] : []),
    ...(immediate === undefined ? [] : ['cap has no immediate mode']),
    ...(timestampType === undefined && timestampPrecision === undefined
      ? []
      : ['cap reports no timestamps: times are those of arrival in this process']),
    ...(linkType === undefined ? [] : ['cap cannot choose the link type']),
    ...(direction === 'inout' ? [] : ['cap always captures both directions']),
    ...(memory === undefined ? [] : ['cap has no buffer for a slow reader']),
  ]
}

/** On Linux, checked before a process is started in vain. */
function isDown(device: string): boolean {
  try {
    return (Number(readFileSync(`/sys/class/net/${device}/flags`, 'utf8')) & 1) === 0
  } catch {
    return false
  }
}

function failureOf(
  device: string,
  said: string,
  { status, signal, error }: Ending,
  captureFilter: string,
): CaptureError {
  const message = /^failed: (.*)$/m.exec(said)?.[1]
  if (message === undefined)
    return failed(device, `a failed capture (${error?.message ?? signal ?? `status ${status}`})`)
  if (/permission|not permitted/i.test(message)) {
    return new CaptureError({
      code: 'no-permission',
      path: device,
      expected: 'permission to capture',
      found: `permission denied (${message})`,
    })
  }
  if (captureFilter !== '' && !/device|not up|down|socket|ioctl|bind/i.test(message)) {
    return new CaptureError({
      code: 'bad-filter',
      path: device,
      expected: 'a capture filter',
      found: `${captureFilter} (${message})`,
    })
  }
  return failed(device, message)
}

function failed(path: string, found: string): CaptureError {
  const isDown = /down|not up/i.test(found)
  return new CaptureError({
    code: 'interface-failed',
    path,
    expected: 'an interface that can be captured from',
    found,
    advice: isDown
      ? `Bring it up: ip link set ${path} up`
      : 'The interface may be down or removed: see onwire interfaces',
  })
}

const oneOnly = (device: string) =>
  new CaptureError({
    code: 'unsupported',
    path: device,
    expected: 'a single interface, the only choice with cap',
    found: 'several',
  })
