import { basename, dirname, join } from 'node:path'
import { compressionOfPath } from '../../files/writer.ts'
import type { SeriesFile } from './rotation.ts'
import { strftime } from './strftime.ts'

export interface NameOptions {
  /** Times are in UTC. Default: the local time zone. */
  readonly utc?: boolean | undefined
}

/** A path with strftime conversions (`%H`), formatted with the start time of each file. */
export function timedNames(path: string, { utc }: NameOptions = {}): (file: SeriesFile) => string {
  return ({ time }) => strftime(path, time, utc)
}

/** Names as in dumpcap: `trace_00001_20261124041500.pcapng`; with `timeFirst` the time precedes the number. */
export function numberedNames(
  path: string,
  { utc, timeFirst }: NameOptions & { readonly timeFirst?: boolean } = {},
): (file: SeriesFile) => string {
  const [stem, ending] = splitEnding(basename(path))
  return ({ number, time }) => {
    const parts = [`${(number + 1) % 100_000}`.padStart(5, '0'), strftime('%Y%m%d%H%M%S', time, utc)]
    const name = [strftime(stem, time, utc), ...(timeFirst ? parts.reverse() : parts)].join('_') + ending
    return join(strftime(dirname(path), time, utc), name)
  }
}

/** Names as in tcpdump. */
export interface CountedNameOptions extends NameOptions {
  /**
   * Whether files are limited in size (-C): all but the first then have a number appended, which restarts with each
   * period.
   */
  readonly counted: boolean
  /** Number of file names (-W): numbers are padded to the length of the largest and restart at 0. */
  readonly ring?: number | undefined
}

export function countedNames(path: string, { utc, counted, ring }: CountedNameOptions): (file: SeriesFile) => string {
  const digits = ring === undefined || ring < 2 ? 0 : `${ring - 1}`.length
  return ({ numberInPeriod, periodTime }) => {
    const name = strftime(path, periodTime, utc)
    const number = ring === undefined ? numberInPeriod : numberInPeriod % ring
    return counted && (number > 0 || digits > 0) ? `${name}${`${number}`.padStart(digits, '0')}` : name
  }
}

/** The extension, including that of the compression; numbers are inserted before it. */
function splitEnding(name: string): [string, string] {
  const plain = compressionOfPath(name) ? name.slice(0, name.lastIndexOf('.')) : name
  const dot = plain.lastIndexOf('.')
  const end = dot > 0 ? dot : plain.length
  return [name.slice(0, end), name.slice(end)]
}
