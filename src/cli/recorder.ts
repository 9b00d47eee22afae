import type { FrameSource } from '../capture/source.ts'
import { openWriter, type CaptureWriter } from '../capture/writer.ts'
import type { Batch } from '../files/batch.ts'
import type { Receiver } from './delivery.ts'

/** Writes frames to a capture file. */
export class Recorder implements Receiver {
  private constructor(private readonly writer: CaptureWriter, private readonly eachBatch: boolean) {}

  /** With `eachBatch` the file is complete up to now after each batch: for captures that somebody may want to look at meanwhile. */
  static async open(path: string, source: FrameSource, eachBatch: boolean): Promise<Recorder> {
    return new Recorder(await openWriter(path, { source }), eachBatch)
  }

  take(batch: Batch): Promise<void> | undefined {
    for (let index = 0; index < batch.length; index++) this.writer.write(batch, index)
    return this.eachBatch ? this.writer.flush() : this.writer.drain()
  }

  end(): Promise<void> {
    return this.writer.close()
  }
}
