/** The names of processes on packets, for `onwire live --processes`, and what to know about them, on standard error. */
import { openOwners, unseenProcesses } from '../capture/processes/index.ts'
import { labelled } from '../capture/processes/labelled.ts'
import type { LiveCapture } from '../capture/live.ts'
import { printable } from '../output/printable.ts'

/** The same capture, its packets with names; `reuseMemory` as it was opened. If that cannot be it is closed, and this rejects with a CaptureError. */
export async function named(capture: LiveCapture, reuseMemory: boolean): Promise<LiveCapture> {
  try {
    const { owners, guessing } = await openOwners()
    if (guessing !== undefined) {
      say(`names of processes are best effort: they are looked up in /proc, for the network that onwire runs in, and what is over at once is not seen; the kernel cannot be asked (found ${guessing})`)
    }
    return labelled(capture, owners, { reuseMemory })
  } catch (error) {
    await capture.close()
    throw error
  }
}

/** To be called when root is given up, or there was none. */
export function tellUnseen(): void {
  const unseen = unseenProcesses()
  if (unseen > 0) say(`of ${unseen} processes of other users, the sockets that were open before cannot be seen: their packets have no names (as root, with -Z root, they do)`)
}

const say = (text: string) => process.stderr.write(`onwire: ${printable(text)}\n`)
