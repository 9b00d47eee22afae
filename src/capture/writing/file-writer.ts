import { AsyncClosing } from '../../files/streams/disposal.ts'
import { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { OutputBytes } from '../../files/output-bytes.ts'
import type { CaptureEncoder } from '../../files/capture-encoder.ts'
import type { ByteSink } from './byte-sink.ts'
import type { CaptureWriter } from './capture-writer.ts'

/** Writes frames to one file, many per system call, and never a part of a frame. */
export class FileWriter extends AsyncClosing implements CaptureWriter {
  readonly done = false
  frames = 0
  private started: { readonly encoder: CaptureEncoder; output: OutputBytes } | undefined
  private writing: Promise<void> | undefined
  private handedOver = 0
  private closed = false
  private failed = false
  private readonly single = new Batch()

  /** Frames are collected in buffers of `spares`, which the files of a series share. */
  constructor(
    private readonly sink: ByteSink,
    private readonly createEncoder: () => CaptureEncoder,
    private readonly spares: OutputBytes[] = [],
  ) {
    super()
  }

  /** Length of the file so far, before compression. */
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

  /** Closes the file, synchronously if its sink is immediate. */
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

  /** Writes the final statistics of the source. */
  private finish(): void {
    const { encoder, output } = this.started ?? this.start()
    encoder.finish(output)
  }

  private leave(): void {
    if (this.started) this.spares.push(this.started.output)
  }

  /** Writes all buffered data and waits for it. */
  private async settle(): Promise<void> {
    while (this.writing) await this.writing
    if (!this.started) this.start()
    await this.handOver()
  }

  /**
   * Passes the buffer to the sink, unless an earlier write failed. While it is being written, frames are added to
   * another buffer.
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

  /** The file ends with the last frames that were written completely. */
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

/** Bytes to collect before a system call. */
const enough = 256 << 10
