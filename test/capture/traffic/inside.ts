import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import type { Host } from '../../support/network.ts'

/** Starts a program in the network of a host, and in nothing else of it: `ip netns exec` would hide the cgroups. */
export function startIn(host: Host, [program = '', ...words]: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn('nsenter', [`--net=/run/netns/${host.namespace}`, program, ...words])
}
