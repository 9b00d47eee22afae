import { closeSync, constants, fchownSync, fstatSync, ftruncateSync, openSync, statSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Account } from '../privileges/successor.ts'
import { openAnything, type ThreadRights } from '../privileges/thread-rights.ts'

/**
 * Opens and removes files to write, before and after root is given up: files made as root are the successor's, and nobody leads
 * root elsewhere by what lies in a folder that anyone may write to. Fails as `node:fs` does.
 */
export class FileOpener {
  private rights: ThreadRights | undefined

  constructor(private readonly successor: Account | undefined) {}

  /** Returns a descriptor. A file that exists is emptied unless `flags` (of open(2)) say otherwise. */
  readonly open = (path: string, flags: number = writeAnew): number =>
    process.geteuid?.() === 0
      ? this.openAsRoot(path, flags)
      : this.attempt((raised) => openSync(path, raised && isShared(path) ? flags | noLinks : flags))

  readonly remove = (path: string): void => this.attempt(() => unlinkSync(path))

  /** From now on what the user may not do is done with these rights, which may be raised for it and are lowered again. */
  raiseWith(rights: ThreadRights): void {
    this.rights = rights
  }

  private openAsRoot(path: string, flags: number): number {
    const shared = isShared(path)
    const guarded = shared ? flags | noLinks : flags
    if ((flags & constants.O_CREAT) === 0) return openSync(path, guarded)
    try {
      const made = openSync(path, guarded | constants.O_EXCL)
      this.handOver(made)
      return made
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      // It belongs to somebody already, and stays so.
      return shared ? this.openOwn(path, guarded) : openSync(path, guarded)
    }
  }

  /** Not what somebody else has put there, to read what root will write into it (as `fs.protected_regular`, proc_sys_fs(5)). */
  private openOwn(path: string, flags: number): number {
    const descriptor = openSync(path, flags & ~(constants.O_CREAT | constants.O_TRUNC))
    const stats = fstatSync(descriptor)
    if (stats.isFile() && stats.uid !== 0 && stats.uid !== this.successor?.uid) {
      closeSync(descriptor)
      throw Object.assign(
        new Error(`EACCES: another user's file in a folder that anyone may write to, open '${path}'`),
        { code: 'EACCES' },
      )
    }
    if (stats.isFile() && (flags & constants.O_TRUNC) !== 0) ftruncateSync(descriptor)
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

const writeAnew = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC

const noLinks = constants.O_NOFOLLOW ?? 0

/** Whether others may put files there too: sticky, or writable by all. */
function isShared(path: string): boolean {
  return ((statSync(dirname(path), { throwIfNoEntry: false })?.mode ?? 0) & 0o1002) !== 0
}
