import { closeSync, constants, fchownSync, fstatSync, ftruncateSync, openSync, statSync, unlinkSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { dirname } from 'node:path'
import { CaptureError } from '../../files/error.ts'
import type { Account } from '../privileges/target-user.ts'
import { openAnything, type ThreadRights } from '../privileges/thread-rights.ts'

/** How files that are written are opened and deleted. Its methods throw as `node:fs` does. */
export interface FileAccess {
  /**
   * Opens a file for writing and empties it; returns its descriptor. Throws a CaptureError (`unwritable`) if it is the same
   * file as `source`, which is then left as it is.
   */
  open(path: string, source?: string): number
  /** Deletes a file. */
  remove(path: string): void
}

/**
 * Opens and deletes files for writing, before and after root is given up. Files made as root belong to the successor, and what a
 * process that began as root makes is for its owner only (mode 0600, less the umask): root captured what others may not see. Root
 * does not follow symbolic links in a folder that anyone may write to, and does not write to other users' files there.
 */
export class FileOpener implements FileAccess {
  private rights: ThreadRights | undefined
  private readonly mode = isRoot() ? 0o600 : 0o666

  constructor(private readonly successor?: Account) {}

  readonly open = (path: string, source?: string): number => {
    const descriptor = this.attempt((raised) => this.openUntouched(path, raised || isRoot()))
    try {
      const stats = fstatSync(descriptor)
      if (source !== undefined && isSameFile(stats, source)) throw sameFile(path)
      if (stats.isFile() && stats.size > 0) ftruncateSync(descriptor)
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
    return descriptor
  }

  readonly remove = (path: string): void => this.attempt(() => unlinkSync(path))

  /** From now on, what the user may not do is tried again with these rights, raised for that one call. */
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
      // It belongs to somebody already, and stays so.
      return shared ? this.openOwn(path, flags) : openSync(path, flags | constants.O_CREAT, this.mode)
    }
  }

  /** Not a file that somebody else has put there to read what root writes to it (fs.protected_regular, proc_sys_fs(5)). */
  private openOwn(path: string, flags: number): number {
    const descriptor = openSync(path, flags)
    const stats = fstatSync(descriptor)
    if (stats.isFile() && stats.uid !== 0 && stats.uid !== this.successor?.uid) {
      closeSync(descriptor)
      throw Object.assign(
        new Error(`EACCES: another user's file in a folder that anyone may write to, open '${path}'`),
        { code: 'EACCES' },
      )
    }
    return descriptor
  }

  private handOver(descriptor: number): void {
    if (this.successor === undefined) return
    try {
      fchownSync(descriptor, this.successor.uid, this.successor.gid)
    } catch {
      // Some file systems know no owners. What is open can be written all the same.
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

/** Whether others may put files there too: sticky, or writable by all. */
function isShared(path: string): boolean {
  return ((statSync(dirname(path), { throwIfNoEntry: false })?.mode ?? 0) & 0o1002) !== 0
}

/** A source that is no file, or that cannot be looked at, is not the file that was just opened. */
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
    expected: 'another file than the one that is read',
    found: 'the same file',
  })
}
