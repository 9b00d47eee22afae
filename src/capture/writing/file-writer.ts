import { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { OutputBytes } from '../../files/output-bytes.ts'
import type { CaptureEncoder } from '../../files/capture-encoder.ts'
import type { ByteSink } from './byte-sink.ts'
import type { CaptureWriter } from './capture-writer.ts'

/** Writes frames to one file, many with each call to the system, and never a part of one. */
export class FileWriter implements CaptureWriter {
  readonly done = false
  frames = 0
  private started: { readonly encoder: CaptureEncoder; output: OutputBytes } | undefined
  private writing: Promise<void> | undefined
  private handedOver = 0
  private closed = false
  private failed = false
  private readonly single = new Batch()

  /** What is written is collected in memory out of `spares`, which files that follow one another share. */
  constructor(
    private readonly sink: ByteSink,
    private readonly createEncoder: () => CaptureEncoder,
    private readonly spares: OutputBytes[] = [],
  ) {}

  /** How long the file is so far, before compression. */
  get bytes(): number {
    return this.handedOver + (this.started?.output.length ?? 0)
  }

  write(from: Batch | Frame, index = 0): void {
    if (this.closed) throw new TypeError('this writer is closed')
    const { encoder, output } = this.started ?? this.start()
    encoder.frame(output, from instanceof Batch ? from : this.single.hold(from), index)
    this.frames++
    if (output.length >= enough && this.sink.immediate) void this.handOver()
  }

  drain(): Promise<void> | undefined {
    return this.started && this.started.output.length >= enough ? this.settle() : this.writing
  }

  async flush(): Promise<void> {
    if (this.closed) return
    await this.settle()
    if (!this.closed && !this.failed) await this.sink.flush?.()
  }

  async close(): Promise<void> {
    await this.end()
  }

  /** Closes the file: at once where its sink never makes one wait. */
  end(): void | Promise<void> {
    if (this.closed) return
    this.closed = true
    if (!this.sink.immediate) return this.endLater()
    try {
      this.finish()
      void this.handOver()
    } finally {
      this.leave()
      void this.sink.close()
    }
  }

  private async endLater(): Promise<void> {
    try {
      while (this.writing) await this.writing
      this.finish()
      await this.handOver()
    } finally {
      this.leave()
      await this.sink.close()
    }
  }

  private start(): NonNullable<typeof this.started> {
    const encoder = this.createEncoder()
    const output = this.memory(encoder.littleEndian)
    encoder.start(output)
    return (this.started = { encoder, output })
  }

  /** What the source says at its end. */
  private finish(): void {
    const { encoder, output } = this.started ?? this.start()
    encoder.finish(output)
  }

  private leave(): void {
    if (this.started) this.spares.push(this.started.output)
  }

  /** Hands over everything, and waits until it is written. */
  private async settle(): Promise<void> {
    while (this.writing) await this.writing
    if (!this.started) this.start()
    await this.handOver()
  }

  /**
   * Gives the sink what there is, if nothing failed before. While it is being written, frames go to another piece of
   * memory.
   */
  private handOver(): Promise<void> | void {
    const started = this.started!
    const { output } = started
    const written = this.failed || output.length === 0 ? undefined : this.give(output)
    if (!written) {
      output.length = 0
      return
    }
    started.output = this.memory(output.littleEndian)
    this.writing = written.finally(() => {
      this.spares.push(output)
      this.writing = undefined
    })
    return this.writing
  }

  private give({ bytes, length }: OutputBytes): Promise<void> | void {
    try {
      const written = this.sink.write(bytes.subarray(0, length))
      this.handedOver += length
      return written?.catch((error: unknown) => this.fail(error))
    } catch (error) {
      this.fail(error)
    }
  }

  /** A file ends with the last frames that could be written whole. */
  private fail(error: unknown): never {
    this.failed = true
    this.sink.cut?.(this.handedOver)
    throw error
  }

  private memory(littleEndian: boolean): OutputBytes {
    const spare = this.spares.pop()
    if (spare?.littleEndian !== littleEndian) return new OutputBytes(littleEndian)
    spare.length = 0
    return spare
  }
}

/** Bytes that are worth a call to the system. */
const enough = 256 << 10
