/** Who owns the flows of this machine. */
import { CaptureError } from '../../files/error.ts'
import { hiddenProcesses } from './descriptors.ts'
import type { FlowOwners } from './owner.ts'
import { ProcOwners } from './proc-owners.ts'

export interface OpenedOwners {
  readonly owners: FlowOwners
  /** What to know about the names, for people. */
  readonly remarks: readonly string[]
}

/** Rejects with a CaptureError (`unsupported`) where the system does not tell. */
export async function openOwners(): Promise<OpenedOwners> {
  if (process.platform !== 'linux') {
    throw new CaptureError({ code: 'unsupported', expected: 'a system that tells which process has a socket, as Linux does', found: process.platform })
  }
  return { owners: new ProcOwners(), remarks: ['names of processes are best effort: found in /proc, where what is over at once is not seen, and only for the network that onwire runs in'] }
}

/** What who asks from now on does not see, in words; undefined if that is nothing. To be asked when root is given up. */
export function hiddenFrom(folder = '/proc'): string | undefined {
  const hidden = hiddenProcesses(folder)
  if (hidden === 0) return undefined
  return `the sockets of ${hidden} processes of other users cannot be seen from now on: their packets have no names, except those of connections that were there before (-Z root sees all)`
}
