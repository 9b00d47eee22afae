/** What the options ask of a capture that is written: which files, how they are called, what is kept. Throws UsageError. */
import { countedNames, numberedNames, timedNames } from '../../capture/writing/file-names.ts'
import type { Keeping } from '../../capture/writing/frame-ring.ts'
import type { Rotation } from '../../capture/writing/rotation.ts'
import { hasConversions } from '../../capture/writing/strftime.ts'
import { autostopOf, type Autostop } from './autostop.ts'
import { criteriaOf } from './size-and-time.ts'
import { UsageError } from '../usage-error.ts'
import type { OptionName, Values } from '../arguments/options.ts'

export interface Recording {
  readonly path: string
  /** Undefined for one file that is called as the path is. */
  readonly rotation: Rotation | undefined
  /** A flight recorder: how much, and for how many seconds it goes on after a trigger. */
  readonly keep: Keeping | undefined
  readonly after: number | undefined
  /** What may not be what was meant. */
  readonly remark: string | undefined
}

/** Undefined where nothing is written. */
export function recordingOf(values: Values): Recording | undefined {
  const { write: path } = values
  const stop = autostopOf(values)
  if (path === undefined) return refuseWithoutFile(values, stop)
  const rotation =
    ringRotation(path, values, stop) ?? countedRotation(path, values, stop) ?? plainRotation(path, values, stop)
  if (path === '-' && rotation) throw new UsageError('-w - is one file: it cannot be several')
  if (values.after !== undefined && values.keep === undefined)
    throw new UsageError('--after says how long after a trigger: it needs --keep')
  if (values.trigger !== undefined && values.keep === undefined)
    throw new UsageError('--trigger says when what was kept is written: it needs --keep')
  const keep = values.keep && keepingOf(values.keep)
  return {
    path,
    keep,
    rotation: rotation && { ...rotation, lazy: keep !== undefined },
    after: values.after === undefined ? undefined : secondsOf(values.after),
    remark: remarkOn(path, values),
  }
}

/** Files that are opened after the first one. */
export function laterFiles({ write, ...values }: Values): readonly string[] {
  const several =
    values['ring-buffer'] !== undefined ||
    values['rotate-size'] !== undefined ||
    values['rotate-seconds'] !== undefined ||
    values.keep !== undefined
  return write !== undefined && several ? [write] : []
}

function remarkOn(
  path: string,
  { 'rotate-seconds': seconds, 'rotate-size': size, 'rotate-count': count }: Values,
): string | undefined {
  if (seconds === undefined || hasConversions(path) || (size === undefined && count === 1)) return undefined
  return '-G without a time in the name, such as %H%M%S: each file replaces the one before of the same name'
}

function refuseWithoutFile(values: Values, { filesize, files }: Autostop): undefined {
  const given = needsFile.find((name) => values[name] !== undefined)
  if (given !== undefined) throw new UsageError(`--${given} is about a file: it needs -w FILE`)
  if (filesize !== undefined || files !== undefined)
    throw new UsageError('-a filesize and files are about files: they need -w FILE')
}

const needsFile: readonly OptionName[] = [
  'file-type',
  'compress',
  'ring-buffer',
  'rotate-size',
  'rotate-seconds',
  'rotate-count',
  'keep',
  'trigger',
  'after',
]

/** -b, as dumpcap has it. */
function ringRotation(path: string, values: Values, stop: Autostop): Rotation | undefined {
  const { 'ring-buffer': words, utc } = values
  if (words === undefined) return undefined
  const given = (['rotate-size', 'rotate-seconds', 'rotate-count'] as const).find((name) => values[name] !== undefined)
  if (given !== undefined)
    throw new UsageError(`-b and --${given} do the same in two ways, dumpcap's and tcpdump's: give one of them`)
  const {
    duration,
    interval,
    filesize = stop.filesize,
    packets,
    files,
    nametimenum,
  } = criteriaOf('-b', words, ringCriteria)
  if ([duration, interval, filesize, packets].every((each) => each === undefined)) {
    throw new UsageError(
      '-b files:N needs to know when a file is over: duration:N, interval:N, filesize:N or packets:N',
    )
  }
  return {
    size: kilobytes(filesize),
    packets,
    seconds: duration,
    interval,
    keep: files,
    files: stop.files,
    punctual: true,
    name: numberedNames(path, { utc, timeFirst: nametimenum !== undefined && nametimenum > 1 }),
  }
}

const ringCriteria = {
  duration: 'seconds',
  interval: 'whole',
  filesize: 'whole',
  packets: 'whole',
  files: 'whole',
  nametimenum: 'whole',
} as const

/** -C, -G and -W, as tcpdump has them. */
function countedRotation(path: string, values: Values, stop: Autostop): Rotation | undefined {
  const { 'rotate-size': sizeText, 'rotate-seconds': seconds, 'rotate-count': count, utc } = values
  if (sizeText === undefined && seconds === undefined) {
    if (count !== undefined) throw new UsageError('-W counts the files of -C or -G: give one of them')
    return undefined
  }
  if (stop.files !== undefined) throw new UsageError('-a files counts the files of -b: with -G, it is -W that ends')
  if (sizeText !== undefined && stop.filesize !== undefined)
    throw new UsageError('-C and -a filesize both say how large a file may be: give one of them')
  const size = sizeText === undefined ? kilobytes(stop.filesize) : bytesOf(sizeText) + 1
  return {
    size,
    period: seconds,
    files: sizeText === undefined ? count : undefined,
    name: countedNames(path, { utc, counted: size !== undefined, ring: size === undefined ? undefined : count }),
  }
}

/** One file, which is over at some size, or whose name says when it began. */
function plainRotation(path: string, { utc }: Values, stop: Autostop): Rotation | undefined {
  if (stop.files !== undefined) throw new UsageError('-a files counts the files of -b: it says when one is over')
  if (stop.filesize === undefined && (path === '-' || !hasConversions(path))) return undefined
  return {
    size: kilobytes(stop.filesize),
    files: stop.filesize === undefined ? undefined : 1,
    name: timedNames(path, { utc }),
  }
}

const kilobytes = (count: number | undefined) => (count === undefined ? undefined : count * 1000)

/** As tcpdump has it: millions of bytes, or KiB, MiB and GiB. */
function bytesOf(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,9})([kmg]?)$/i.exec(text) ?? []
  if (Number(digits) > 0) return Number(digits) * sizeUnits[unit.toLowerCase()]!
  throw new UsageError(
    `-C takes millions of bytes, or a number with k, m or g, such as 100 or 64k, not ${JSON.stringify(text)}`,
  )
}

const sizeUnits: Readonly<Record<string, number>> = { '': 1e6, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }

function keepingOf(words: readonly string[]): Keeping {
  const found = words.map((word) => /^(\d{1,9}(?:\.\d+)?)(s|kb|mb|gb|p)$/i.exec(word) ?? refuseAmount(word))
  if (found.length === 0) refuseAmount('')
  return Object.fromEntries(
    found.map(([word, digits, unit]) => {
      const { name, each } = amounts[unit!.toLowerCase()]!
      return [name, Number(digits) * each || refuseAmount(word)]
    }),
  )
}

function refuseAmount(word: string): never {
  throw new UsageError(
    `--keep takes seconds, megabytes or packets, such as 30s, 50MB or 10000p, not ${JSON.stringify(word)}`,
  )
}

const amounts: Readonly<Record<string, { readonly name: keyof Keeping; readonly each: number }>> = {
  s: { name: 'seconds', each: 1 },
  p: { name: 'packets', each: 1 },
  kb: { name: 'bytes', each: 1e3 },
  mb: { name: 'bytes', each: 1e6 },
  gb: { name: 'bytes', each: 1e9 },
}

function secondsOf(text: string): number {
  const [, digits] = /^(\d{1,9}(?:\.\d+)?)s?$/.exec(text) ?? []
  if (digits === undefined) throw new UsageError(`--after takes seconds, such as 5s, not ${JSON.stringify(text)}`)
  return Number(digits)
}
