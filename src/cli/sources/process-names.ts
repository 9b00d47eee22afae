/**
 * Adds process names to packets, for `onwire live --processes`, and reports on standard error where they are
 * incomplete.
 */
import { openOwners, unseenProcesses, type OpenedOwners } from '../../capture/processes/index.ts'
import { annotated } from '../../capture/processes/annotate.ts'
import type { LiveCapture } from '../../capture/live-capture.ts'
import { say } from '../say.ts'

export interface NamedCapture {
  readonly capture: LiveCapture
  /** Reports which packets have no names. To be called once privileges are dropped, or where there were none. */
  tellUnseen(): void
}

/**
 * The capture with process names on its packets; `reuseMemory` as it was opened. Where that is not possible the
 * capture is closed, and this rejects with a CaptureError.
 */
export async function named(capture: LiveCapture, reuseMemory: boolean): Promise<NamedCapture> {
  try {
    const { owners, guessing } = await openOwners()
    const unseen = unseenProcesses()
    if (guessing !== undefined) {
      tell(
        'process names are best effort: they are read from /proc, for the network namespace of onwire, and miss ' +
          `short-lived sockets, since the kernel cannot report them (found ${guessing})`,
      )
    }
    return { capture: annotated(capture, owners, { reuseMemory }), tellUnseen: () => tellUnseen(guessing, unseen) }
  } catch (error) {
    await capture.close()
    throw error
  }
}

/** `before` is the number of unreadable processes when the owners were opened. */
function tellUnseen(guessing: OpenedOwners['guessing'], before: number): void {
  if (before > 0) {
    tell(
      `the ${guessing === undefined ? 'existing ' : ''}sockets of ${before} processes of other users cannot be read: ` +
        'their packets have no process names (run as root to see them)',
    )
    return
  }
  // As root, existing sockets have been read, and the kernel reports new ones.
  const now = guessing === undefined ? 0 : unseenProcesses()
  if (now > 0)
    tell(
      `sockets that ${now} processes of other users open from now on cannot be read: their packets have no process ` +
        'names (-Z root shows them)',
    )
}

const tell = (text: string) => say(`onwire: ${text}\n`)
