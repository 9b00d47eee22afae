/** What reads files gives up root before the first packet is decoded. */
import type { TargetUser } from '../capture/privileges/target-user.ts'
import type { FileOpener } from '../capture/writing/file-opener.ts'
import { say } from './say.ts'

export interface GivingUp {
  /** Files that the opener opens later. */
  readonly later?: readonly string[] | undefined
  readonly verbose: boolean
}

/** Drops the privileges of root, if another user is to go on. Rejects with a CaptureError. */
export async function giveUpRoot(target: TargetUser, opener: FileOpener, { later, verbose }: GivingUp): Promise<void> {
  if (target.account === undefined) return
  const { dropPrivileges } = await import('../capture/privileges/privileges.ts')
  const { remarks } = await dropPrivileges(target, { opener, openLater: later })
  if (verbose) for (const remark of remarks) say(`onwire: ${remark}\n`)
}
