/** Whose packets `onwire run` shows: those of a command, or of what runs already. */
import {
  openCommandTraffic,
  openProcessTraffic,
  type CommandTraffic,
  type ProcessChoice,
  type TrafficCapture,
} from '../../capture/traffic/index.ts'
import type { Account } from '../../capture/privileges/target-user.ts'
import { UsageError } from '../usage-error.ts'
import type { OptionName, Values } from '../arguments/options.ts'

/** The words of a command, or the process, control group or container to be attached to. */
export type RunTarget = { readonly command: readonly string[] } | { readonly attached: ProcessChoice }

/** Throws UsageError unless there is exactly one. */
export function runTarget(values: Values, command: readonly string[]): RunTarget {
  const { pid, cgroup, container } = values
  const attached: ProcessChoice[] = [
    ...(pid === undefined ? [] : [{ pid }]),
    ...(cgroup === undefined ? [] : [{ cgroup }]),
    ...(container === undefined ? [] : [{ container }]),
  ]
  if (attached.length + (command.length > 0 ? 1 : 0) > 1)
    throw new UsageError('run takes one of a command, --pid, --cgroup and --container')
  if (command.length > 0) return { command }
  if (attached[0] === undefined)
    throw new UsageError(
      'run needs a command: onwire run -- curl http://example.test, or --pid N for what runs already',
    )
  const meaningless = ofCommands.find((name) => values[name] !== undefined)
  if (meaningless !== undefined)
    throw new UsageError(
      `--${meaningless} is about a command that is to be run: it has no meaning with what runs already`,
    )
  return { attached: attached[0] }
}

const ofCommands: readonly OptionName[] = ['isolate']

/** Rejects with a CaptureError. The command is run as `account`, and waits until it is told to go. */
export async function openTraffic(
  target: RunTarget,
  values: Values,
  account: Account | undefined,
): Promise<CommandTraffic | TrafficCapture> {
  const { 'snapshot-length': snapLength, memory: mebibytes, linger, isolate } = values
  const settings = {
    snapLength: snapLength || undefined,
    memory: mebibytes === undefined ? undefined : mebibytes * 2 ** 20,
    linger,
    reuseMemory: true,
  }
  if ('command' in target) return openCommandTraffic({ ...settings, command: target.command, isolate, account })
  return openProcessTraffic(target.attached, settings)
}

export function runsCommand(traffic: CommandTraffic | TrafficCapture): traffic is CommandTraffic {
  return 'run' in traffic
}
