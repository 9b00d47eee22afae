/** Snapshots in files: written the first time, compared from then on, and written again where that is asked for. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { difference } from './transcript/difference.ts'
import type { Palette } from '../text/palette.ts'

export type SnapshotOutcome =
  | { readonly kind: 'same' | 'written' | 'updated' }
  /** There is none, and none was to be written. */
  | { readonly kind: 'missing' }
  /** The lines that changed, and the two texts. */
  | { readonly kind: 'different'; readonly difference: string; readonly expected: string }

export interface SnapshotFileOptions {
  /** `all` replaces what is there, `new` writes only what is not there yet, `none` never writes. */
  readonly update: 'all' | 'new' | 'none'
  /** Of the difference. */
  readonly palette?: Palette | undefined
}

/** Compares a transcript with the snapshot in a file. Throws what the system says if it cannot be read or written. */
export function matchSnapshotFile(
  path: string,
  transcript: string,
  { update, palette }: SnapshotFileOptions,
): SnapshotOutcome {
  const before = read(path)
  if (before === undefined) {
    if (update === 'none') return { kind: 'missing' }
    write(path, transcript)
    return { kind: 'written' }
  }
  const expected = contentOf(before)
  const changed = difference(expected, transcript, palette)
  if (changed === undefined) return { kind: 'same' }
  if (update !== 'all') return { kind: 'different', difference: changed, expected }
  write(path, transcript)
  return { kind: 'updated' }
}

const heading = '# What was sent, as onwire recorded it. Lines that begin with # are not compared.\n\n'

/** A transcript has no lines that begin with #, and editors may have changed line ends. */
const contentOf = (text: string) =>
  `${text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replace(/^#.*\n/gm, '')
    .trim()}\n`

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** All of it or nothing: a test run may be ended at any time. */
function write(path: string, transcript: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.new`
  writeFileSync(temporary, heading + transcript)
  renameSync(temporary, path)
}
