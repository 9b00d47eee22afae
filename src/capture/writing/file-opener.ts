import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CaptureError } from '../../files/error.ts'
import type { Account } from '../privileges/target-user.ts'
import { openAnything, type ThreadRights } from '../privileges/thread-rights.ts'

/** How files that are written are opened and deleted. Its methods throw as `node:fs` does. */
export interface FileAccess {
  /**
   * Opens a file for writing and empties it; returns its descriptor. Throws a CaptureError (`unwritable`) if it is the
   * same file as `source`, which is then left as it is.
   */
  open(path: string, source?: string): number
  /** Opens a named pipe for writing, and waits for its reader. Rejects as `node:fs` does. */
  openPipe(path: string): Promise<FileHandle>
  /** Deletes a file. */
  remove(path: string): void
}

/** Who may read what root makes: its owner only, as is right for packets, or those whom the umask lets. */
export type Readers = 'owner' | 'umask'

/**
 * Opens and deletes files for writing, before and after root is given up. Files made as root belong to the successor,
 * and what a process that began as root makes is for its owner only (mode 0600, less the umask): root captured what
 * others may not see. In a folder that anyone may write to, root does not follow symbolic links, and does not write to
 * other users' files and named pipes.
 */
export class FileOpener implements FileAccess {
  private rights: ThreadRights | undefined
  private readonly mode: number

  constructor(
    private readonly successor?: Account,
    readers: Readers = 'owner',
  ) {
    this.mode = isRoot() && readers === 'owner' ? 0o600 : 0o666
  }

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

  readonly openPipe = async (path: string): Promise<FileHandle> => {
    const { open } = await import('node:fs/promises')
    if (!isRoot() || !isShared(path)) return open(path, toWrite)
    // Looked at before, so as not to wait for a reader in vain, and again when it is certain which one it is.
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

  private openOwn(path: string, flags: number): number {
    // A named pipe that somebody puts there meanwhile must not stop this thread.
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
   * Not what somebody else has put there to read what root writes to it (fs.protected_regular and protected_fifos,
   * proc_sys_fs(5)), nor a file of root's that has another name elsewhere (protected_hardlinks).
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

function refusal(code: string, what: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${what} in a folder that anyone may write to, open '${path}'`), { code })
}

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
