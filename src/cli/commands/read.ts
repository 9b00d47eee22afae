/** `onwire read FILE`: the packets of a capture file. */
import { sudoCaller } from '../../capture/privileges/target-user.ts'
import { openFile } from '../../capture/reading/file.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { deliver } from '../sinks/pipeline.ts'
import { chosenFilters, passesOf } from '../filters.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'
import { print } from '../sinks/print.ts'
import { chosenOutput, chosenSummary, receiversFor } from '../sinks/select.ts'
import { Stop } from '../sources/shutdown.ts'
import { Tally } from '../sinks/packet-counter.ts'
import { chosenTrigger } from '../sinks/trigger.ts'

export async function read(values: Values, operands: readonly string[]): Promise<void> {
  const [path, ...words] = values.read === undefined ? operands : [values.read, ...operands]
  if (path === undefined) throw new UsageError('read needs a capture file: onwire read FILE, or - for standard input')
  const filters = await chosenFilters(values, words, 'display')
  const trigger = await chosenTrigger(values)
  const output = await chosenOutput(values)
  const summary = await chosenSummary(values)
  const source = await openFile(path, { reuseMemory: true })
  // A file that is half written is to be closed in good order; otherwise a signal just ends the program.
  const stop = values.write === undefined ? undefined : new Stop(() => source.close())
  const tally = new Tally()
  try {
    const passes = await passesOf(source, filters)
    const files = new FileOpener(sudoCaller())
    const receivers = await receiversFor(source, output, source.size === undefined, values, { files, trigger })
    await deliver(source, [...receivers, ...summary, tally], values, passes)
  } catch (error) {
    if (!stop?.signal) throw error
  } finally {
    source.close()
    if (values.count && tally.ended) await print(`${tally}\n`)
    if (tally.ended) for (const receiver of summary) await print(`${receiver}`)
  }
  stop?.obey()
}
