import { execFile } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { promisify } from 'node:util'
import { CaptureError } from '../../../files/error.ts'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import type { CaptureSettings, Device, Engine, EngineOptions } from '../engine.ts'
import { openProgram, troubleWith } from './program-capture.ts'
import { findProgram } from './program.ts'

/** Live capture through tcpdump, from a single interface: reads a pcap stream from its standard output. */
export const tcpdump: Engine = { name: 'tcpdump', trouble: () => troubleWith('tcpdump'), devices, open }

async function devices(): Promise<readonly Device[]> {
  const { stdout } = await promisify(execFile)(pathOfTcpdump(), ['-D'])
  return parseTcpdumpDevices(stdout).map((device) => ({
    ...device,
    addresses: networkInterfaces()[device.name]?.map(({ address }) => address) ?? [],
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
    const expected = 'a single interface, the only choice with tcpdump'
    throw new CaptureError({ code: 'unsupported', path: device, expected, found: 'several interfaces' })
  }
  const { timestampPrecision = process.platform === 'linux' ? 'nano' : undefined } = options
  return openProgram(
    {
      engine: 'tcpdump',
      path: pathOfTcpdump(),
      words: tcpdumpWords(device, { ...options, timestampPrecision }),
      unmet: options.memory === undefined ? [] : ['tcpdump has no additional buffer for a slow reader'],
      remarks: options.immediate
        ? []
        : ['tcpdump delivers packets with a delay of up to a second without immediate mode'],
      interfaces: 1,
      latency: options.immediate ? 20 : 1100,
      statistics: statisticsOfTcpdump,
    },
    interfaces,
    options,
  )
}

const pathOfTcpdump = () => findProgram('tcpdump')?.path ?? 'tcpdump'

/** The arguments of tcpdump; without a device it uses its default interface. */
export function tcpdumpWords(device: string | undefined, settings: CaptureSettings): string[] {
  const {
    captureFilter,
    snapLength,
    promiscuous = true,
    monitorMode,
    immediate,
    bufferSize = immediate ? immediateBufferSize : undefined,
    timestampType,
    timestampPrecision,
    linkType,
    direction,
  } = settings
  return [
    '-U',
    '-w',
    '-',
    ...(device === undefined ? [] : ['-i', device]),
    ...(snapLength === undefined ? [] : ['-s', `${snapLength}`]),
    ...(promiscuous ? [] : ['-p']),
    ...(monitorMode ? ['-I'] : []),
    ...(immediate ? ['--immediate-mode'] : []),
    ...(bufferSize === undefined ? [] : ['-B', `${Math.max(1, Math.ceil(bufferSize / 1024))}`]),
    ...(timestampType === undefined ? [] : ['-j', timestampType]),
    ...(timestampPrecision === undefined ? [] : [`--time-stamp-precision=${timestampPrecision}`]),
    ...(linkType === undefined ? [] : ['-y', linkType]),
    ...(direction === undefined ? [] : ['-Q', direction]),
    ...(captureFilter === undefined ? [] : ['--', captureFilter]),
  ]
}

/** Bytes: in immediate mode, libpcap divides the buffer into slots of the snap length. */
const immediateBufferSize = 32 << 20

/** Parses the final statistics of tcpdump; "received by filter" includes packets dropped by the kernel. */
export function statisticsOfTcpdump(said: string): LiveStatistics | undefined {
  const count = (words: string) => {
    const number = new RegExp(`^(\\d+) packets? ${words}`, 'm').exec(said)?.[1]
    return number === undefined ? undefined : Number(number)
  }
  const received = count('received by filter')
  if (received === undefined) return undefined
  return {
    received,
    droppedByKernel: count('dropped by kernel'),
    droppedByInterface: count('dropped by interface'),
    delivered: count('captured'),
  }
}
