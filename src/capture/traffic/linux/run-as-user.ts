import { userInfo, type UserInfo } from 'node:os'
import type { Libc } from '../../libc.ts'
import { refused, type Account } from '../../privileges/target-user.ts'
import { threadIdentity } from './thread-identity.ts'

/**
 * Runs a synchronous function as another user, with all groups of that user; the calling thread is root before and
 * after, other threads stay root. A program started this way cannot regain root: only until its exec does it have root
 * as saved ID. Throws a CaptureError (`no-permission`) if the system denies it.
 */
export function runAsUser<T>(
  { uid, gid, name }: Account,
  libc: Libc,
  act: (user: UserInfo<string> | undefined) => T,
): T {
  const identity = threadIdentity(libc)
  if (identity === undefined) throw refused(new Error(`not supported on ${process.arch}`))
  const [groups, group] = [process.getgroups!(), process.getegid!()]
  const all = (name === undefined ? undefined : identity.groupsOf(name, gid)) ?? [gid]
  const become = identity.setGroups(all) && identity.setGroup(gid, gid, group) && identity.setUser(uid, uid, 0)
  try {
    if (!become) throw refused(new Error(`error number ${libc.errno()}`))
    return act(known())
  } finally {
    const back = identity.setUser(0, 0, 0) && identity.setGroup(group, group, group) && identity.setGroups(groups)
    // A partly changed identity must not be used.
    if (!back) process.abort()
  }
}

/** The user of this thread; a user ID without a name has no home. */
function known(): UserInfo<string> | undefined {
  try {
    return userInfo()
  } catch {
    return undefined
  }
}
