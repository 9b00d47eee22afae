import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import type { CaptureSettings, Device, Engine, EngineOptions } from '../engine.ts'
import { openProgram, troubleWith } from './program-capture.ts'
import { findProgram } from './program.ts'

/**
 * Live capture through Wireshark's dumpcap, which may have capabilities that this process lacks. Reads a pcapng stream
 * from its standard output. Supports several interfaces.
 */
export const dumpcap: Engine = { name: 'dumpcap', trouble: () => troubleWith('dumpcap'), devices, open }

async function devices(): Promise<readonly Device[]> {
  const { stdout } = await promisify(execFile)(pathOfDumpcap(), ['-D', '-M'])
  return parseDumpcapDevices(stdout)
}

/**
 * Fields separated by tabs: number and name, vendor, description, kind, addresses and two more; only network interfaces
 * are kept.
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
          ? ['dumpcap delivers packets of several interfaces only approximately in order of time']
          : [],
      interfaces: interfaces.length,
      // A packet waits until its buffer block is delivered, 250 ms in dumpcap 4.0.
      latency: 300,
      statistics: statisticsOfDumpcap,
    },
    interfaces,
    options,
  )
}

const pathOfDumpcap = () => findProgram('dumpcap')?.path ?? 'dumpcap'

/** The arguments of dumpcap; options before the interfaces apply to all of them. */
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
    ...(immediate ? ['dumpcap delivers packets with a delay of up to 0.25 s'] : []),
    ...(timestampPrecision === 'micro' ? ['dumpcap always uses the best timestamp precision'] : []),
    ...(direction === 'inout' ? [] : ['dumpcap always captures both directions']),
    ...(memory === undefined ? [] : ['dumpcap has no additional buffer for a slow reader']),
  ]
}

/**
 * Parses the final statistics of dumpcap for each interface: packets, and those dropped by libpcap, by dumpcap and by
 * the interface.
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
