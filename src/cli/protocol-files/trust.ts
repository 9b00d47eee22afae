/** Whether root may run a file: not if other users could have written it. */
import { statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import type { UsageError } from '../usage-error.ts'

/**
 * For root, throws for a file that users other than root, and the one who called sudo, could have written or replaced:
 * by its mode, or by the modes of the folders it lies in. Everybody else may run what they can read.
 */
export function checkTrust(
  path: string,
  fail: (reason: string) => UsageError,
  uid = process.geteuid?.(),
  caller = process.env.SUDO_UID,
): void {
  if (uid !== 0) return
  const trusted = new Set([0, ...(caller !== undefined && /^\d+$/.test(caller) ? [Number(caller)] : [])])
  for (let place = path, isFile = true; ; place = dirname(place), isFile = false) {
    const reason = distrust(place, isFile, trusted)
    if (reason !== undefined) throw fail(`it is not run as root, since ${reason}`)
    if (place === dirname(place)) return
  }
}

function distrust(place: string, isFile: boolean, trusted: ReadonlySet<number>): string | undefined {
  let stats: Stats
  try {
    stats = statSync(place)
  } catch {
    // A file that is not there is refused where it is loaded.
    return undefined
  }
  const { mode, uid } = stats
  if (!trusted.has(uid)) return `${place} belongs to another user`
  // In a folder with the sticky bit, such as /tmp, nobody can replace the files of others.
  const isSticky = !isFile && (mode & 0o1000) !== 0
  return (mode & 0o022) !== 0 && !isSticky ? `other users can write ${place}` : undefined
}
