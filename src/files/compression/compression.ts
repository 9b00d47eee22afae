/** Compressions that are decompressed while reading. */
export type Compression = 'gzip' | 'zstd' | 'lz4'

/** Bytes needed by `recognizeCompression`. */
export const compressionMagicLength = 4

/** The compression of a file by its magic number; undefined if none is recognized. */
export function recognizeCompression(bytes: Uint8Array, from: number, end: number): Compression | undefined {
  if (end - from >= 3 && bytes[from] === 0x1f && bytes[from + 1] === 0x8b && bytes[from + 2] === 8) return 'gzip'
  if (end - from < compressionMagicLength) return undefined
  const magic = littleEndian32(bytes, from)
  if (magic === zstdMagic) return 'zstd'
  if (magic === lz4Magic) return 'lz4'
  // Skippable frames are the same in both formats; only zstd programs begin a file with one (pzstd, seekable format).
  if (isSkippable(magic)) return 'zstd'
  return undefined
}

/** Zstandard frames: RFC 8878, section 3.1.1. */
export const zstdMagic = 0xfd2fb528

/** LZ4 frames: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md. */
export const lz4Magic = 0x184d2204

/** Skippable frames of both formats, which carry user data: magic number, 4-byte length, data. */
export function isSkippable(magic: number): boolean {
  return magic >= 0x184d2a50 && magic <= 0x184d2a5f
}

export function littleEndian32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}

/** A streaming decompressor. Each call produces at most a few megabytes, whatever the input claims. */
export interface Decompressor {
  /** Output of the last call, possibly empty; valid until the next call. */
  readonly output: Uint8Array
  /**
   * Consumes bytes from `from`, at most up to `end`, and returns the position reached; an unchanged position means that
   * more bytes are needed. Throws a CaptureError (`damaged`, `unsupported`).
   */
  decompress(bytes: Uint8Array, from: number, end: number): number
  /** Call at the end of the input. Throws a CaptureError (`truncated`) if a frame is incomplete. */
  finish(bytes: Uint8Array, from: number, end: number): void
}

export const nothing: Uint8Array = new Uint8Array(0)
