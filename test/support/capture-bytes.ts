import { Batch } from '../../src/files/batch.ts'
import { CaptureError } from '../../src/files/error.ts'
import type { Frame } from '../../src/files/frame.ts'
import { startReader, tooShort } from '../../src/files/reader.ts'
import type { CaptureReader } from '../../src/files/capture-reader.ts'

/** Capture files built by hand, byte by byte, and read back without a file. */

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.replace(/\s/g, '').match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0)
  return joined
}

/** 32-bit words in the given byte order. */
export function words(littleEndian: boolean, ...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  values.forEach((value, index) => view.setUint32(index * 4, value, littleEndian))
  return bytes
}

export interface PcapShape {
  readonly magic?: number
  readonly littleEndian?: boolean
  readonly version?: readonly [number, number]
  readonly linkTypeWord?: number
  /** What a record's header has beyond 16 bytes. */
  readonly extra?: Uint8Array
}

/** A classic pcap file; each record is seconds, fraction, bytes, and the original length where it differs. */
export function pcap(
  records: readonly (readonly [seconds: number, fraction: number, bytes: Uint8Array, originalLength?: number])[],
  {
    magic = 0xa1b2c3d4,
    littleEndian = true,
    version = [2, 4],
    linkTypeWord = 1,
    extra = new Uint8Array(0),
  }: PcapShape = {},
): Uint8Array {
  const versionWord = littleEndian ? version[1] * 65_536 + version[0] : version[0] * 65_536 + version[1]
  return join(
    words(littleEndian, magic, versionWord, 0, 0, 65_535, linkTypeWord),
    ...records.flatMap(([seconds, fraction, bytes, originalLength = bytes.length]) => [
      words(littleEndian, seconds, fraction, bytes.length, originalLength),
      extra,
      bytes,
    ]),
  )
}

/** Blocks of a pcapng file in one byte order. */
export function pcapngBlocks(littleEndian = true) {
  const block = (type: number, ...body: readonly Uint8Array[]) => {
    const content = join(...body)
    const padding = new Uint8Array(-content.length & 3)
    const length = 12 + content.length + padding.length
    return join(words(littleEndian, type, length), content, padding, words(littleEndian, length))
  }
  const option = (code: number, value: Uint8Array | string) => {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
    return join(
      words(littleEndian, littleEndian ? bytes.length * 65_536 + code : code * 65_536 + bytes.length),
      bytes,
      new Uint8Array(-bytes.length & 3),
    )
  }
  return {
    block,
    option,
    section: (...options: readonly Uint8Array[]) =>
      block(0x0a0d0d0a, words(littleEndian, 0x1a2b3c4d, littleEndian ? 1 : 65_536, 0xffffffff, 0xffffffff), ...options),
    interface: (linkType: number, snapLength: number, ...options: readonly Uint8Array[]) =>
      block(1, words(littleEndian, littleEndian ? linkType : linkType * 65_536, snapLength), ...options),
    packet: (
      id: number,
      time: bigint,
      bytes: Uint8Array,
      originalLength = bytes.length,
      ...options: readonly Uint8Array[]
    ) =>
      block(
        6,
        words(littleEndian, id, Number(time >> 32n), Number(time & 0xffff_ffffn), bytes.length, originalLength),
        bytes,
        new Uint8Array(-bytes.length & 3),
        ...options,
      ),
  }
}

export interface Read {
  readonly frames: readonly Frame[]
  readonly reader: CaptureReader | undefined
  readonly error: CaptureError | undefined
}

/** Reads a whole capture in pieces of `step` bytes. Anything that is thrown and is no CaptureError is thrown on. */
export function readCapture(bytes: Uint8Array, step = bytes.length): Read {
  const frames: Frame[] = []
  let reader: CaptureReader | undefined
  try {
    let at = 0
    for (let end = Math.min(step, bytes.length); ; end = Math.min(end + step, bytes.length)) {
      if (!reader) {
        const started = startReader(bytes, 0, end)
        reader = started?.reader
        at = started?.position ?? 0
      }
      for (let before = -1; reader && before !== at;) {
        before = at
        const batch = new Batch()
        at = reader.read(bytes, at, end, batch)
        frames.push(...batch)
      }
      if (end === bytes.length) break
    }
    if (!reader) throw tooShort(bytes, 0, bytes.length)
    reader.finish(bytes, at, bytes.length)
    return { frames, reader, error: undefined }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    return { frames, reader, error }
  }
}
