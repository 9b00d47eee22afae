import type { UserInfo } from 'node:os'
import { loadLibc } from '../libc.ts'
import { runAsUser } from '../traffic/linux/run-as-user.ts'
import type { Account } from './target-user.ts'

/** What `spawn` is to be given so that a program becomes the user's. */
export interface Identity {
  readonly uid?: number
  readonly gid?: number
  /** To be added to the environment. */
  readonly env?: NodeJS.ProcessEnv
}

/** Calls `start`, in which programs may be started, and returns what it returns. */
export type StartAs = <T>(start: (identity: Identity) => T) => T

/**
 * How root starts programs as another user, with the user's groups and home; where koffi is missing, without the groups
 * beyond the first. Undefined where there is no other user, or this process is not root.
 */
export async function startAs(account: Account | undefined): Promise<StartAs | undefined> {
  if (account === undefined || process.geteuid?.() !== 0) return undefined
  const { uid, gid, name } = account
  const libc = await loadLibc()
  if (libc === undefined) return (start) => start({ uid, gid, env: name === undefined ? {} : userOf(name) })
  return (start) => runAsUser(account, libc, (user) => start({ env: homeOf(user) }))
}

/** Variables in which programs look for it: those of sudo are root's. */
export const homeOf = (user: UserInfo<string> | undefined): NodeJS.ProcessEnv =>
  user ? { HOME: user.homedir, ...userOf(user.username) } : {}

const userOf = (name: string): NodeJS.ProcessEnv => ({ USER: name, LOGNAME: name })
