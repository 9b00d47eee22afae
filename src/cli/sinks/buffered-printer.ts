import type { ByteSink } from '../../capture/writing/byte-sink.ts'
import { openSink } from '../../capture/writing/open-sink.ts'
import type { Batch } from '../../files/batch.ts'
import type { Output } from '../../output/output.ts'
import { pieceLength } from '../../output/pieces.ts'
import { TextBuffer } from '../../text/buffer.ts'
import type { PacketSink } from './pipeline.ts'
import { PrintBuffer } from './print-buffer.ts'
import type { Pace } from './printer.ts'
import { say } from '../say.ts'
import { standardOutput } from '../terminal/standard-output.ts'
import { openTerminal } from '../terminal/terminal-sink.ts'

export interface BufferedPrinterOptions {
  /** Default: standard output. */
  readonly sink?: ByteSink | undefined
  /** Called when nothing can be printed any more. */
  readonly stop?: (() => void) | undefined
  /** Resolves when the user wants to end: a stalled reader is then given up. Default: never. */
  readonly interrupted?: Promise<unknown> | undefined
}

/**
 * Prints packets that are also written to a file, which must not wait for a slow reader: up to 16 MiB of text are
 * buffered, and the current packet. Beyond that packets are not printed but counted, and the count is reported at the
 * end.
 */
export class BufferedPrinter implements PacketSink {
  private readonly text = new TextBuffer()
  private readonly buffer: PrintBuffer
  private readonly enough: number
  /** Packets in the current text, and packets not printed. */
  private packets = 0
  private leftOut = 0

  constructor(
    private readonly output: Output,
    pace: Pace,
    sink: ByteSink,
    private readonly options: BufferedPrinterOptions,
  ) {
    this.enough = pace === 'packet' ? 1 : worthAdding
    this.buffer = new PrintBuffer(sink, () => this.options.stop?.())
    output.begin?.(this.text)
  }

  static async open(output: Output, pace: Pace, options: BufferedPrinterOptions): Promise<BufferedPrinter> {
    return new BufferedPrinter(output, pace, options.sink ?? (await openTerminal()) ?? (await openSink('-')), options)
  }

  take(batch: Batch): void {
    const { output, text, enough, buffer } = this
    for (let index = 0; index < batch.length; index++) {
      if (buffer.full) {
        this.leftOut++
        continue
      }
      if (output.pieces !== undefined && batch.capturedLength[index]! > pieceLength)
        for (const _ of output.pieces(batch, index, text)) this.flush()
      else output.packet(batch, index, text)
      this.packets++
      if (text.length >= enough) this.flush()
    }
    this.flush()
  }

  async end(): Promise<void> {
    const { output, text, buffer, options } = this
    await output.end?.(text)
    this.flush()
    const finished = await buffer.finish(options.interrupted ?? new Promise(() => {}))
    if (buffer.failure !== undefined) throw buffer.failure
    if (!finished && options.sink === undefined) standardOutput.givenUp = true
    const missing = this.leftOut + buffer.packets
    if (missing > 0)
      say(`onwire: ${missing} packet${missing === 1 ? ' was' : 's were'} not printed, because the reader was slow\n`)
  }

  private flush(): void {
    const { text, buffer } = this
    if (text.length === 0) return
    buffer.add(text.written, this.packets)
    this.packets = 0
    text.clear()
  }
}

/** Bytes. */
const worthAdding = 64 << 10
