/**
 * Recordings of one process that overlap. The kernel attributes packets to processes, and an action has no sockets of
 * its own (name lookups, connections that are kept alive), so they cannot be separated exactly.
 */
import { readFileSync } from 'node:fs'

interface Ongoing {
  /** Recordings that have not ended, and those of them that may not overlap. */
  all: number
  alone: number
}

/** Shared by all copies of this module in this thread, such as those of a test runner. */
const key = Symbol.for('onwire.recordings')
const ongoing = ((globalThis as { [key]?: Ongoing })[key] ??= { all: 0, alone: 0 })

/**
 * Begins a recording; the result ends it. Throws TypeError if another one has not ended, unless both are `shared`, and
 * if one of another thread has not ended.
 */
export function beginRecording(shared: boolean): () => void {
  if (shared ? ongoing.alone > 0 : ongoing.all > 0) throw overlapping('another one of this process')
  if (!shared && ongoing.all === 0 && isRecordedElsewhere()) throw overlapping('one of another thread of this process')
  const alone = shared ? 0 : 1
  ongoing.all++
  ongoing.alone += alone
  let ended = false
  return () => {
    if (ended) return
    ended = true
    ongoing.all--
    ongoing.alone -= alone
  }
}

const overlapping = (which: string) =>
  new TypeError(
    `recordTraffic() was called while ${which} has not ended: each would hold the packets of both. ` +
      'Await the first one, and run such tests one after the other (without test.concurrent, each file in a process ' +
      'of its own), or accept it with { shared: true } for both',
  )

/** Whether this process is in a control group that a recording has made, which the caller knows is of none here. */
function isRecordedElsewhere(): boolean {
  try {
    return new RegExp(`/onwire-${process.pid}-\\d+$`, 'm').test(readFileSync('/proc/self/cgroup', 'utf8'))
  } catch {
    return false
  }
}
