import type { Batch } from '../../files/batch.ts'
import type { Receiver } from './pipeline.ts'

/** Counts packets, also those before a failure. */
export class Tally implements Receiver {
  packets = 0
  /** Whether it was ever begun to deliver any. */
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
