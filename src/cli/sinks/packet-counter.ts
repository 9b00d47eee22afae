import type { Batch } from '../../files/batch.ts'
import type { PacketSink } from './pipeline.ts'

/** Counts packets, including those before a failure. */
export class PacketCounter implements PacketSink {
  packets = 0
  /** Whether the pipeline has run. */
  ended = false

  take({ length }: Batch): void {
    this.packets += length
  }

  end(): void {
    this.ended = true
  }

  /** `1 packet` or `2 packets`. */
  toString(): string {
    return `${this.packets} packet${this.packets === 1 ? '' : 's'}`
  }
}
