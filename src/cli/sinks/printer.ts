/** Writes text to standard output: packets, and what commands print. */
import type { ByteSink } from '../../capture/writing/byte-sink.ts'
import { openSink } from '../../capture/writing/open-sink.ts'
import type { Batch } from '../../files/batch.ts'
import type { Output } from '../../output/output.ts'
import { pieceLength } from '../../output/pieces.ts'
import { printableLines } from '../../text/escape.ts'
import { TextBuffer } from '../../text/buffer.ts'
import { unlessGone } from '../terminal/broken-pipe.ts'
import { standardOutput } from '../terminal/standard-output.ts'
import type { PacketSink } from './pipeline.ts'

/**
 * Writes text to standard output, with control characters but line feeds and tabs escaped, unless its reader has gone
 * or does not read. Rejects with a CaptureError, as printing packets does.
 */
export const print = (text: string): Promise<void> => printFormatted(printableLines(text))

/** The same for text that has colors, and is already safe. */
export async function printFormatted(text: string): Promise<void> {
  if (standardOutput.givenUp) return
  const sink = await openSink('-')
  await unlessGone(sink.write(new TextEncoder().encode(text)))
}

/** When text is written: when the buffer is full, at the latest after each batch, or after each packet. */
export type Pace = 'full' | 'batch' | 'packet'

/** Prints packets, and waits for a slow reader. */
export class Printer implements PacketSink {
  private readonly text = new TextBuffer()
  private readonly enough: number

  private constructor(
    private readonly output: Output,
    private readonly pace: Pace,
    private readonly sink: ByteSink,
  ) {
    this.enough = pace === 'packet' ? 1 : worthWriting
    output.begin?.(this.text)
  }

  /** `sink` defaults to standard output. */
  static async open(output: Output, pace: Pace, sink?: ByteSink): Promise<Printer> {
    return new Printer(output, pace, sink ?? (await openSink('-')))
  }

  async take(batch: Batch): Promise<void> {
    const { output, text, enough } = this
    for (let index = 0; index < batch.length; index++) {
      if (output.pieces !== undefined && batch.capturedLength[index]! > pieceLength)
        for (const _ of output.pieces(batch, index, text)) await this.flush()
      else output.packet(batch, index, text)
      if (text.length >= enough) await this.flush()
    }
    if (this.pace !== 'full') await this.flush()
  }

  async end(): Promise<void> {
    await this.output.end?.(this.text)
    await this.flush()
  }

  private async flush(): Promise<void> {
    if (this.text.length === 0) return
    await this.sink.write(this.text.written)
    this.text.clear()
  }
}

/** Bytes that are worth a system call. */
const worthWriting = 64 << 10
