import type { ByteSink } from '../../capture/writing/byte-sink.ts'
import { openSink, standardError } from '../../capture/writing/open-sink.ts'
import type { FileAccess } from '../../capture/writing/file-opener.ts'
import { printableLines } from '../../text/escape.ts'
import { unlessGone } from '../terminal/broken-pipe.ts'

/**
 * Where `onwire run` shows packets and reports. So that they do not mix with the output of the command, text for
 * standard error is buffered until the command has ended, except with `-l`, or when the buffer is full.
 */
export class ReportSink implements ByteSink {
  private readonly waiting: Uint8Array[] = []
  private budget = bufferSize

  private constructor(
    private readonly sink: ByteSink,
    private held: boolean,
  ) {}

  /** `path` defaults to standard error, which is then buffered unless `atOnce`. */
  static async open(path: string | undefined, atOnce: boolean, files: FileAccess): Promise<ReportSink> {
    return path === undefined
      ? new ReportSink(standardError(), !atOnce)
      : new ReportSink(await openSink(path, { files }), false)
  }

  get immediate(): boolean {
    return this.sink.immediate
  }

  write(bytes: Uint8Array): void | Promise<void> {
    if (!this.held) return this.sink.write(bytes)
    this.waiting.push(bytes.slice())
    this.budget -= bytes.length
    if (this.budget < 0) return this.release()
  }

  /** Writes what is buffered, and buffers no more. */
  async release(): Promise<void> {
    this.held = false
    for (const bytes of this.waiting.splice(0)) await this.sink.write(bytes)
  }

  /** Writes a message, unless its reader has gone. */
  note(text: string): Promise<void> {
    return this.print(printableLines(`onwire: ${text}\n`))
  }

  /** Writes text that is already safe, unless its reader has gone. */
  async print(text: string): Promise<void> {
    if (text !== '') await unlessGone(this.write(new TextEncoder().encode(text)))
  }

  close(): void | Promise<void> {
    return this.sink.close()
  }
}

/** Bytes. */
const bufferSize = 16 << 20
