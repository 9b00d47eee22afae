/** Opens the sinks of a plan. What a plan does not need is not loaded. */
import { fstatSync } from 'node:fs'
import { isTcpAddress } from '../../capture/remote/tcp-address.ts'
import type { ByteSink } from '../../capture/writing/byte-sink.ts'
import type { Output } from '../../output/output.ts'
import type { SinksPlan } from '../arguments/plans/parts/sinks.ts'
import { isTerminal } from '../terminal/terminal.ts'
import { UsageError } from '../usage-error.ts'
import type { PacketSink } from './pipeline.ts'
import type { Pace } from './printer.ts'
import type { Extent } from './progress.ts'
import type { RecordedSource, RecorderParts } from './recorder.ts'

/**
 * The output for text that goes to `descriptor`; undefined where packets are not shown. Throws UsageError, before
 * anything is opened.
 */
export async function chosenOutput({ write, output }: SinksPlan, descriptor = 1): Promise<Output | undefined> {
  if (write?.path === '-' && (await isTerminal(1))) {
    throw new UsageError(
      '-w - writes binary data: redirect it to a file or a program, such as onwire read -w - trace.pcap | tshark -r -',
    )
  }
  return output && (await import('../terminal/output.ts')).outputFor(output, descriptor)
}

/** The traffic summary: one sink, or none. */
export async function chosenSummary({ summary }: SinksPlan, descriptor?: number) {
  return summary ? [await (await import('./summary.ts')).SummarySink.open(summary, descriptor)] : []
}

export interface SinkParts extends RecorderParts {
  /** Where packets are shown. Default: standard output. */
  readonly sink?: ByteSink | undefined
  /** Resolves when the user wants to end. Default: never. */
  readonly interrupted?: Promise<unknown> | undefined
}

/** The sinks of a plan. Where frames arrive at their own pace (`live`), each batch is flushed. */
export async function openSinks(
  source: RecordedSource & Extent,
  output: Output | undefined,
  live: boolean,
  { write, autostop, lineBuffered, output: plan }: SinksPlan,
  parts: SinkParts = {},
): Promise<PacketSink[]> {
  const sinks: PacketSink[] = []
  if (autostop !== undefined) {
    const { Autostopper } = await import('./autostop.ts')
    sinks.push(new Autostopper(autostop, source.stop?.bind(source)))
  }
  if (write !== undefined) {
    const { Recorder } = await import('./recorder.ts')
    const pace = !live
      ? 'full'
      : write.path === '-' || isTcpAddress(write.path) || write.packetBuffered
        ? 'batch'
        : 'second'
    sinks.push(await Recorder.open(source, pace, write, parts))
  }
  if (plan?.resolves) {
    const { NameAsking } = await import('./name-asking.ts')
    sinks.push(new NameAsking((await import('../names/resolver.ts')).systemResolver(), !live))
  }
  if (output) {
    const pace = lineBuffered ? 'packet' : live ? 'batch' : 'full'
    sinks.push(await printerFor(source, output, pace, live && write !== undefined, parts))
  }
  if (parts.sink === undefined && (await showsProgress(output !== undefined))) {
    const { Progress } = await import('./progress.ts')
    sinks.push(new Progress(source))
  }
  return sinks
}

/** Where a file is written too, it does not wait for a slow reader of the text. */
async function printerFor(
  source: RecordedSource,
  output: Output,
  pace: Pace,
  buffered: boolean,
  { sink, interrupted }: SinkParts,
): Promise<PacketSink> {
  if (!buffered) return (await import('./printer.ts')).Printer.open(output, pace, sink)
  const { BufferedPrinter } = await import('./buffered-printer.ts')
  // When the reader of standard output has gone, the capture ends; a command does not run for its text.
  const stop = sink === undefined ? source.stop?.bind(source) : undefined
  return BufferedPrinter.open(output, pace, { sink, interrupted, stop })
}

/** Progress is for a terminal that shows nothing else; a pipe often ends in a pager, which uses the terminal. */
async function showsProgress(printing: boolean): Promise<boolean> {
  return (!printing || fstatSync(1).isFile()) && isTerminal(2)
}
