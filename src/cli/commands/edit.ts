/** `onwire edit FILE.. -w FILE`: capture files changed, selected, split and anonymised. */
import { sudoCaller } from '../../capture/privileges/target-user.ts'
import { openFiles, type FileStream } from '../../capture/reading/merged-files.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { edited } from '../../edit/edited-stream.ts'
import type { Duplicates } from '../../edit/duplicates.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import type { Values } from '../arguments/options.ts'
import { editPlan, type EditPlan } from '../arguments/plans/edit.ts'
import { buildEdits } from '../edits/build.ts'
import { compileFilters, framePredicate } from '../filters.ts'
import { say } from '../say.ts'
import { runPipeline, type PacketSink } from '../sinks/pipeline.ts'
import { Shutdown } from '../sources/shutdown.ts'
import { isTerminal } from '../terminal/terminal.ts'
import { reportUndecided } from '../undecided.ts'
import { UsageError } from '../usage-error.ts'

/** Returns the exit status. */
export async function edit(values: Values, operands: readonly string[]): Promise<number> {
  const plan = await editPlan(values, operands)
  if (plan.write.path === '-' && (await isTerminal(1)))
    throw new UsageError('-w - writes binary data: redirect it to a file or a program')
  const filters = await compileFilters(plan.filter)
  const source = await openFiles(plan.input.paths, { order: plan.input.order, reuseMemory: true })
  const shutdown = new Shutdown(() => source.close())
  try {
    const { edits, duplicates } = await buildEdits(plan.edits, await framePredicate(source, filters))
    const changed = edited(source, edits)
    const sorted = plan.sort ? new (await import('../../edit/sorted-stream.ts')).SortedStream(changed) : undefined
    const stream = sorted ?? changed
    try {
      await runPipeline(stream, [...(await progressOf(source)), await sinkOf(stream, plan)], plan.limits)
    } finally {
      report(duplicates, sorted?.late ?? 0)
    }
  } catch (error) {
    if (!shutdown.signal) throw error
  } finally {
    source.close()
  }
  shutdown.obey()
  return reportUndecided(filters.display)
}

async function sinkOf(source: FrameStream, { write, byConversation, edits }: EditPlan): Promise<PacketSink> {
  const files = new FileOpener(sudoCaller(), edits.secrets.added.length > 0 ? 'private' : 'owner')
  if (byConversation)
    return (await import('../sinks/conversations/conversation-files.ts')).openConversationFiles(source, write, files)
  return (await import('../sinks/recorder.ts')).Recorder.open(source, 'full', write, { files })
}

async function progressOf(source: FileStream): Promise<readonly PacketSink[]> {
  return (await isTerminal(2)) ? [new (await import('../sinks/progress.ts')).Progress(source)] : []
}

/** What the user may not expect. */
function report(duplicates: Duplicates | undefined, late: number): void {
  if (duplicates !== undefined) say(`onwire: ${duplicates.removed} duplicates left out\n`)
  if (duplicates?.limited) say('onwire: too many packets to compare in 64 MB of memory: some duplicates may remain\n')
  if (late > 0) say(`onwire: ${late} packets are still out of order, by more than 64 MB of packets\n`)
}
