import { execFile } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { promisify } from 'node:util'
import { CaptureError } from '../../files/error.ts'
import type { LiveCapture, LiveStatistics } from '../live.ts'
import type { CaptureSettings, Device, Engine, EngineOptions } from './engine.ts'
import { openProgram, troubleWith } from './program-capture.ts'
import { findProgram } from './program.ts'

/** Live capture through tcpdump: a pcap stream on its standard output, from one interface. */
export const tcpdump: Engine = { name: 'tcpdump', trouble: () => troubleWith('tcpdump'), devices, open }

async function devices(): Promise<readonly Device[]> {
  const { stdout } = await promisify(execFile)(pathOfTcpdump(), ['-D'])
  return parseTcpdumpDevices(stdout).map((device) => ({
    ...device, addresses: networkInterfaces()[device.name]?.map(({ address }) => address) ?? [],
  }))
}

/** `1.eth0 (description) [flags]`. */
export function parseTcpdumpDevices(text: string): Omit<Device, 'addresses'>[] {
  return text.split('\n').flatMap((line) => {
    const [, name, description] = /^\d+\.(\S+)(?: \((.*)\))?(?: \[[^\]]*\])?$/.exec(line) ?? []
    return name === undefined ? [] : [{ name, description }]
  })
}

async function open(interfaces: readonly string[], options: EngineOptions): Promise<LiveCapture> {
  const [device = '', ...more] = interfaces
  if (more.length > 0) {
    const expected = 'one interface, which is what tcpdump can capture from'
    throw new CaptureError({ code: 'unsupported', path: device, expected, found: 'several' })
  }
  const { timestampPrecision = process.platform === 'linux' ? 'nano' : undefined } = options
  return openProgram({
    engine: 'tcpdump',
    path: pathOfTcpdump(),
    words: tcpdumpWords(device, { ...options, timestampPrecision }),
    unmet: options.memory === undefined ? [] : ['tcpdump keeps nothing here for a slow reader'],
    interfaces: 1,
    latency: options.immediate === false ? 1100 : 20,
    statistics: statisticsOfTcpdump,
  }, interfaces, options)
}

const pathOfTcpdump = () => findProgram('tcpdump')?.path ?? 'tcpdump'

/**
 * The words tcpdump is called with. Unless it is to collect packets it delivers each at once: otherwise they wait for up to a second,
 * and tcpdump leaves behind what waits when it ends.
 */
export function tcpdumpWords(device: string | undefined, settings: CaptureSettings): string[] {
  const {
    captureFilter, snapLength, promiscuous = true, monitorMode, immediate = true, bufferSize = defaultBufferSize, timestampType,
    timestampPrecision, linkType, direction,
  } = settings
  return [
    '-U', '-w', '-',
    ...(device === undefined ? [] : ['-i', device]),
    ...(snapLength === undefined ? [] : ['-s', `${snapLength}`]),
    ...(promiscuous ? [] : ['-p']),
    ...(monitorMode ? ['-I'] : []),
    ...(immediate ? ['--immediate-mode'] : []),
    '-B', `${Math.max(1, Math.ceil(bufferSize / 1024))}`,
    ...(timestampType === undefined ? [] : ['-j', timestampType]),
    ...(timestampPrecision === undefined ? [] : [`--time-stamp-precision=${timestampPrecision}`]),
    ...(linkType === undefined ? [] : ['-y', linkType]),
    ...(direction === undefined ? [] : ['-Q', direction]),
    ...(captureFilter === undefined ? [] : ['--', captureFilter]),
  ]
}

/** With each packet delivered at once it is divided into slots as long as the longest packet: these hold 500 of 64 KiB. */
const defaultBufferSize = 32 << 20

/** What tcpdump says at its end; what it received by filter includes what the kernel dropped. */
export function statisticsOfTcpdump(said: string): LiveStatistics | undefined {
  const count = (words: string) => {
    const number = new RegExp(`^(\\d+) packets? ${words}`, 'm').exec(said)?.[1]
    return number === undefined ? undefined : Number(number)
  }
  const received = count('received by filter')
  if (received === undefined) return undefined
  return { received, droppedByKernel: count('dropped by kernel'), droppedByInterface: count('dropped by interface'), delivered: count('captured') }
}
