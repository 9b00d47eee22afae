/** The ways to compress a capture that are undone while it is read. */
export type Compression = 'gzip' | 'zstd' | 'lz4'

/** How many bytes `recogniseCompression` looks at. */
export const compressionMagicLength = 4

/** How a file is compressed, by its first bytes; undefined if it is not, or in another way. */
export function recogniseCompression(bytes: Uint8Array, from: number, end: number): Compression | undefined {
  if (end - from >= 3 && bytes[from] === 0x1f && bytes[from + 1] === 0x8b && bytes[from + 2] === 8) return 'gzip'
  if (end - from < compressionMagicLength) return undefined
  const magic = littleEndian32(bytes, from)
  if (magic === zstdMagic) return 'zstd'
  if (magic === lz4Magic) return 'lz4'
  // Frames to be skipped look the same in both; only zstd writes them at the beginning (pzstd, seekable files).
  if (isSkippable(magic)) return 'zstd'
  return undefined
}

/** Zstandard frames: RFC 8878, section 3.1.1. */
export const zstdMagic = 0xfd2fb528

/** LZ4 frames: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md. */
export const lz4Magic = 0x184d2204

/** Frames of both formats that carry something else: a magic number, a length of four bytes, and that many bytes. */
export function isSkippable(magic: number): boolean {
  return magic >= 0x184d2a50 && magic <= 0x184d2a5f
}

export function littleEndian32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}

/** Undoes a compression piece by piece: at most a few megabytes at a time, whatever the input says. */
export interface Decompressor {
  /** What the last call gave, often nothing; the next call overwrites it. */
  readonly output: Uint8Array
  /**
   * Uses bytes from `from`, at most up to `end`, and returns how far it came; the same position means that more are
   * needed. Throws a CaptureError at damage.
   */
  decompress(bytes: Uint8Array, from: number, end: number): number
  /** To be called when no more bytes come: throws a CaptureError if that is too early. */
  finish(bytes: Uint8Array, from: number, end: number): void
}

export const nothing: Uint8Array = new Uint8Array(0)
