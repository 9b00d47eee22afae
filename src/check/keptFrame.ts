import type { Batch } from '../files/batch.ts'
import { Frame } from '../files/frame.ts'

/** A frame of its own memory: that of a batch may be used again. */
export function keptFrame(batch: Batch, index: number): Frame {
  const start = batch.start[index]!
  const length = batch.capturedLength[index]!
  const optionsStart = batch.optionsStart[index]!
  const optionsLength = batch.optionsEnd[index]! - optionsStart
  const memory = new Uint8Array(length + optionsLength)
  memory.set(batch.memory.subarray(start, start + length))
  memory.set(batch.memory.subarray(optionsStart, optionsStart + optionsLength), length)
  return new Frame(
    batch.number(index), batch.seconds[index]!, batch.nanoseconds[index]!, length, batch.originalLength[index]!, batch.linkType[index]!,
    batch.interfaceId[index]!, memory, 0, optionsLength > 0 ? length : 0, optionsLength > 0 ? length + optionsLength : 0, batch.littleEndian,
  )
}
