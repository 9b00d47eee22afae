import { fstatSync } from 'node:fs'
import { isTcpAddress, parseTcpAddress } from '../../capture/remote/tcp-address.ts'
import type { ByteSink } from '../../capture/writing/byte-sink.ts'
import type { Receiver } from './pipeline.ts'
import type { Output } from '../../output/output.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'
import { savingOptions } from '../arguments/tables/saving.ts'
import type { Pace } from './printer.ts'
import type { Extent } from './progress.ts'
import type { RecordedSource, RecorderParts } from './recorder.ts'
import { isTerminal } from '../terminal/terminal.ts'

/** The output the options ask for, for text that goes to `descriptor`; undefined where packets are only counted or written to a file. Throws UsageError. */
export async function chosenOutput(values: Values, descriptor = 1): Promise<Output | undefined> {
  const { write } = values
  // What cannot be is refused before anything is opened.
  if (needsRecording(values)) (await import('./writer-plan.ts')).recordingOf(values)
  if (write === '-' && (await isTerminal(1))) {
    throw new UsageError(
      '-w - writes binary data: send it to a file or a program, such as onwire read -w - trace.pcap | tshark -r -',
    )
  }
  if (write !== undefined && isTcpAddress(write)) refuseAddress(write)
  if (values.summary) refuseBesideSummary(values)
  if (values.count) return undefined
  const shows = values.summary ? values.print : write === undefined || values.print || values.format !== undefined
  if (!shows) return undefined
  if (write === '-')
    throw new UsageError('-w - writes the packets to standard output: they cannot be shown there as well')
  return (await import('../terminal/output.ts')).outputFor(values, descriptor)
}

function refuseBesideSummary({ count, write, print, format }: Values): void {
  if (count) throw new UsageError('--count and --summary both take the place of the packets: give one of them')
  if (write === '-')
    throw new UsageError('-w - writes the packets to standard output: the summary cannot be shown there as well')
  if (print && format === 'json')
    throw new UsageError(
      '--format json makes one document: the packets, or with --summary but without --print the summary',
    )
}

/** Throws UsageError for what is no address. */
function refuseAddress(write: string): void {
  try {
    parseTcpAddress(write)
  } catch (error) {
    throw new UsageError(`-w: ${(error as TypeError).message}`)
  }
}

/** Who sums the packets up, if the options ask for that: one, or none. Throws UsageError. */
export async function chosenSummary(values: Values, descriptor?: number) {
  return values.summary ? [await (await import('./summary.ts')).SummaryReceiver.open(values, descriptor)] : []
}

/** Whether there is an option about what is written or when it ends: where there is none, what checks them need not be loaded. */
function needsRecording(values: Values): boolean {
  return Object.keys(values).some((name) => Object.hasOwn(savingOptions, name))
}

/** What the command line does not say. */
export interface ReceiverParts extends RecorderParts {
  /** Where packets are shown: on standard output unless given. */
  readonly sink?: ByteSink | undefined
  /** Resolves when the user wants to end. Default: never. */
  readonly interrupted?: Promise<unknown> | undefined
}

/** Everything the frames of a source go to. Where frames come in when they want to (`live`), each batch goes out at once. */
export async function receiversFor(
  source: RecordedSource & Extent,
  output: Output | undefined,
  live: boolean,
  values: Values,
  parts: ReceiverParts = {},
) {
  const receivers: Receiver[] = []
  const { write, autostop } = values
  if (autostop !== undefined) {
    const { autostopOf, Gate } = await import('./autostop.ts')
    receivers.push(new Gate(autostopOf(values), source.stop?.bind(source)))
  }
  if (write !== undefined) {
    const { Recorder } = await import('./recorder.ts')
    const pace = !live ? 'full' : write === '-' || isTcpAddress(write) || values['packet-buffered'] ? 'batch' : 'second'
    receivers.push(await Recorder.open(source, pace, values, parts))
  }
  if (output) {
    const pace = values['line-buffered'] ? 'packet' : live ? 'batch' : 'full'
    receivers.push(await printerFor(source, output, pace, live && write !== undefined, parts))
  }
  if (parts.sink === undefined && (await showsProgress(output !== undefined))) {
    const { Progress } = await import('./progress.ts')
    receivers.push(new Progress(source))
  }
  return receivers
}

/** What is written to a file too is not to wait for who reads the text. */
async function printerFor(
  source: RecordedSource,
  output: Output,
  pace: Pace,
  buffered: boolean,
  { sink, interrupted }: ReceiverParts,
): Promise<Receiver> {
  if (!buffered) return (await import('./printer.ts')).Printer.open(output, pace, sink)
  const { BufferedPrinter } = await import('./buffered-printer.ts')
  // Whoever has read enough of standard output has seen enough; what a command runs for is not the text.
  const stop = sink === undefined ? source.stop?.bind(source) : undefined
  return BufferedPrinter.open(output, pace, { sink, interrupted, stop })
}

/** Progress belongs to a terminal that shows nothing else; a pipe often ends in a pager, which has the terminal to itself. */
async function showsProgress(printing: boolean): Promise<boolean> {
  return (!printing || fstatSync(1).isFile()) && isTerminal(2)
}
