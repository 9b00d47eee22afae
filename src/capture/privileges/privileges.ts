import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { CaptureError } from '../../files/error.ts'
import type { FileOpener } from '../writing/file-opener.ts'
import { refused, type Account, type TargetUser } from './target-user.ts'
import { loadThreadRights, openAnything, permittedCapabilities, type ThreadRights } from './thread-rights.ts'

export interface DropOptions {
  /** What files are opened with, now and later. */
  readonly opener?: FileOpener | undefined
  /** Files that are opened with it later, such as the next ones of a rotation: their folders count. */
  readonly openLater?: readonly string[] | undefined
}

export interface DroppedPrivileges {
  /** Who the process is now; undefined if it stayed what it was. */
  readonly account: Account | undefined
  /** What happened, for people. */
  readonly remarks: readonly string[]
}

/**
 * Goes on as the successor for good; all threads do. To be called when interfaces and files are open, and before the
 * first packet is decoded. No capability is kept, except that files may still be opened where `openLater` says so and
 * the successor may not write: then one (CAP_DAC_OVERRIDE) stays within reach of this thread, and the opener raises it
 * for the one call that needs it. Rejects with a CaptureError: `no-permission` if root could be had again, `unwritable`
 * if files could not be opened later.
 *
 *     const successor = chooseSuccessor()
 *     const opener = new FileOpener(successor.account)
 *     const descriptor = opener.open('trace.pcapng')
 *     const { remarks } = await dropPrivileges(successor, { opener, openLater: ['trace.pcapng'] })
 */
export async function dropPrivileges(
  { account, reason }: TargetUser,
  { opener, openLater = [] }: DropOptions = {},
): Promise<DroppedPrivileges> {
  if (account === undefined) return { account, remarks: [`goes on as it began: ${reason}`] }
  const rights = await loadThreadRights()
  const keeping = openLater.length > 0 && rights?.keepOverUserChange(true)
  become(account)
  const closed = openLater.find(isClosed)
  const kept = closed !== undefined && rights?.setCapabilities(openAnything, 0) ? openAnything : 0
  if (kept === 0) rights?.setCapabilities(0, 0)
  if (keeping) rights?.keepOverUserChange(false)
  const unforbidden = forbidNewPrivileges(rights)
  verify(account, kept)
  if (closed !== undefined && !(kept && opener)) throw notLater(closed, account, rights)
  if (kept && rights) opener?.raiseWith(rights)
  return { account, remarks: remarks(account, reason, closed, unforbidden) }
}

/** No program that this process starts gains privileges any more; returns what could not be done. */
function forbidNewPrivileges(rights: ThreadRights | undefined): string | undefined {
  if (process.platform !== 'linux' || rights?.forbidNewEverywhere()) return undefined
  return rights === undefined
    ? 'without the package koffi, programs it starts are not kept from gaining privileges'
    : 'only programs that this thread starts are kept from gaining privileges: the system refuses it for the others'
}

/** Real, effective and saved, of all threads. */
function become({ uid, gid }: Account): void {
  try {
    joinGroups(uid, gid)
    process.setgid!(gid)
    process.setuid!(uid)
  } catch (error) {
    throw refused(error)
  }
}

function joinGroups(uid: number, gid: number): void {
  // What the types of Node leave out.
  const { initgroups } = process as typeof process & { initgroups(user: number, group: number): void }
  try {
    initgroups(uid, gid)
  } catch (error) {
    // A number without a name, as containers have them, has no other groups.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNKNOWN_CREDENTIAL') throw error
    process.setgroups!([gid])
  }
}

/** Whether the user this is now may not make a file there, or not write the one there is. */
function isClosed(path: string): boolean {
  return !isAllowed(dirname(path), constants.W_OK | constants.X_OK) || !isAllowed(path, constants.W_OK)
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EACCES'
  }
}

function verify({ uid, gid }: Account, kept: number): void {
  const attempts = [
    () => process.setuid!(0),
    () => process.seteuid!(0),
    () => process.setgroups!([0]),
    ...(gid === 0 ? [] : [() => process.setgid!(0), () => process.setegid!(0)]),
  ]
  const regained = attempts.some(succeeds)
  const left = permittedCapabilities() & ~BigInt(kept)
  const changed =
    process.getuid!() === uid && process.geteuid!() === uid && process.getgid!() === gid && process.getegid!() === gid
  if (changed && !regained && left === 0n) return
  throw new CaptureError({
    code: 'no-permission',
    expected: 'that root is given up for good',
    found: regained ? 'that it can be had again' : `rights that stay (capabilities ${left.toString(16)})`,
    advice: '-Z root goes on as root all the same',
  })
}

function succeeds(attempt: () => void): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}

function notLater(path: string, account: Account, rights: ThreadRights | undefined): CaptureError {
  return new CaptureError({
    code: 'unwritable',
    path,
    expected: `a folder in which ${account.name ?? account.uid} may write the files to come`,
    found: 'that it is not',
    advice: `Take another folder, another user with -Z, or stay root with -Z root${rights ? '' : '; with the package koffi it works as it is'}`,
  })
}

function remarks(
  { uid, gid, name }: Account,
  reason: string,
  closed: string | undefined,
  unforbidden: string | undefined,
): readonly string[] {
  return [
    `goes on as ${name ?? uid} (user ${uid}, group ${gid}), ${reason}`,
    ...(closed === undefined
      ? []
      : [`may still open files where only root may write (CAP_DAC_OVERRIDE), for those that follow ${closed}`]),
    ...(unforbidden === undefined ? [] : [unforbidden]),
  ]
}
