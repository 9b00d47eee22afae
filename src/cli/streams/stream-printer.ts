/** Prints a conversation as it is followed, and waits for a slow reader. */
import type { ByteSink } from '../../capture/writing/byte-sink.ts'
import { openSink } from '../../capture/writing/open-sink.ts'
import type { CarriedFollower, StreamChunk, StreamFollower } from '../../conversations/streams/index.ts'
import { streamOutput, type StreamOutput } from '../../output/streams/stream-output.ts'
import { TextBuffer } from '../../text/buffer.ts'
import type { FollowPlan } from '../arguments/plans/follow.ts'
import { palette } from '../terminal/color.ts'

type Shown = Pick<FollowPlan, 'format' | 'side' | 'color'>

export class StreamPrinter {
  /** Bytes that are not in the raw bytes, since the other side never acknowledged what is missing before them. */
  leftOut = 0
  private readonly text = new TextBuffer()
  private hasBegun = false

  private constructor(
    private readonly output: StreamOutput,
    private readonly shown: Shown,
    private readonly sink: ByteSink,
  ) {}

  static async open(shown: Shown): Promise<StreamPrinter> {
    return new StreamPrinter(streamOutput(shown.format, await palette(shown.color)), shown, await openSink('-'))
  }

  async take({ name, ends }: StreamFollower | CarriedFollower, chunks: readonly StreamChunk[]): Promise<void> {
    const { output, shown, text } = this
    if (!this.hasBegun && name !== undefined && ends !== undefined) {
      output.begin?.(name, ends, text)
      this.hasBegun = true
    }
    for (const chunk of chunks) {
      if (shown.side !== undefined && chunk.side !== shown.side) continue
      if (shown.format === 'raw' && !chunk.isAcknowledged) this.leftOut += chunk.bytes.length
      output.chunk(chunk, text)
      if (text.length >= enough) await this.flush()
    }
    await this.flush()
  }

  async end(): Promise<void> {
    if (this.hasBegun) this.output.end?.(this.text)
    await this.flush()
  }

  private async flush(): Promise<void> {
    if (this.text.length === 0) return
    await this.sink.write(this.text.written)
    this.text.clear()
  }
}

/** Bytes that are worth a system call. */
const enough = 64 << 10
