/** Capture files in memory: for downloads, uploads and storage, without a file system. */
import { Batch } from './batch.ts'
import type { CaptureEncoder } from './capture-encoder.ts'
import type { CaptureDescription } from './description.ts'
import type { Frame } from './frame.ts'
import { OutputBytes } from './output-bytes.ts'
import { captureEncoder, type CaptureEncoderOptions } from './writer.ts'

/** Bytes with a buffer of their own: what a `Blob` and `fetch` take, by any version of TypeScript. */
export type OwnBytes = ReturnType<Uint8Array['slice']>

export interface CaptureBytesOptions extends CaptureEncoderOptions {
  /**
   * The source of the frames; its metadata (interfaces, comments, names) is written too. Default: none, with an
   * interface for each link type of the frames, and pcapng as format.
   */
  readonly source?: CaptureDescription | undefined
}

/**
 * Writes frames as the bytes of a capture file, pcap or pcapng. What `take` and `finish` return, joined in this order,
 * is the file.
 *
 * ```ts
 * const written = new CaptureBytes()
 * for await (const packet of packets(file, { filter: 'dns' })) written.write(packet.frame)
 * const url = URL.createObjectURL(new Blob([written.finish()]))
 * ```
 */
export class CaptureBytes {
  /** Number of frames written. */
  frames = 0
  private readonly single = new Batch()
  private started: { readonly encoder: CaptureEncoder; output: OutputBytes } | undefined
  private finished = false
  private readonly source: CaptureDescription | undefined
  private readonly options: CaptureEncoderOptions

  constructor({ source, ...options }: CaptureBytesOptions = {}) {
    this.source = source
    this.options = options
  }

  /** Bytes written and not yet taken. */
  get length(): number {
    return this.started?.output.length ?? 0
  }

  /**
   * Writes a frame of a batch, or a single one. Throws a CaptureError (`unsupported`) for one that the format cannot
   * hold.
   */
  write(batch: Batch, index: number): void
  write(frame: Frame): void
  write(from: Batch | Frame, index = 0): void {
    if (this.finished) throw new TypeError('this capture is finished')
    const { encoder, output } = this.start()
    encoder.frame(output, from instanceof Batch ? from : this.single.hold(from), index)
    this.frames++
  }

  /** The bytes since the last call, which are not kept: for a capture that is sent as it is written. */
  take(): OwnBytes {
    const { output } = this.start()
    const taken = new Uint8Array(output.bytes.subarray(0, output.length))
    output.length = 0
    return taken
  }

  /** Ends the capture, with the final statistics of its source; returns the bytes since the last `take`. */
  finish(): OwnBytes {
    const { encoder, output } = this.start()
    if (!this.finished) encoder.finish(output)
    this.finished = true
    return this.take()
  }

  /** The source may know its interfaces only once frames come. */
  private start(): NonNullable<typeof this.started> {
    if (this.started) return this.started
    const encoder = captureEncoder(this.source, this.options)
    const output = new OutputBytes(encoder.littleEndian, firstCapacity)
    encoder.start(output)
    return (this.started = { encoder, output })
  }
}

const firstCapacity = 64 << 10
