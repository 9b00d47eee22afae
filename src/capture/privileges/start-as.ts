import type { UserInfo } from 'node:os'
import { loadLibc } from '../libc.ts'
import { runAsUser } from '../traffic/linux/run-as-user.ts'
import type { Account } from './target-user.ts'

/** Options of `spawn` that start a program as the user. */
export interface Identity {
  readonly uid?: number
  readonly gid?: number
  /** Variables to add to the environment. */
  readonly env?: NodeJS.ProcessEnv
}

/** Calls `start`, in which programs may be started, and returns its result. */
export type StartAs = <T>(start: (identity: Identity) => T) => T

/**
 * Starts programs as another user from root, with that user's groups and home; without koffi, with the primary group
 * only. Undefined if there is no other user or this process is not root.
 */
export async function startAs(account: Account | undefined): Promise<StartAs | undefined> {
  if (account === undefined || process.geteuid?.() !== 0) return undefined
  const { uid, gid, name } = account
  const libc = await loadLibc()
  if (libc === undefined) return (start) => start({ uid, gid, env: name === undefined ? {} : userOf(name) })
  return (start) => runAsUser(account, libc, (user) => start({ env: homeOf(user) }))
}

/** Variables with the identity of the user: sudo sets them for root. */
export const homeOf = (user: UserInfo<string> | undefined): NodeJS.ProcessEnv =>
  user ? { HOME: user.homedir, ...userOf(user.username) } : {}

const userOf = (name: string): NodeJS.ProcessEnv => ({ USER: name, LOGNAME: name })
