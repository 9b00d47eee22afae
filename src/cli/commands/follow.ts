/** `onwire follow FILE tcp N`: what both sides of a conversation sent. */
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { openFiles } from '../../capture/reading/merged-files.ts'
import {
  carriedProtocols,
  findStream,
  isCarriedName,
  openStreamFollower,
  type CarriedFollower,
  type StreamFollower,
  type StreamName,
  type StreamProtocol,
} from '../../conversations/streams/index.ts'
import type { FollowOptions } from '../../conversations/follower.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import type { Values } from '../arguments/options.ts'
import { followPlan, type FollowPlan } from '../arguments/plans/follow.ts'
import type { InputPlan } from '../arguments/plans/parts/inputs.ts'
import { exitStatus } from '../exit-status.ts'
import { captureFilterError, compileFilters, framePredicate, type Filters } from '../filters.ts'
import { say } from '../say.ts'
import { StreamPrinter } from '../streams/stream-printer.ts'
import type { Follower } from '../sinks/pipeline.ts'
import { chosenFollower, followOptions } from '../sources/follower.ts'
import { Shutdown } from '../sources/shutdown.ts'
import { isTerminal } from '../terminal/terminal.ts'
import { UsageError } from '../usage-error.ts'

/** Returns the exit status: whether there is such a conversation. */
export async function follow(values: Values, operands: readonly string[]): Promise<number> {
  const plan = followPlan(values, operands)
  if (plan.format === 'raw' && (await isTerminal(1)))
    throw new UsageError('--format raw writes binary data: redirect it to a file or a program')
  const filters = await compileFilters(plan.filter)
  const { source } = plan
  const isNamed = plan.name !== undefined
  const choice: Choice = {
    filters,
    options: isNamed ? await followOptions(plan.conversations) : {},
    follower: isNamed ? undefined : await chosenFollower(plan.conversations, filters.display),
  }
  return 'interfaces' in source ? followLive(source.interfaces, plan, choice) : followFiles(source.files, plan, choice)
}

/** What chooses a conversation. */
interface Choice {
  readonly filters: Filters
  /** How a conversation with a name is followed, and what follows all of them for the filters otherwise. */
  readonly options: FollowOptions
  readonly follower: Follower | undefined
}

async function followFiles({ paths, order }: InputPlan, plan: FollowPlan, choice: Choice): Promise<number> {
  const open = () => openFiles(paths, { order, reuseMemory: true })
  // Standard input is read once: its conversation is followed from the first packet that passes.
  const isReadTwice = plan.name === undefined && !paths.includes('-')
  const found = isReadTwice ? await firstStream(await open(), choice) : plan.name
  if (isReadTwice && found === undefined) return nothing('no packet of a TCP or UDP stream passes the filter')
  const source = await open()
  try {
    return await followSource(source, found, plan, choice)
  } finally {
    source.close()
  }
}

async function firstStream(source: FrameStream, { filters, follower }: Choice): Promise<StreamName | undefined> {
  try {
    return await findStream(source, (await framePredicate(source, filters, follower)) ?? everything)
  } finally {
    await source.close()
  }
}

/** Follows a conversation, or without a name the first one with a frame that passes. */
async function followSource(
  source: FrameStream,
  name: StreamName | undefined,
  plan: FollowPlan,
  choice: Choice,
): Promise<number> {
  const chooses = name ?? (await framePredicate(source, choice.filters, choice.follower)) ?? everything
  const follower = await openStreamFollower(chooses, choice.options)
  const printer = await StreamPrinter.open(plan)
  try {
    for await (const batch of source) await printer.take(follower, follower.take(batch))
  } finally {
    // At damage, what was read before it is shown.
    await printer.take(follower, follower.finish())
    await printer.end()
  }
  if (printer.leftOut > 0)
    say(`onwire: ${printer.leftOut} bytes left out: bytes before them are missing, and were perhaps never received\n`)
  if (follower.ends !== undefined) return exitStatus.done
  return nothing(name === undefined ? 'no packet of a TCP or UDP stream passes the filter' : absent(follower, name))
}

function absent(follower: StreamFollower | CarriedFollower, name: StreamName): string {
  const { stream, within } = name
  const isCarried = isCarriedName(name)
  const protocol = isCarried ? carriedProtocols[name.protocol].carrier : (name.protocol as StreamProtocol)
  const count = follower.count(protocol)
  const kind = `${protocol.toUpperCase()} stream`
  if (isCarried && count > stream)
    return `nothing of ${name.protocol}${within === undefined ? '' : ` stream ${within}`} was found in ${kind} ${stream}`
  const known = count === 0 ? 'none' : count === 1 ? 'one, number 0' : `${count}, numbers 0 to ${count - 1}`
  return `there is no ${kind} ${stream}; of ${kind}s there ${count > 1 ? 'are' : 'is'} ${known}`
}

function nothing(why: string): number {
  say(`onwire: ${why}\n`)
  return exitStatus.failed
}

const everything = () => true

async function followLive(names: readonly string[], plan: FollowPlan, choice: Choice): Promise<number> {
  const { openLive } = await import('../../capture/live.ts')
  const { dropPrivileges } = await import('../../capture/privileges/privileges.ts')
  const { filters } = choice
  const target = chooseTargetUser(plan.user)
  const opening = openLive({ interfaces: names, captureFilter: filters.capture, reuseMemory: true })
  const capture = await opening.catch(async (refusal: unknown) => {
    throw await captureFilterError(filters.capture, refusal)
  })
  const shutdown = new Shutdown(() => capture.stop())
  try {
    await dropPrivileges(target)
    return await followSource(capture, plan.name, plan, { ...choice, filters: { ...filters, capture: undefined } })
  } finally {
    shutdown.release()
    await capture.close()
  }
}
