import type { Batch } from '../batch.ts'
import type { OutputBytes } from '../output-bytes.ts'
import { packetOption } from './frame-options.ts'
import { eachOption } from './options.ts'
import { appendOption, endOptions } from './written-options.ts'

/** Copies the options of a frame; swaps the numbers in them if the byte orders differ. */
export function copyOptions(output: OutputBytes, batch: Batch, index: number): void {
  const start = batch.optionsStart[index]!
  const length = batch.optionsEnd[index]! - start
  if (batch.littleEndian === output.littleEndian) return output.copy(batch.memory, start, length, output.extend(length))
  const { memory } = batch
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength)
  eachOption(view, start, start + length, batch.littleEndian, (code, from, bytes) => {
    const value = memory.slice(from, from + bytes)
    value.subarray(0, numberLength(code)).reverse()
    // This option has two numbers, the others one.
    if (code === packetOption.processThread) value.subarray(4, 8).reverse()
    appendOption(output, code, value)
  })
  endOptions(output)
}

/** Length of the number at the beginning of an option's value, in bytes. */
function numberLength(code: number): number {
  if (code === packetOption.dropCount || code === packetOption.packetId) return 8
  if (code === packetOption.flags || code === packetOption.queue || code === packetOption.processThread) return 4
  return customOptions.has(code) ? 4 : 0
}

/** Custom options begin with a Private Enterprise Number. */
const customOptions: ReadonlySet<number> = new Set([2988, 2989, 19372, 19373])
