/** What a command, or a process that already runs, sends and receives: its packets, and nobody else's. */
import type { CommandTraffic, CommandTrafficOptions, ProcessChoice, TrafficCapture, TrafficOptions } from './traffic.ts'

export type {
  CommandOutcome,
  CommandTraffic,
  CommandTrafficOptions,
  ProcessChoice,
  TrafficCapture,
  TrafficOptions,
} from './traffic.ts'

/**
 * Captures what a command sends and receives. Rejects with a CaptureError that says what is missing and what to do; it
 * never guesses.
 *
 *     const traffic = await openCommandTraffic({ command: ['curl', 'http://example.test/'] })
 *     const outcome = traffic.run()
 *     void outcome.then(() => traffic.finish())
 *     for await (const batch of traffic) for (const frame of batch) console.log(frame.number)
 *     process.exitCode = (await outcome).exitStatus
 */
export async function openCommandTraffic(options: CommandTrafficOptions): Promise<CommandTraffic> {
  const { command, isolate, signal } = options
  if (command.length === 0) throw new TypeError('openCommandTraffic() takes a command')
  signal?.throwIfAborted()
  if (isolate !== undefined) return (await import('./isolated/index.ts')).openIsolatedTraffic(options)
  return (await import('./exact/exact-command.ts')).openExactTraffic(options)
}

/**
 * Captures what a process, the processes of a cgroup or those of a container send and receive from now on, with the
 * children they have from now on. `pid` may be that of this process. Rejects with a CaptureError.
 */
export async function openProcessTraffic(choice: ProcessChoice, options: TrafficOptions = {}): Promise<TrafficCapture> {
  options.signal?.throwIfAborted()
  return (await import('./exact/attached.ts')).openAttachedTraffic(choice, options)
}
