/**
 * The layers of the frames of the batch that is followed, as columns of numbers: what looks at a frame afterwards does
 * not split it again. They are those of the frame alone, without what its conversations add.
 */
import { batchCapacity, type Batch } from '../files/batch.ts'
import type { Layers } from '../packet/layers.ts'
import { registry } from '../packet/registry/index.ts'

/** Protocol, start, end and original end. */
const width = 4

export class LayerIndex {
  private memory: Uint8Array | undefined = undefined
  private firstNumber = 0
  private version = 0
  /** Of each frame, by its number from the first on: where in the columns its layers are, and how long it is. */
  private readonly from = new Int32Array(batchCapacity)
  private readonly to = new Int32Array(batchCapacity)
  private readonly lengths = new Int32Array(batchCapacity)
  private length = 0
  private columns = new Int32Array(8 * width * batchCapacity)

  /** Goes on to a batch; what there was of another is forgotten. */
  begin(batch: Batch): void {
    this.memory = batch.memory
    this.firstNumber = batch.length === 0 ? 0 : batch.number(0)
    this.version = registry.version
    this.length = 0
    this.to.fill(0)
  }

  /** Adds the layers of a frame. */
  add(number: number, layers: Layers): void {
    const frame = number - this.firstNumber
    const { count, protocol, start, end, originalEnd } = layers
    if (!(frame >= 0 && frame < batchCapacity) || count === 0 || layers.isTooDeep) return
    if (this.length + count * width > this.columns.length) this.grow()
    const { columns } = this
    let place = this.length
    this.from[frame] = place
    for (let at = 0; at < count; at++) {
      columns[place++] = protocol[at]!
      columns[place++] = start[at]!
      columns[place++] = end[at]!
      columns[place++] = originalEnd[at]!
    }
    this.lengths[frame] = end[0]! - start[0]!
    this.to[frame] = this.length = place
  }

  /** Puts the layers of frame `index` into `layers`; false if they are not known, or the frame has changed. */
  show(batch: Batch, index: number, layers: Layers): boolean {
    const frame = batch.number(index) - this.firstNumber
    if (batch.memory !== this.memory || !(frame >= 0 && frame < batchCapacity)) return false
    const { columns } = this
    const to = this.to[frame]!
    let place = this.from[frame]!
    if (to === 0 || this.version !== registry.version) return false
    if (columns[place + 1] !== batch.start[index] || this.lengths[frame] !== batch.capturedLength[index]) return false
    layers.clear(batch.memory)
    const { protocol, start, end, originalEnd } = layers
    let count = 0
    while (place < to) {
      protocol[count] = columns[place++]!
      start[count] = columns[place++]!
      end[count] = columns[place++]!
      originalEnd[count++] = columns[place++]!
    }
    layers.count = count
    layers.isTooDeep = false
    return true
  }

  private grow(): void {
    const larger = new Int32Array(2 * this.columns.length)
    larger.set(this.columns)
    this.columns = larger
  }
}
