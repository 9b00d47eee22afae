import { userInfo } from 'node:os'
import { CaptureError } from '../../files/error.ts'

/** A user of the system, and its first group. */
export interface Account {
  readonly uid: number
  readonly gid: number
  readonly name?: string | undefined
}

/** Whom a process that began as root goes on as. */
export interface TargetUser {
  /** Undefined if it stays what it is. */
  readonly account: Account | undefined
  /** For people: why this one, or why nobody. */
  readonly reason: string
}

/**
 * Whom to become when everything that needs root is open: the user asked for by name or number (`root` is to stay),
 * otherwise the one who called sudo. Throws a CaptureError (`no-permission`) for a user there is not.
 */
export function chooseTargetUser(user?: string): TargetUser {
  const wish = requestedTargetUser({ uid: process.geteuid?.(), user, environment: process.env })
  if (!('user' in wish)) return wish
  const account = lookUp(wish.user)
  return account.uid === 0 ? stays(asked) : { account, reason: wish.reason }
}

/**
 * The user who called sudo, if root works for one: whose the files are to be that root makes. Undefined where nobody
 * did.
 */
export function sudoCaller(): Account | undefined {
  const wish = requestedTargetUser({ uid: process.geteuid?.(), environment: process.env })
  return 'user' in wish ? undefined : wish.account
}

/** What decides it. */
export interface Circumstances {
  /** Of the process; undefined where users have no numbers. */
  readonly uid: number | undefined
  readonly user?: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** As `chooseSuccessor`, but a user who must be looked up remains a name or a number. */
export function requestedTargetUser({
  uid,
  user,
  environment,
}: Circumstances): TargetUser | { readonly user: string | number; readonly reason: string } {
  if (uid === undefined) return stays('this system knows no other way')
  if (uid !== 0) return stays('it does not run as root')
  if (user !== undefined)
    return numeric(user) === 0 || user === 'root' ? stays(asked) : { user: numeric(user) ?? user, reason: asked }
  const { SUDO_UID: caller, SUDO_GID: group = '', SUDO_USER: name } = environment
  if (caller === undefined) return stays('it was not started by sudo')
  const [callerNumber, groupNumber] = [numeric(caller), numeric(group)]
  if (callerNumber === 0) return stays('root called sudo')
  const reason = 'who called sudo'
  if (callerNumber === undefined || groupNumber === undefined) return { user: callerNumber ?? caller, reason }
  return { account: { uid: callerNumber, gid: groupNumber, name }, reason }
}

const asked = 'as asked'
const stays = (reason: string): TargetUser => ({ account: undefined, reason })
const numeric = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined)

/** The system tells name and group only of the user one is: so this process is that user for a moment. */
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
  const advice = 'Name a user of this system with -Z; -Z root stays root'
  return new CaptureError({
    code: 'no-permission',
    expected: 'a user to go on as',
    found: `that nobody is called ${user} here`,
    advice,
    cause,
  })
}

/** Root without the right to become another user, as in some containers. */
export function refused(cause: unknown): CaptureError {
  const { message } = cause as Error
  return new CaptureError({
    code: 'no-permission',
    expected: 'the right to go on as another user',
    found: `that the system refuses it (${message})`,
    advice: '-Z root stays root',
    cause,
  })
}
