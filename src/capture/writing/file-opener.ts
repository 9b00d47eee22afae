import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CaptureError } from '../../files/error.ts'
import type { Account } from '../privileges/target-user.ts'
import { openAnything, type ThreadRights } from '../privileges/thread-rights.ts'

/** Opens and deletes output files. Its methods throw the errors of `node:fs`. */
export interface FileAccess {
  /**
   * Opens a file for writing and empties it; returns its descriptor. Throws a CaptureError (`unwritable`) if it is one
   * of `sources`, which is not changed then.
   */
  open(path: string, sources?: readonly string[]): number
  /** Opens a named pipe for writing and waits for its reader. Rejects with the errors of `node:fs`. */
  openPipe(path: string): Promise<FileHandle>
  /** Deletes a file. */
  remove(path: string): void
  /** Renames a file within its folder, in place of another one. */
  rename(from: string, to: string): void
}

/**
 * Who may read files created by root: the owner only, as for packets, or as the umask allows. `private`: files of any
 * user are for their owner only, also those that exist, as for packets with the secrets to decrypt them.
 */
export type Readers = 'owner' | 'umask' | 'private'

/**
 * Opens and deletes output files, before and after root privileges are dropped. Files created as root are given to the
 * target user, and files of a process started as root are readable by their owner only (mode 0600, less the umask),
 * since root captures packets that others may not see. In a world-writable folder, root does not follow symbolic links
 * and does not write to files and named pipes of other users.
 */
export class FileOpener implements FileAccess {
  private rights: ThreadRights | undefined
  private readonly mode: number

  constructor(
    private readonly successor?: Account,
    private readonly readers: Readers = 'owner',
  ) {
    this.mode = readers === 'private' || (isRoot() && readers === 'owner') ? 0o600 : 0o666
  }

  readonly open = (path: string, sources: readonly string[] = []): number => {
    const descriptor = this.attempt((raised) => this.openUntouched(path, raised || isRoot()))
    try {
      const stats = fstatSync(descriptor)
      if (sources.some((source) => isSameFile(stats, source))) throw sameFile(path)
      if (stats.isFile() && stats.size > 0) ftruncateSync(descriptor)
      if (this.readers === 'private' && stats.isFile() && (stats.mode & 0o077) !== 0) closeToOthers(descriptor)
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
    return descriptor
  }

  readonly openPipe = async (path: string): Promise<FileHandle> => {
    const { open } = await import('node:fs/promises')
    if (!isRoot() || !isShared(path)) return open(path, toWrite)
    // Checked before opening, which may wait for a reader, and again once the file is open.
    this.requireOwn(lstatSync(path), path)
    const handle = await open(path, toWrite | noLinks)
    try {
      this.requireOwn(await handle.stat(), path)
      return handle
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** Opens a file that was opened before, to write after what it has. */
  readonly openAgain = (path: string): number =>
    this.attempt(() => openSync(path, toWrite | constants.O_APPEND | (isRoot() ? noLinks : 0)))

  readonly remove = (path: string): void => this.attempt(() => unlinkSync(path))

  readonly rename = (from: string, to: string): void => this.attempt(() => renameSync(from, to))

  /** From now on, operations that are denied are retried with these capabilities, raised for that call only. */
  raiseWith(rights: ThreadRights): void {
    this.rights = rights
  }

  private openUntouched(path: string, privileged: boolean): number {
    if (!privileged) return openSync(path, toWrite | constants.O_CREAT, this.mode)
    const shared = isShared(path)
    const flags = shared ? toWrite | noLinks : toWrite
    try {
      const made = openSync(path, flags | constants.O_CREAT | constants.O_EXCL, this.mode)
      if (isRoot()) this.handOver(made)
      return made
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      // An existing file keeps its owner.
      return shared ? this.openOwn(path, flags) : openSync(path, flags | constants.O_CREAT, this.mode)
    }
  }

  private openOwn(path: string, flags: number): number {
    // A named pipe created in the meantime must not block this thread.
    const descriptor = openSync(path, flags | (constants.O_NONBLOCK ?? 0))
    try {
      this.requireOwn(fstatSync(descriptor), path)
      return descriptor
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  }

  /**
   * Refuses files that another user has created to read what root writes (fs.protected_regular and protected_fifos,
   * proc_sys_fs(5)), and hard links to files of root (protected_hardlinks).
   */
  private requireOwn(stats: Stats, path: string): void {
    if (stats.isSymbolicLink()) throw refusal('ELOOP', 'a symbolic link', path)
    if (stats.uid !== 0 && stats.uid !== this.successor?.uid) throw refusal('EACCES', "another user's file", path)
    if (stats.isFile() && stats.nlink > 1) throw refusal('EMLINK', 'a file with other names', path)
  }

  private handOver(descriptor: number): void {
    if (this.successor === undefined) return
    try {
      fchownSync(descriptor, this.successor.uid, this.successor.gid)
    } catch {
      // Some file systems have no owners. The open file can be written anyway.
    }
  }

  private attempt<T>(action: (raised: boolean) => T): T {
    try {
      return action(false)
    } catch (error) {
      if (this.rights === undefined || (error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    }
    this.rights.setCapabilities(openAnything, openAnything)
    try {
      return action(true)
    } finally {
      this.rights.setCapabilities(openAnything, 0)
    }
  }
}

const toWrite = constants.O_WRONLY

const noLinks = constants.O_NOFOLLOW ?? 0

const isRoot = () => process.geteuid?.() === 0

function refusal(code: string, what: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${what} in a world-writable folder, open '${path}'`), { code })
}

/** Takes away what others may do with a file; one of another owner stays as it is. */
function closeToOthers(descriptor: number): void {
  try {
    fchmodSync(descriptor, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}

/** Whether other users may create files there: sticky or world-writable. */
function isShared(path: string): boolean {
  return ((statSync(dirname(path), { throwIfNoEntry: false })?.mode ?? 0) & 0o1002) !== 0
}

/** A source that is not a file, or cannot be examined, is not the file just opened. */
function isSameFile(stats: Stats, source: string): boolean {
  try {
    const other = statSync(source)
    return stats.isFile() && stats.dev === other.dev && stats.ino === other.ino
  } catch {
    return false
  }
}

function sameFile(path: string): CaptureError {
  return new CaptureError({
    code: 'unwritable',
    path,
    expected: 'an output file other than the input file',
    found: 'the same file',
  })
}
