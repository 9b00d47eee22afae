/** `onwire read FILE..`: the packets of capture files. */
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { openFiles } from '../../capture/reading/merged-files.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { CaptureError } from '../../files/error.ts'
import type { ConversationFollower } from '../../conversations/follower.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import type { Values } from '../arguments/options.ts'
import { readPlan } from '../arguments/plans/read.ts'
import { compileFilters, framePredicate, predicateOf } from '../filters.ts'
import { giveUpRoot } from '../give-up-root.ts'
import { PacketCounter } from '../sinks/packet-counter.ts'
import { chosenFollower, sayLeft } from '../sources/follower.ts'
import { runPipeline, type Follower } from '../sinks/pipeline.ts'
import { print, printFormatted } from '../sinks/printer.ts'
import { chosenOutput, chosenSummary, openSinks } from '../sinks/select.ts'
import { compileTrigger } from '../sinks/trigger.ts'
import { Shutdown } from '../sources/shutdown.ts'
import { reportUndecided } from '../undecided.ts'

/** Returns the exit status. */
export async function read(values: Values, operands: readonly string[]): Promise<number> {
  const { input, filter, sinks: plan, user, verbose, conversations, twoPass } = await readPlan(values, operands)
  const filters = await compileFilters(filter)
  const trigger = await compileTrigger(plan.write?.trigger)
  const output = await chosenOutput(plan)
  const summary = await chosenSummary(plan)
  const target = chooseTargetUser(user)
  const following = await chosenFollower({ ...conversations, twoPass }, filters.display, trigger, output, ...summary)
  const open = () => openFiles(input.paths, { order: input.order, reuseMemory: true })
  const source = await open()
  // Opened before root is given up.
  const ahead = twoPass && following ? await open() : undefined
  // A file that is being written is closed properly; otherwise a signal just ends the program.
  const shutdown = plan.write === undefined ? undefined : new Shutdown(() => source.close())
  const counter = new PacketCounter()
  try {
    const files = new FileOpener(target.account)
    const sinks = await openSinks(source, output, source.size === undefined, plan, {
      files,
      trigger: predicateOf(trigger),
    })
    await giveUpRoot(target, files, { later: plan.write?.laterFiles, verbose })
    const follower = await informed(following, ahead)
    const keeps = await framePredicate(source, filters, follower)
    await runPipeline(source, [...sinks, ...summary, counter], plan.limits, keeps, follower)
  } catch (error) {
    if (!shutdown?.signal) throw error
  } finally {
    source.close()
    if (plan.count && counter.ended) await print(`${counter}\n`)
    if (counter.ended) for (const each of summary) await printFormatted(`${each}`)
  }
  sayLeft(following)
  shutdown?.obey()
  return reportUndecided(filters.display, trigger)
}

/** The follower for a pass over a source: with what a first pass over the same frames told it, if there is one. */
async function informed(
  follower: ConversationFollower | undefined,
  ahead: FrameStream | undefined,
): Promise<Follower | undefined> {
  if (follower === undefined || ahead === undefined) return follower
  try {
    for await (const batch of ahead) follower.follow(batch)
  } catch (error) {
    // The second pass meets the same damage, and says so.
    if (!(error instanceof CaptureError)) throw error
  } finally {
    await ahead.close()
  }
  return follower.again()
}
