import type { Frame } from '../files/frame.ts'
import { Batch } from '../files/batch.ts'
import type { CaptureDescription } from '../files/description.ts'
import { OutputBytes } from '../files/output-bytes.ts'
import { captureEncoder, type CaptureEncoder, type CaptureEncoderOptions, formatOfPath } from '../files/writer.ts'
import { type ByteSink, openSink } from './byte-sink.ts'

export interface OpenWriterOptions extends CaptureEncoderOptions {
  /** Where the frames come from: what it says of its interfaces and of itself goes along. */
  readonly source: CaptureDescription & { readonly name?: string }
}

/**
 * Opens a file to write frames to, a named pipe or, for `-`, standard output. The format is, if not given, what the name ends
 * in (.pcapng, .pcap, .cap), and otherwise pcap; pcapng if the source's interfaces differ in link type. Rejects with a
 * CaptureError.
 *
 *     const source = await openFile('trace.pcapng')
 *     const writer = await openWriter('copy.pcapng', { source })
 *     for await (const batch of source) {
 *       for (let index = 0; index < batch.length; index++) writer.write(batch, index)
 *       await writer.drain()
 *     }
 *     await writer.close()
 */
export async function openWriter(path: string, options: OpenWriterOptions): Promise<CaptureWriter> {
  const name = path === '-' ? 'standard output' : path
  const format = options.format ?? formatOfPath(path)
  // The source may learn of its interfaces later: what to write is decided with the first frame.
  const encoder = () => captureEncoder(options.source, { ...options, format }, name)
  return new CaptureWriter(await openSink(path, options.source.name), encoder)
}

/** Writes frames to a file, many with each call to the system. Its methods fail with a CaptureError. */
export class CaptureWriter {
  /** Frames written so far. */
  frames = 0
  private started: { readonly encoder: CaptureEncoder, output: OutputBytes, spare: OutputBytes | undefined } | undefined
  private writing: Promise<void> | undefined
  private closed = false
  private readonly single = new Batch()

  /** Use `openWriter`. */
  constructor(private readonly sink: ByteSink, private readonly createEncoder: () => CaptureEncoder) {}

  /** Writes one frame of a batch, or one at hand. */
  write(batch: Batch, index: number): void
  write(frame: Frame): void
  write(from: Batch | Frame, index = 0): void {
    if (this.closed) throw new TypeError('this writer is closed')
    const { encoder, output } = this.start()
    encoder.frame(output, from instanceof Batch ? from : this.single.hold(from), index)
    this.frames++
    if (output.length >= enough && this.sink.immediate) this.flushNow()
  }

  /** To be called after each batch: gives a promise if what was written so far must go out before there is more. */
  drain(): Promise<void> | undefined {
    return this.started && this.started.output.length >= enough ? this.flush() : this.writing
  }

  /** Writes out everything now. */
  async flush(): Promise<void> {
    await this.writing
    if (this.closed) return
    this.start()
    await this.flushNow()
  }

  /** Writes what is left, and what the source says at its end. May be called more than once. */
  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    try {
      await this.writing
      const { encoder, output } = this.start()
      encoder.finish(output)
      await this.flushNow()
    } finally {
      await this.sink.close()
    }
  }

  private start(): NonNullable<typeof this.started> {
    if (this.started) return this.started
    const encoder = this.createEncoder()
    const output = new OutputBytes(encoder.littleEndian)
    encoder.start(output)
    return this.started = { encoder, output, spare: undefined }
  }

  /** Hands what there is to the sink. While it is being written, frames go to another piece of memory. */
  private flushNow(): Promise<void> | void {
    const started = this.started!
    const { output, spare } = started
    if (output.length === 0) return
    const written = this.sink.write(output.bytes.subarray(0, output.length))
    if (!written) {
      output.length = 0
      return
    }
    started.output = spare ?? new OutputBytes(output.littleEndian)
    started.spare = undefined
    this.writing = written.finally(() => {
      output.length = 0
      started.spare = output
      this.writing = undefined
    })
    return this.writing
  }
}

/** Bytes that are worth a call to the system. */
const enough = 256 << 10
