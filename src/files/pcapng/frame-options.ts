import { optionComment, optionCount, optionTexts, readOptions } from './options.ts'

/** The direction of a frame as seen from the interface. */
export type Direction = 'inbound' | 'outbound'

/** The options of a packet block: section 4.3 of the draft. */
export interface FrameOptions {
  readonly comments: readonly string[]
  readonly direction: Direction | undefined
  readonly dropCount: number | undefined
}

/** Parses the options up to the first malformed one. Equal positions: no options. */
export function optionsOfFrame(memory: Uint8Array, start: number, end: number, littleEndian: boolean): FrameOptions {
  if (start === end) return noOptions
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength)
  const { list } = readOptions(view, start, end, littleEndian)
  const flags = list.find((option) => option.code === packetOption.flags && option.length === 4)
  return {
    comments: optionTexts(view, list, optionComment),
    direction: flags && directions[view.getUint32(flags.start, littleEndian) & 3],
    dropCount: optionCount(view, list, packetOption.dropCount, littleEndian),
  }
}

export const packetOption = {
  flags: 2,
  hash: 3,
  dropCount: 4,
  packetId: 5,
  queue: 6,
  verdict: 7,
  processThread: 8,
} as const

const directions = [undefined, 'inbound', 'outbound', undefined] as const
const noOptions: FrameOptions = { comments: [], direction: undefined, dropCount: undefined }
