/** Frames as they lie in bytes: RFC 6455, sections 5.2 and 5.3. */
import { unsigned } from '../../../../schema/index.ts'
import { opcode } from './names.ts'

/** The head of a frame. */
export interface FrameHead {
  readonly isFinal: boolean
  /** The first of the reserved bits: of the first frame of a message, that it is compressed (RFC 7692, section 6). */
  readonly isCompressed: boolean
  readonly opcode: number
  /** Where its payload begins, and how many bytes that has. */
  readonly payload: number
  readonly length: number
  /** Where its masking key begins; -1 without one. */
  readonly mask: number
}

/** The head of the frame that begins at `start`; undefined if it is not all there. */
export function frameHead(bytes: Uint8Array, start: number, end: number): FrameHead | undefined {
  if (end - start < shortest) return undefined
  const short = shortLength(bytes, start + 1)
  const wide = short === 126 ? 2 : short === 127 ? 8 : 0
  const key = hasMask(bytes, start + 1) === 1 ? keyLength : 0
  const payload = start + shortest + wide + key
  if (payload > end) return undefined
  const at = start + shortest
  return {
    isFinal: isFinal(bytes, start) === 1, isCompressed: isCompressed(bytes, start) === 1, opcode: code(bytes, start),
    payload, length: wide === 0 ? short : wide === 2 ? u16(bytes, at) : u32(bytes, at) * 2 ** 32 + u32(bytes, at + 4),
    mask: key === 0 ? -1 : payload - key,
  }
}

const [isFinal, isCompressed, code] = [unsigned(1, 0), unsigned(1, 1), unsigned(4, 4)]
const [hasMask, shortLength] = [unsigned(1, 0), unsigned(7, 1)]
const [u16, u32] = [unsigned(16, 0), unsigned(32, 0)]

/** Whether a frame is none of a message: section 5.5. */
export const isControl = (code: number): boolean => code >= opcode.close

/** The payload of a frame without its mask, as far as `end`: a window on the bytes, or a copy. */
export function unmasked(bytes: Uint8Array, { payload, length, mask }: FrameHead, end: number): Uint8Array {
  const part = bytes.subarray(payload, Math.min(end, payload + length))
  if (mask < 0) return part
  const copy = part.slice()
  const key = bytes.subarray(mask, payload)
  for (let at = 0; at < copy.length; at++) copy[at]! ^= key[at & 3]!
  return copy
}

const shortest = 2
const keyLength = 4
