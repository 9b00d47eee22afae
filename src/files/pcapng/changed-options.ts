/** The options of frames with other comments, or without what describes more than the frame. */
import type { Batch } from '../batch.ts'
import { OutputBytes } from '../output-bytes.ts'
import { packetOption } from './frame-options.ts'
import { eachOption, optionComment } from './options.ts'
import { appendOption, appendText, endOptions } from './written-options.ts'

/** The options of a frame that tell only its direction and the frames lost before it; empty if there are none. */
export function withoutOptions(batch: Batch, index: number): Uint8Array {
  return changed(batch, index, (code) => code === packetOption.flags || code === packetOption.dropCount)
}

/** The options of a frame with a comment after those that it has. */
export function withComment(batch: Batch, index: number, comment: string): Uint8Array {
  return changed(batch, index, () => true, comment)
}

function changed(batch: Batch, index: number, stays: (code: number) => boolean, comment?: string): Uint8Array {
  const start = batch.optionsStart[index]!
  const end = batch.optionsEnd[index]!
  if (start === end && comment === undefined) return none
  const { memory, littleEndian } = batch
  const output = new OutputBytes(littleEndian, 64)
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength)
  eachOption(view, start, end, littleEndian, (code, from, length) => {
    if (stays(code)) appendOption(output, code, memory.subarray(from, from + length))
  })
  appendText(output, optionComment, comment)
  if (output.length === 0) return none
  endOptions(output)
  return output.bytes.subarray(0, output.length)
}

const none = new Uint8Array(0)
