/** Shell scripts that outlive this process, to clean up after it however it ends. POSIX only. */
import { spawn, type ChildProcess } from 'node:child_process'
import type { Writable } from 'node:stream'
import type { Identity } from './privileges/start-as.ts'

/**
 * Starts a script with the current privileges, in a folder and in a session of its own, so that signals of a terminal
 * do not reach it. Its standard input ends with this process, which does not wait for it. If it cannot be started,
 * nothing happens.
 */
export function startOutliving(
  script: string,
  words: readonly string[],
  cwd: string,
  identity: Identity = {},
): ChildProcess & { readonly stdin: Writable } {
  const child = spawn('/bin/sh', ['-c', script, ...words], {
    cwd,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...identity,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  })
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.unref()
  ;(child.stdin as unknown as { unref(): void }).unref()
  return child
}
