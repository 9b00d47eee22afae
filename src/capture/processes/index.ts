/** Who owns the flows of this machine. */
import { CaptureError } from '../../files/error.ts'
import { hiddenProcesses } from './descriptors.ts'
import type { FlowOwners } from './owner.ts'
import { ProcOwners } from './proc-owners.ts'

export interface OpenedOwners {
  readonly owners: FlowOwners
  /** Why the kernel does not tell who opens a socket, so that all names are best effort; undefined if it does. */
  readonly guessing: string | undefined
}

/**
 * The kernel tells who opens a socket from now on, where it lets this process ask; of sockets that are older, and where
 * it does not, /proc is looked at. Rejects with a CaptureError (`unsupported`) on a system that has neither.
 *
 *     const { owners } = await openOwners()
 *     const capture = annotated(await openLive({ interfaces: ['eth0'] }), owners)
 *     for await (const batch of capture) for (const frame of batch) console.log(frame.process?.name)
 */
export async function openOwners(): Promise<OpenedOwners> {
  if (process.platform !== 'linux') {
    throw new CaptureError({
      code: 'unsupported',
      expected: 'a system that tells which process has a socket, as Linux does',
      found: process.platform,
    })
  }
  const proc = new ProcOwners()
  const { MachineOwners } = await import('./machine-owners.ts')
  const owners = await MachineOwners.over(proc)
  return typeof owners === 'string' ? { owners: proc, guessing: owners } : { owners, guessing: undefined }
}

/** How many processes there are whose sockets this one cannot see in /proc: of other users, unless it is root. */
export const unseenProcesses = (): number => hiddenProcesses('/proc')
