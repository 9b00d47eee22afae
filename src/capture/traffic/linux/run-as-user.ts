import { userInfo, type UserInfo } from 'node:os'
import type { Libc } from '../../libc.ts'
import { refused, type Account } from '../../privileges/target-user.ts'
import { threadIdentity } from './thread-identity.ts'

/**
 * Does something at once as another user, with all groups of that user; the calling thread is root before and after,
 * and the others are root meanwhile. A program started so has no way back: only its first moment, up to the call that
 * loads it, remembers that it was root. Throws a CaptureError (`no-permission`) if the system refuses it.
 */
export function runAsUser<T>(
  { uid, gid, name }: Account,
  libc: Libc,
  act: (user: UserInfo<string> | undefined) => T,
): T {
  const identity = threadIdentity(libc)
  if (identity === undefined) throw refused(new Error(`it is not known how on ${process.arch}`))
  const [groups, group] = [process.getgroups!(), process.getegid!()]
  const all = (name === undefined ? undefined : identity.groupsOf(name, gid)) ?? [gid]
  const become = identity.setGroups(all) && identity.setGroup(gid, gid, group) && identity.setUser(uid, uid, 0)
  try {
    if (!become) throw refused(new Error(`error number ${libc.errno()}`))
    return act(known())
  } finally {
    const back = identity.setUser(0, 0, 0) && identity.setGroup(group, group, group) && identity.setGroups(groups)
    // Half a user is nobody to go on as.
    if (!back) process.abort()
  }
}

/** The user this thread is; a number without a name has no home. */
function known(): UserInfo<string> | undefined {
  try {
    return userInfo()
  } catch {
    return undefined
  }
}
