import { userInfo } from 'node:os'
import { CaptureError } from '../../files/error.ts'

/** A user account and its primary group. */
export interface Account {
  readonly uid: number
  readonly gid: number
  readonly name?: string | undefined
}

/** The user to drop privileges to. */
export interface TargetUser {
  /** Undefined if privileges are kept. */
  readonly account: Account | undefined
  /** The reason for the choice, for messages. */
  readonly reason: string
}

/**
 * Chooses the user to drop privileges to: the one requested by name or number (`root` keeps privileges). Default: the
 * user who invoked sudo. Throws a CaptureError (`no-permission`) for an unknown user.
 */
export function chooseTargetUser(user?: string): TargetUser {
  const wish = requestedTargetUser({ uid: process.geteuid?.(), user, environment: process.env })
  if (!('user' in wish)) return wish
  const account = lookUp(wish.user)
  return account.uid === 0 ? stays(asked) : { account, reason: wish.reason }
}

/** The user who invoked sudo, who is to own the files that root creates. Undefined without sudo. */
export function sudoCaller(): Account | undefined {
  const wish = requestedTargetUser({ uid: process.geteuid?.(), environment: process.env })
  return 'user' in wish ? undefined : wish.account
}

/** The facts that decide it. */
export interface Circumstances {
  /** User ID of the process; undefined on systems without user IDs. */
  readonly uid: number | undefined
  readonly user?: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** As `chooseTargetUser`, but without looking up the user. */
export function requestedTargetUser({
  uid,
  user,
  environment,
}: Circumstances): TargetUser | { readonly user: string | number; readonly reason: string } {
  if (uid === undefined) return stays('this system does not support it')
  if (uid !== 0) return stays('not running as root')
  if (user !== undefined)
    return numeric(user) === 0 || user === 'root' ? stays(asked) : { user: numeric(user) ?? user, reason: asked }
  const { SUDO_UID: caller, SUDO_GID: group = '', SUDO_USER: name } = environment
  if (caller === undefined) return stays('not started by sudo')
  const [callerNumber, groupNumber] = [numeric(caller), numeric(group)]
  if (callerNumber === 0) return stays('sudo was invoked by root')
  const reason = 'who invoked sudo'
  if (callerNumber === undefined || groupNumber === undefined) return { user: callerNumber ?? caller, reason }
  return { account: { uid: callerNumber, gid: groupNumber, name }, reason }
}

const asked = 'as asked'
const stays = (reason: string): TargetUser => ({ account: undefined, reason })
const numeric = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined)

/** Node reports name and group of the current user only, so this process becomes that user for a moment. */
function lookUp(user: string | number): Account {
  try {
    process.seteuid!(user)
    const { uid, gid, username: name } = userInfo()
    return { uid, gid, name }
  } catch (error) {
    throw notFound(user, error)
  } finally {
    process.seteuid!(0)
  }
}

function notFound(user: string | number, cause: unknown): CaptureError {
  if ((cause as NodeJS.ErrnoException).code === 'EPERM') return refused(cause)
  const advice = 'Name an existing user with -Z, or use -Z root to stay root'
  return new CaptureError({
    code: 'no-permission',
    expected: 'a user to drop privileges to',
    found: `no user named ${user}`,
    advice,
    cause,
  })
}

/** Root without CAP_SETUID, as in some containers. */
export function refused(cause: unknown): CaptureError {
  const { message } = cause as Error
  return new CaptureError({
    code: 'no-permission',
    expected: 'permission to change the user',
    found: `permission denied (${message})`,
    advice: 'Use -Z root to stay root',
    cause,
  })
}
