/** The processes that own the flows of this host. */
import { CaptureError } from '../../files/error.ts'
import { hiddenProcesses } from './descriptors.ts'
import type { FlowOwners } from './owner.ts'
import { ProcOwners } from './proc-owners.ts'

export interface OpenedOwners {
  readonly owners: FlowOwners
  /** Why the kernel does not report socket owners, so that all names are best effort; undefined if it does. */
  readonly guessing: string | undefined
}

/**
 * Opens the lookup of owners. The kernel reports who opens a socket from now on, if it permits; for older sockets, and
 * otherwise, /proc is searched. Rejects with a CaptureError (`unsupported`) on a system without either.
 *
 *     const { owners } = await openOwners()
 *     const capture = annotated(await openLive({ interfaces: ['eth0'] }), owners)
 *     for await (const batch of capture) for (const frame of batch) console.log(frame.process?.name)
 */
export async function openOwners(): Promise<OpenedOwners> {
  if (process.platform !== 'linux') {
    throw new CaptureError({
      code: 'unsupported',
      expected: 'a system that reports the owners of sockets, such as Linux',
      found: process.platform,
    })
  }
  const proc = new ProcOwners()
  const { MachineOwners } = await import('./machine-owners.ts')
  const owners = await MachineOwners.over(proc)
  return typeof owners === 'string' ? { owners: proc, guessing: owners } : { owners, guessing: undefined }
}

/** Number of processes whose sockets are not visible in /proc: those of other users, unless this process is root. */
export const unseenProcesses = (): number => hiddenProcesses('/proc')
