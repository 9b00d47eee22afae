/** Notes about bytes that are not there. */
import type { StreamChunk } from '../../conversations/streams/index.ts'
import { counted } from '../../text/amounts.ts'

/** What is missing before the bytes of a chunk; undefined if nothing is. */
export function gapBefore({ missing, isAcknowledged }: StreamChunk): string | undefined {
  if (missing === 0) return undefined
  return isAcknowledged
    ? `[${counted(missing, 'byte')} missing in the capture]`
    : `[${counted(missing, 'byte')} missing, perhaps never received]`
}

/** What is missing after them. */
export const gapAfter = ({ cut }: StreamChunk): string | undefined =>
  cut === 0 ? undefined : `[${counted(cut, 'byte')} cut by the capture]`
