import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import type { CaptureSettings, Device, Engine, EngineOptions } from '../engine.ts'
import { openProgram, troubleWith } from './program-capture.ts'
import { findProgram } from './program.ts'

/**
 * Live capture through Wireshark's dumpcap, which may have the right to capture where this process has not: a pcapng
 * stream on its standard output. It can capture from several interfaces at once.
 */
export const dumpcap: Engine = { name: 'dumpcap', trouble: () => troubleWith('dumpcap'), devices, open }

async function devices(): Promise<readonly Device[]> {
  const { stdout } = await promisify(execFile)(pathOfDumpcap(), ['-D', '-M'])
  return parseDumpcapDevices(stdout)
}

/**
 * Number and name, vendor, description, kind, addresses and two more, with tabs between them; those that are no
 * interfaces of the system are left out.
 */
export function parseDumpcapDevices(text: string): Device[] {
  return text.split('\n').flatMap((line) => {
    const [numbered = '', , description = '', , addresses = ''] = line.split('\t')
    const name = /^\d+\. (.+)$/.exec(numbered)?.[1]
    return name === undefined
      ? []
      : [{ name, description: description || undefined, addresses: addresses.split(',').filter(Boolean) }]
  })
}

function open(interfaces: readonly string[], options: EngineOptions): Promise<LiveCapture> {
  return openProgram(
    {
      engine: 'dumpcap',
      path: pathOfDumpcap(),
      words: dumpcapWords(interfaces, options),
      unmet: unmetByDumpcap(options),
      remarks:
        interfaces.length > 1
          ? ['dumpcap gives packets of several interfaces as it fetches them, which is only nearly in order of time']
          : [],
      interfaces: interfaces.length,
      // A packet waits for its block of the buffer, 250 ms in dumpcap 4.0.
      latency: 300,
      statistics: statisticsOfDumpcap,
    },
    interfaces,
    options,
  )
}

const pathOfDumpcap = () => findProgram('dumpcap')?.path ?? 'dumpcap'

/** The words dumpcap is called with; what comes before the interfaces is for all of them. */
export function dumpcapWords(interfaces: readonly string[], settings: CaptureSettings): string[] {
  const { captureFilter, snapLength, promiscuous = true, monitorMode, bufferSize, timestampType, linkType } = settings
  return [
    '-q',
    '-w',
    '-',
    ...(captureFilter === undefined ? [] : ['-f', captureFilter]),
    ...(snapLength === undefined ? [] : ['-s', `${snapLength}`]),
    ...(promiscuous ? [] : ['-p']),
    ...(monitorMode ? ['-I'] : []),
    ...(bufferSize === undefined ? [] : ['-B', `${Math.max(1, Math.ceil(bufferSize / 2 ** 20))}`]),
    ...(timestampType === undefined ? [] : ['--time-stamp-type', timestampType]),
    ...(linkType === undefined ? [] : ['-y', linkType]),
    ...interfaces.flatMap((name) => ['-i', name]),
  ]
}

export function unmetByDumpcap({
  immediate,
  timestampPrecision,
  direction = 'inout',
  memory,
}: CaptureSettings): string[] {
  return [
    ...(immediate ? ['dumpcap delivers packets up to 0.25 s after they have come'] : []),
    ...(timestampPrecision === 'micro' ? ['dumpcap takes times as exact as it can'] : []),
    ...(direction === 'inout' ? [] : ['dumpcap captures both what comes in and what goes out']),
    ...(memory === undefined ? [] : ['dumpcap keeps nothing here for a slow reader']),
  ]
}

/**
 * What dumpcap says at its end of each interface: packets, and those dropped by libpcap, by dumpcap itself and by the
 * interface.
 */
export function statisticsOfDumpcap(said: string): LiveStatistics | undefined {
  const lines = [...said.matchAll(/': (\d+)\/\d+ \(pcap:(\d+)\/dumpcap:(\d+)\/flushed:(\d+)\/ps_ifdrop:(\d+)\)/g)]
  if (lines.length === 0) return undefined
  const sum = (part: number) => lines.reduce((total, line) => total + Number(line[part]), 0)
  const [droppedByKernel, droppedByReader] = [sum(2), sum(3) + sum(4)]
  return {
    received: sum(1) + droppedByKernel + droppedByReader,
    droppedByKernel,
    droppedByInterface: sum(5),
    droppedByReader,
  }
}
