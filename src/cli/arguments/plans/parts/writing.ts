/** Which capture files are written, how they are named, and what is kept in memory. */
import { countedNames, numberedNames, timedNames } from '../../../../capture/writing/file-names.ts'
import type { Keeping } from '../../../../capture/writing/frame-ring.ts'
import type { Rotation } from '../../../../capture/writing/rotation.ts'
import { hasConversions } from '../../../../capture/writing/strftime.ts'
import { UsageError } from '../../../usage-error.ts'
import type { OptionName, Values } from '../../options.ts'
import { autostopOf, criteriaOf, type Autostop } from './criteria.ts'
import { bytesOf, keepingOf, timeOf } from './amounts.ts'

export type { Autostop } from './criteria.ts'

export interface WritePlan {
  readonly path: string
  /** Undefined for one file named by the path. */
  readonly rotation: Rotation | undefined
  readonly format: Values['file-type']
  readonly compress: Values['compress']
  readonly packetBuffered: boolean
  /** Whether the secrets of the source are left out. */
  readonly withoutSecrets: boolean
  /**
   * A flight recorder: how much it keeps, its display filter, and for how many seconds it continues after a trigger.
   */
  readonly keep: Keeping | undefined
  readonly trigger: string | undefined
  readonly after: number | undefined
  /** Paths of files that are opened after the first one. */
  readonly laterFiles: readonly string[]
  /** What the user may not have meant. */
  readonly warning: string | undefined
}

/** Throws UsageError. `write` is undefined where nothing is written. */
export function writingPlan(values: Values): { write: WritePlan | undefined; autostop: Autostop | undefined } {
  const stop = autostopOf(values)
  const autostop = values.autostop && stop
  const { write: path } = values
  if (path !== undefined) return { write: writePlan(path, values, stop), autostop }
  refuseWithoutFile(values, stop)
  return { write: undefined, autostop }
}

function writePlan(path: string, values: Values, stop: Autostop): WritePlan {
  const rotation =
    ringRotation(path, values, stop) ?? countedRotation(path, values, stop) ?? plainRotation(path, values, stop)
  refuseEnding(path, values)
  if (path === '-' && rotation) throw new UsageError('-w - is one file: it cannot be several')
  if (values.after !== undefined && values.keep === undefined)
    throw new UsageError('--after is the time after a trigger: it needs --keep')
  if (values.trigger !== undefined && values.keep === undefined)
    throw new UsageError('--trigger writes what --keep keeps: it needs --keep')
  const keep = values.keep && keepingOf(values.keep)
  return {
    path,
    rotation: rotation && { ...rotation, lazy: keep !== undefined },
    format: values['file-type'],
    compress: values.compress,
    packetBuffered: values['packet-buffered'] ?? false,
    withoutSecrets: values['no-secrets'] ?? false,
    keep,
    trigger: values.trigger,
    after: values.after === undefined ? undefined : timeOf('after', values.after, 's') / 1000,
    laterFiles: severalFiles.some((name) => values[name] !== undefined) ? [path] : [],
    warning: warningAbout(path, values),
  }
}

/** A name that promises a compression there is none of is refused: the file would be plain. */
function refuseEnding(path: string, { compress, 'file-type': type }: Values): void {
  const ending = /\.(?:bz2|xz|lz4|lzma|zip|7z|br|Z)$/.exec(path)?.[0]
  if (ending === undefined || compress !== undefined || type !== undefined) return
  throw new UsageError(
    `-w ${path}: files are compressed with gzip (.gz) or zstd (.zst), not as ${ending}; --compress chooses one, ` +
      'and --file-type writes to any name',
  )
}

const severalFiles: readonly OptionName[] = ['ring-buffer', 'rotate-size', 'rotate-seconds', 'keep']

function warningAbout(
  path: string,
  { 'rotate-seconds': seconds, 'rotate-size': size, 'rotate-count': count }: Values,
): string | undefined {
  if (seconds === undefined || hasConversions(path) || (size === undefined && count === 1)) return undefined
  return '-G without a time in the file name, such as %H%M%S: each file overwrites the previous one of the same name'
}

function refuseWithoutFile(values: Values, { filesize, files }: Autostop): void {
  const given = needsFile.find((name) => values[name] !== undefined)
  if (given !== undefined) throw new UsageError(`--${given} is about a file: it needs -w FILE`)
  if (filesize !== undefined || files !== undefined)
    throw new UsageError('-a filesize and files are about files: they need -w FILE')
}

const needsFile: readonly OptionName[] = [
  'file-type',
  'compress',
  'no-secrets',
  'ring-buffer',
  'rotate-size',
  'rotate-seconds',
  'rotate-count',
  'keep',
  'trigger',
  'after',
]

/** `-b`, as in dumpcap. */
function ringRotation(path: string, values: Values, stop: Autostop): Rotation | undefined {
  const { 'ring-buffer': words, utc } = values
  if (words === undefined) return undefined
  const given = (['rotate-size', 'rotate-seconds', 'rotate-count'] as const).find((name) => values[name] !== undefined)
  if (given !== undefined)
    throw new UsageError(`-b (as in dumpcap) and --${given} (as in tcpdump) both rotate files: use one of them`)
  const found = criteriaOf('-b', words, ringCriteria)
  const { duration, interval, filesize = stop.filesize, packets, files, nametimenum } = found
  if ([duration, interval, filesize, packets].every((each) => each === undefined)) {
    throw new UsageError(
      '-b files:N needs a criterion for the next file: duration:N, interval:N, filesize:N or packets:N',
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

/** `-C`, `-G` and `-W`, as in tcpdump. */
function countedRotation(path: string, values: Values, stop: Autostop): Rotation | undefined {
  const { 'rotate-size': sizeText, 'rotate-seconds': seconds, 'rotate-count': count, utc } = values
  if (sizeText === undefined && seconds === undefined) {
    if (count !== undefined) throw new UsageError('-W counts the files of -C or -G: add one of them')
    return undefined
  }
  if (stop.files !== undefined) throw new UsageError('-a files counts the files of -b: with -G, use -W')
  if (sizeText !== undefined && stop.filesize !== undefined)
    throw new UsageError('-C and -a filesize both limit the size of a file: use one of them')
  const size = sizeText === undefined ? kilobytes(stop.filesize) : bytesOf(sizeText) + 1
  return {
    size,
    period: seconds,
    files: sizeText === undefined ? count : undefined,
    name: countedNames(path, { utc, counted: size !== undefined, ring: size === undefined ? undefined : count }),
  }
}

/** One file, which ends at a size, or whose name contains the time it began. */
function plainRotation(path: string, { utc }: Values, stop: Autostop): Rotation | undefined {
  if (stop.files !== undefined) throw new UsageError('-a files counts the files of -b: add -b')
  if (stop.filesize === undefined && (path === '-' || !hasConversions(path))) return undefined
  return {
    size: kilobytes(stop.filesize),
    files: stop.filesize === undefined ? undefined : 1,
    name: timedNames(path, { utc }),
  }
}

const kilobytes = (count: number | undefined) => (count === undefined ? undefined : count * 1000)
