/** The traffic of `onwire run`: of a command, or of running processes. */
import type { TargetUser } from '../../capture/privileges/target-user.ts'
import { annotated } from '../../capture/processes/annotate.ts'
import {
  openCommandTraffic,
  openProcessTraffic,
  type CommandTraffic,
  type TrafficCapture,
} from '../../capture/traffic/index.ts'
import { CaptureError } from '../../files/error.ts'
import type { RunPlan } from '../arguments/plans/run.ts'

/**
 * Rejects with a CaptureError. The command is run as `account`, and waits until it is released. Packets have the names
 * of their processes, and those of a command the secrets that it writes.
 */
export async function openTraffic(
  { target, isolate, attribution, settings, conversations }: RunPlan,
  account: TargetUser['account'],
): Promise<CommandTraffic | TrafficCapture> {
  const own = { ...settings, reuseMemory: true }
  if (!('command' in target)) return named(await openProcessTraffic(target.attached, own))
  const { command } = target
  const keys = conversations.secrets.decrypt ? await openCommandKeys(account) : undefined
  try {
    const variables = keys?.variables
    const opened = named(await openCommandTraffic({ ...own, command, isolate, attribution, account, variables }))
    return keys === undefined ? opened : (await import('../../capture/keys/keyed-traffic.ts')).keyed(opened, keys)
  } catch (error) {
    keys?.close()
    throw error
  }
}

export function runsCommand(traffic: CommandTraffic | TrafficCapture): traffic is CommandTraffic {
  return 'run' in traffic
}

const named = <C extends TrafficCapture>(traffic: C): C =>
  traffic.owners === undefined ? traffic : annotated(traffic, traffic.owners, { reuseMemory: true })

async function openCommandKeys(account: TargetUser['account']) {
  const { CommandKeys } = await import('../../capture/keys/command-keys.ts')
  try {
    return new CommandKeys(account)
  } catch (cause) {
    const expected = 'a temporary folder for the secrets of the command'
    const advice = 'Name another one with TMPDIR, or use --no-decrypt'
    throw new CaptureError({ code: 'unwritable', expected, found: (cause as Error).message, advice, cause })
  }
}
