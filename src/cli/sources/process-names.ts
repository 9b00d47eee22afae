/** The names of processes on packets, for `onwire live --processes`, and what to know about them, on standard error. */
import { openOwners, unseenProcesses, type OpenedOwners } from '../../capture/processes/index.ts'
import { annotated } from '../../capture/processes/annotate.ts'
import type { LiveCapture } from '../../capture/live.ts'
import { printable } from '../../text/escape.ts'
import { say } from '../say.ts'

export interface NamedCapture {
  readonly capture: LiveCapture
  /** Says whose packets have no names. To be called when root is given up, or there was none. */
  tellUnseen(): void
}

/** The same capture, its packets with names; `reuseMemory` as it was opened. If that cannot be it is closed, and this rejects with a CaptureError. */
export async function named(capture: LiveCapture, reuseMemory: boolean): Promise<NamedCapture> {
  try {
    const { owners, guessing } = await openOwners()
    const unseen = unseenProcesses()
    if (guessing !== undefined) {
      tell(
        `names of processes are best effort: they are looked up in /proc, for the network that onwire runs in, and what is over at once is not seen; the kernel cannot be asked (found ${guessing})`,
      )
    }
    return { capture: annotated(capture, owners, { reuseMemory }), tellUnseen: () => tellUnseen(guessing, unseen) }
  } catch (error) {
    await capture.close()
    throw error
  }
}

/** `before` is how many there were when the owners were opened. */
function tellUnseen(guessing: OpenedOwners['guessing'], before: number): void {
  if (before > 0) {
    tell(
      `the sockets of ${before} processes of other users cannot be seen${guessing === undefined ? ', unless they are opened from now on' : ''}: their packets have no names (for root they have)`,
    )
    return
  }
  // What was there root has seen, and what comes the kernel tells.
  const now = guessing === undefined ? 0 : unseenProcesses()
  if (now > 0)
    tell(
      `the sockets that ${now} processes of other users open from now on cannot be seen: their packets have no names (with -Z root they have)`,
    )
}

const tell = (text: string) => say(`onwire: ${printable(text)}\n`)
