import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { CaptureError } from '../../files/error.ts'
import type { FileOpener } from '../writing/file-opener.ts'
import { refused, type Account, type TargetUser } from './target-user.ts'
import { loadThreadRights, openAnything, permittedCapabilities, type ThreadRights } from './thread-rights.ts'

export interface DropOptions {
  /** The opener of output files, used now and later. */
  readonly opener?: FileOpener | undefined
  /** Files to be opened later, such as those of a rotation: their folders are checked. */
  readonly openLater?: readonly string[] | undefined
}

export interface DroppedPrivileges {
  /** The new user; undefined if it did not change. */
  readonly account: Account | undefined
  /** Messages for the user. */
  readonly remarks: readonly string[]
}

/**
 * Drops privileges permanently to the target user, in all threads. Call it after interfaces and files are open and
 * before the first packet is decoded. No capability is kept, with one exception: if a file of `openLater` is in a
 * folder that the target user may not write to, CAP_DAC_OVERRIDE stays permitted in this thread, and the opener raises
 * it for the call that needs it. Rejects with a CaptureError: `no-permission` if root could be regained, `unwritable`
 * if files could not be opened later.
 *
 *     const successor = chooseTargetUser()
 *     const opener = new FileOpener(successor.account)
 *     const descriptor = opener.open('trace.pcapng')
 *     const { remarks } = await dropPrivileges(successor, { opener, openLater: ['trace.pcapng'] })
 */
export async function dropPrivileges(
  { account, reason }: TargetUser,
  { opener, openLater = [] }: DropOptions = {},
): Promise<DroppedPrivileges> {
  if (account === undefined) return { account, remarks: [`keeps its privileges: ${reason}`] }
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

/** Sets no_new_privs, so that programs started from here cannot gain privileges; returns warnings. */
function forbidNewPrivileges(rights: ThreadRights | undefined): string | undefined {
  if (process.platform !== 'linux' || rights?.forbidNewEverywhere()) return undefined
  return rights === undefined
    ? 'without the package koffi, started programs can still gain privileges'
    : 'no_new_privs is set in this thread only: the system denied it for the others'
}

/** Real, effective and saved IDs, in all threads. */
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
  // Missing in the types of Node.
  const { initgroups } = process as typeof process & { initgroups(user: number, group: number): void }
  try {
    initgroups(uid, gid)
  } catch (error) {
    // A user ID without a name, as in containers, has no supplementary groups.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNKNOWN_CREDENTIAL') throw error
    process.setgroups!([gid])
  }
}

/** Whether the current user may not create the file, or not write to the existing one. */
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
    expected: 'root privileges that are dropped permanently',
    found: regained ? 'that root can be regained' : `remaining capabilities (${left.toString(16)})`,
    advice: 'Use -Z root to stay root',
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
    expected: `a folder in which ${account.name ?? account.uid} may create the next files`,
    found: 'a folder without write permission',
    advice: [
      'Choose another folder or another user with -Z, or stay root with -Z root',
      ...(rights ? [] : ['or install the package koffi']),
    ].join(', '),
  })
}

function remarks(
  { uid, gid, name }: Account,
  reason: string,
  closed: string | undefined,
  unforbidden: string | undefined,
): readonly string[] {
  return [
    `drops privileges to ${name ?? uid} (user ${uid}, group ${gid}), ${reason}`,
    ...(closed === undefined ? [] : [`keeps CAP_DAC_OVERRIDE to open the files that follow ${closed}`]),
    ...(unforbidden === undefined ? [] : [unforbidden]),
  ]
}
