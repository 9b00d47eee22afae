/** `onwire read FILE..`: the packets of capture files. */
import { chooseTargetUser, type TargetUser } from '../../capture/privileges/target-user.ts'
import { openFiles } from '../../capture/reading/merged-files.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import type { Values } from '../arguments/options.ts'
import { readPlan, type ReadPlan } from '../arguments/plans/read.ts'
import { compileFilters, framePredicate, predicateOf } from '../filters.ts'
import { PacketCounter } from '../sinks/packet-counter.ts'
import { chosenFollower, type Dependent } from '../sinks/follower.ts'
import { runPipeline, type Follower } from '../sinks/pipeline.ts'
import { print, printFormatted } from '../sinks/printer.ts'
import { chosenOutput, chosenSummary, openSinks } from '../sinks/select.ts'
import { compileTrigger } from '../sinks/trigger.ts'
import { say } from '../say.ts'
import { Shutdown } from '../sources/shutdown.ts'
import { reportUndecided } from '../undecided.ts'

/** Returns the exit status. */
export async function read(values: Values, operands: readonly string[]): Promise<number> {
  const { input, filter, sinks: plan, user, verbose, ...conversations } = await readPlan(values, operands)
  const filters = await compileFilters(filter)
  const trigger = await compileTrigger(plan.write?.trigger)
  const output = await chosenOutput(plan)
  const summary = await chosenSummary(plan)
  const target = chooseTargetUser(user)
  const open = () => openFiles(input.paths, { order: input.order, reuseMemory: true })
  const source = await open()
  // A file that is being written is closed properly; otherwise a signal just ends the program.
  const shutdown = plan.write === undefined ? undefined : new Shutdown(() => source.close())
  const counter = new PacketCounter()
  try {
    const follower = await followerOf(conversations, open, filters.display, trigger, output)
    const keeps = await framePredicate(source, filters, follower)
    const files = new FileOpener(target.account)
    const sinks = await openSinks(source, output, source.size === undefined, plan, {
      files,
      trigger: predicateOf(trigger),
    })
    if (target.account !== undefined) await drop(target, files, { later: plan.write?.laterFiles, verbose })
    await runPipeline(source, [...sinks, ...summary, counter], plan.limits, keeps, follower)
  } catch (error) {
    if (!shutdown?.signal) throw error
  } finally {
    source.close()
    if (plan.count && counter.ended) await print(`${counter}\n`)
    if (counter.ended) for (const each of summary) await printFormatted(`${each}`)
  }
  shutdown?.obey()
  return reportUndecided(filters.display, trigger)
}

/** What follows the conversations, if something depends on them; with two passes it knows the files already. */
async function followerOf(
  { conversations, twoPass }: Pick<ReadPlan, 'conversations' | 'twoPass'>,
  open: () => Promise<FrameStream>,
  ...dependents: readonly Dependent[]
): Promise<Follower | undefined> {
  const follower = await chosenFollower(conversations, ...dependents)
  if (follower === undefined || !twoPass) return follower
  const source = await open()
  try {
    for await (const batch of source) follower.follow(batch)
  } finally {
    await source.close()
  }
  return follower.again()
}

/** Drops the privileges of root before the first packet is decoded. */
async function drop(
  target: TargetUser,
  opener: FileOpener,
  { later, verbose }: { readonly later: readonly string[] | undefined; readonly verbose: boolean },
): Promise<void> {
  const { dropPrivileges } = await import('../../capture/privileges/privileges.ts')
  const { remarks } = await dropPrivileges(target, { opener, openLater: later })
  if (verbose) for (const remark of remarks) say(`onwire: ${remark}\n`)
}
