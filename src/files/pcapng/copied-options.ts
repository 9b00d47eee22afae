import type { Batch } from '../batch.ts'
import type { OutputBytes } from '../output-bytes.ts'
import { packetOption } from './frame-options.ts'
import { eachOption } from './options.ts'
import { appendOption, endOptions } from './written-options.ts'

/** Copies the options of a frame: as they are, or with the numbers in them turned if the byte orders differ. */
export function copyOptions(output: OutputBytes, batch: Batch, index: number): void {
  const start = batch.optionsStart[index]!
  const length = batch.optionsEnd[index]! - start
  if (batch.littleEndian === output.littleEndian) return output.copy(batch.memory, start, length, output.extend(length))
  const { memory } = batch
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength)
  eachOption(view, start, start + length, batch.littleEndian, (code, from, bytes) => {
    const value = memory.slice(from, from + bytes)
    value.subarray(0, numberLength(code)).reverse()
    // Two numbers, where others have one.
    if (code === packetOption.processThread) value.subarray(4, 8).reverse()
    appendOption(output, code, value)
  })
  endOptions(output)
}

/** How many bytes at the beginning of an option's value are a number. */
function numberLength(code: number): number {
  if (code === packetOption.dropCount || code === packetOption.packetId) return 8
  if (code === packetOption.flags || code === packetOption.queue || code === packetOption.processThread) return 4
  return customOptions.has(code) ? 4 : 0
}

/** They begin with the number of an enterprise. */
const customOptions: ReadonlySet<number> = new Set([2988, 2989, 19372, 19373])
