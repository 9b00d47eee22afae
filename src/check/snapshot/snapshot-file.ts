/** Snapshot files: written the first time, compared afterwards, and updated on request. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { difference } from './difference.ts'
import { sortedEntries } from './sorted-entries.ts'
import type { Palette } from '../../text/palette.ts'

export type SnapshotOutcome =
  | { readonly kind: 'same' | 'written' | 'updated' }
  /** The file does not exist, and was not to be written. */
  | { readonly kind: 'missing' }
  /** With the changed lines, and the text of the file; `reordered` if only the order differs. */
  | {
      readonly kind: 'different'
      readonly difference: string
      readonly expected: string
      readonly reordered: boolean
    }

export interface SnapshotFileOptions {
  /** `all` replaces a file, `new` writes it only if it does not exist, `none` never writes. */
  readonly update: 'all' | 'new' | 'none'
  /** Whether the order of conversations and requests does not count. Default: false. */
  readonly unordered?: boolean | undefined
  /** Colors of the difference. Default: none. */
  readonly palette?: Palette | undefined
}

/** Compares a transcript with a snapshot file. Throws the system's error if the file cannot be read or written. */
export function matchSnapshotFile(
  path: string,
  transcript: string,
  { update, palette, unordered = false }: SnapshotFileOptions,
): SnapshotOutcome {
  const before = read(path)
  if (before === undefined) {
    if (update === 'none') return { kind: 'missing' }
    write(path, transcript)
    return { kind: 'written' }
  }
  const content = contentOf(before.text)
  const sorted = sortedEntries(content)
  const expected = unordered ? sorted : content
  const actual = unordered ? sortedEntries(transcript) : transcript
  const changed = difference(expected, actual, palette)
  if (changed === undefined) return { kind: 'same' }
  if (update !== 'all')
    return { kind: 'different', difference: changed, expected, reordered: sorted === sortedEntries(transcript) }
  write(path, transcript, before.stats)
  return { kind: 'updated' }
}

const heading = '# What was sent, as onwire recorded it. Lines that begin with # are not compared.\n\n'

/** Lines of a transcript never begin with #; editors may have changed line ends. */
const contentOf = (text: string) =>
  `${text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replace(/^#.*\n/gm, '')
    .trim()}\n`

interface Snapshot {
  readonly text: string
  readonly stats: Stats
}

/** Throws an error with the reason if there is a file that cannot be a snapshot. */
export function requireSnapshotFile(path: string): void {
  read(path)
}

/** Undefined where there is none. A named pipe or a device is refused, as its end may never come. */
function read(path: string): Snapshot | undefined {
  const descriptor = openToRead(path)
  if (descriptor === undefined) return undefined
  try {
    const stats = fstatSync(descriptor)
    if (stats.isDirectory()) throw new Error('it is a directory')
    if (!stats.isFile()) throw new Error('it is not a regular file')
    if (stats.size > mostBytes) throw new Error(`it has more than ${mostBytes >> 20} MiB, as no snapshot has`)
    return { text: readFileSync(descriptor, 'utf8'), stats }
  } finally {
    closeSync(descriptor)
  }
}

/** Transcripts keep at most as much content. */
const mostBytes = 128 << 20

function openToRead(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * All of it or nothing: a test run may be ended at any time. The new file is made under a name that nobody can guess,
 * and must not exist: neither does a link lead elsewhere, nor is another user's file written to.
 */
function write(path: string, transcript: string, before?: Stats): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomBytes(8).toString('hex')}.new`
  const descriptor = openSync(temporary, 'wx')
  try {
    try {
      writeFileSync(descriptor, heading + transcript)
      if (before) keepAccess(descriptor, before)
    } finally {
      closeSync(descriptor)
    }
    renameSync(temporary, path)
  } catch (error) {
    unlinkSync(temporary)
    throw error
  }
}

/** Whose the snapshot was, and who might read it, as far as this user may decide that. */
function keepAccess(descriptor: number, { mode, uid, gid }: Stats): void {
  try {
    fchmodSync(descriptor, mode & 0o777)
    fchownSync(descriptor, uid, gid)
  } catch {
    // The file of another user becomes that of this one.
  }
}
