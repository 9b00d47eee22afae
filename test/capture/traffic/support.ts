/** Captures what commands send, for tests: in this process, or in a host of a `Network`. */
import type { Frame } from '../../../src/files/frame.ts'
import {
  openCommandTraffic,
  type CommandOutcome,
  type CommandTrafficOptions,
  type TrafficCapture,
} from '../../../src/capture/traffic/index.ts'
import { equipment } from '../../../src/capture/traffic/requirements.ts'

/** Why the exact mode cannot be tested here; undefined if it can. Throws in continuous integration, where it must. */
export async function exactTrouble(): Promise<string | undefined> {
  const trouble = await troubleHere()
  if (trouble !== undefined && process.env.CI) throw new Error(`the exact mode cannot be tested here: ${trouble}`)
  return trouble
}

async function troubleHere(): Promise<string | undefined> {
  try {
    await equipment()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

export interface Captured {
  readonly frames: readonly Frame[]
  readonly outcome: CommandOutcome
  readonly remarks: readonly string[]
  readonly lost: number
}

/** Runs a command, its output thrown away unless asked otherwise, and gives all its packets. */
export async function capture(
  command: readonly string[],
  options: Partial<CommandTrafficOptions> = {},
): Promise<Captured> {
  const traffic = await openCommandTraffic({ command, stdio: ['ignore', 'ignore', 'ignore'], ...options })
  const ending = traffic.run().then(async (outcome) => {
    await traffic.finish()
    return outcome
  })
  const frames = await framesOf(traffic)
  const { droppedByKernel = 0, droppedByReader = 0 } = traffic.statistics ?? {}
  return { frames, outcome: await ending, remarks: traffic.remarks, lost: droppedByKernel + droppedByReader }
}

export async function framesOf(traffic: TrafficCapture): Promise<readonly Frame[]> {
  const frames: Frame[] = []
  for await (const batch of traffic) frames.push(...batch)
  return frames
}
