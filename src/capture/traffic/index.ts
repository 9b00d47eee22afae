/** Captures the traffic of a command or of running processes, and no other packets. */
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
 * Captures the traffic of a command. Rejects with a CaptureError that names missing requirements and how to meet them;
 * uses no heuristics, unless `attribution` is `best-effort`.
 *
 *     const traffic = await openCommandTraffic({ command: ['curl', 'http://example.test/'] })
 *     const outcome = traffic.run()
 *     void outcome.then(() => traffic.finish())
 *     for await (const batch of traffic) for (const frame of batch) console.log(frame.number)
 *     process.exitCode = (await outcome).exitStatus
 */
export async function openCommandTraffic(options: CommandTrafficOptions): Promise<CommandTraffic> {
  const { command, isolate, attribution, signal } = options
  if (command.length === 0) throw new TypeError('openCommandTraffic() needs a command')
  signal?.throwIfAborted()
  if (isolate !== undefined) return (await import('./isolated/index.ts')).openIsolatedTraffic(options)
  if (attribution === 'best-effort')
    return (await import('./best-effort/best-effort-command.ts')).openBestEffortTraffic(options)
  return (await import('./exact/exact-command.ts')).openExactTraffic(options)
}

/**
 * Captures the traffic of a process, of a cgroup or of a container from now on, including that of child processes
 * started from now on. `pid` may be that of this process. Rejects with a CaptureError.
 */
export async function openProcessTraffic(choice: ProcessChoice, options: TrafficOptions = {}): Promise<TrafficCapture> {
  options.signal?.throwIfAborted()
  return (await import('./exact/attached.ts')).openAttachedTraffic(choice, options)
}
