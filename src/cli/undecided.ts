/** Packets that a display filter could not decide, because a regular expression takes too much work on them. */
import type { Filter } from '../filter/filter.ts'
import { counted } from '../text/amounts.ts'
import { exitStatus } from './exit-status.ts'
import { say } from './say.ts'

/** Reports what some filters could not decide, and returns the exit status: that of a failure if there was any. */
export function reportUndecided(...filters: readonly (Filter | undefined)[]): number {
  const troubles = filters.flatMap((filter) => undecidedText(filter) ?? [])
  say(troubles.map((trouble) => `onwire: ${trouble}\n`).join(''))
  return troubles.length > 0 ? exitStatus.failed : exitStatus.done
}

/** The same in one line; undefined where everything was decided. */
export function undecidedText(filter: Filter | undefined): string | undefined {
  if (filter === undefined || filter.undecided === 0) return undefined
  const count = counted(filter.undecided, 'packet')
  return `${count} could not be decided, a regular expression takes too much work there: ${filter.text}`
}
