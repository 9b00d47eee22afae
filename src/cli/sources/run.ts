/** The traffic of `onwire run`: of a command, or of running processes. */
import type { TargetUser } from '../../capture/privileges/target-user.ts'
import {
  openCommandTraffic,
  openProcessTraffic,
  type CommandTraffic,
  type TrafficCapture,
} from '../../capture/traffic/index.ts'
import type { RunPlan } from '../arguments/plans/run.ts'

/** Rejects with a CaptureError. The command is run as `account`, and waits until it is released. */
export async function openTraffic(
  { target, isolate, attribution, settings }: RunPlan,
  account: TargetUser['account'],
): Promise<CommandTraffic | TrafficCapture> {
  const own = { ...settings, reuseMemory: true }
  if ('command' in target) return openCommandTraffic({ ...own, command: target.command, isolate, attribution, account })
  return openProcessTraffic(target.attached, own)
}

export function runsCommand(traffic: CommandTraffic | TrafficCapture): traffic is CommandTraffic {
  return 'run' in traffic
}
