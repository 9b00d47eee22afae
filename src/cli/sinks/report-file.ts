import { openSink, standardError, type ByteSink } from '../../capture/writing/byte-sink.ts'
import type { FileAccess } from '../../capture/writing/file-opener.ts'
import { unlessGone } from '../terminal/broken-pipe.ts'
import type { Values } from '../arguments/options.ts'

/**
 * Where `onwire run` shows packets and reports. They must not mix with what the command says: what goes to standard error waits until the
 * command has ended, unless it is wanted at once (`-l`) or becomes more than is kept.
 */
export class ReportSink implements ByteSink {
  private readonly waiting: Uint8Array[] = []
  private room = mostWaiting

  private constructor(
    private readonly sink: ByteSink,
    private held: boolean,
  ) {}

  /** `--output FILE`, otherwise standard error. */
  static async open({ output, 'line-buffered': atOnce }: Values, files: FileAccess): Promise<ReportSink> {
    return output === undefined
      ? new ReportSink(standardError(), !atOnce)
      : new ReportSink(await openSink(output, { files }), false)
  }

  get immediate(): boolean {
    return this.sink.immediate
  }

  write(bytes: Uint8Array): void | Promise<void> {
    if (!this.held) return this.sink.write(bytes)
    this.waiting.push(bytes.slice())
    this.room -= bytes.length
    if (this.room < 0) return this.release()
  }

  /** Lets what waits go, and all that comes. */
  async release(): Promise<void> {
    this.held = false
    for (const bytes of this.waiting.splice(0)) await this.sink.write(bytes)
  }

  /** Unless its reader has gone. */
  async print(text: string): Promise<void> {
    if (text !== '') await unlessGone(this.write(new TextEncoder().encode(text)))
  }

  close(): void | Promise<void> {
    return this.sink.close()
  }
}

/** Bytes. */
const mostWaiting = 16 << 20
