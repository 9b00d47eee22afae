import type { Batch } from './batch.ts'
import { type CaptureDescription, type CaptureFormat, commonLinkType } from './description.ts'
import type { OutputBytes } from './output-bytes.ts'
import { PcapEncoder, pcapHeaderLike } from './pcap/writer.ts'
import { PcapngEncoder } from './pcapng/writer.ts'

/** Writes frames as the bytes of a capture file. */
export interface CaptureEncoder {
  readonly littleEndian: boolean
  /** What comes before all frames. */
  start(output: OutputBytes): void
  /** Throws a CaptureError (`unsupported`) if the format cannot hold this frame. */
  frame(output: OutputBytes, batch: Batch, index: number): void
  /** What comes after all frames. */
  finish(output: OutputBytes): void
}

export interface CaptureEncoderOptions {
  readonly format?: CaptureFormat | undefined
  /** Of pcap; otherwise as the source has it, and nanoseconds where it is finer than microseconds. */
  readonly resolution?: 'microseconds' | 'nanoseconds' | undefined
  /** Otherwise that of the source. */
  readonly byteOrder?: 'little' | 'big' | undefined
}

/** What writes frames of a source: a pcap file that comes from a pcap file is the same, byte for byte. */
export function captureEncoder(
  source: CaptureDescription,
  options: CaptureEncoderOptions,
  path?: string,
): CaptureEncoder {
  const littleEndian = options.byteOrder ? options.byteOrder === 'little' : (source.sections[0]?.littleEndian ?? true)
  if ((options.format ?? defaultFormat(source)) === 'pcapng') return new PcapngEncoder(source, littleEndian)
  return new PcapEncoder(pcapHeaderLike(source, littleEndian, options.resolution), path)
}

/** The format a path asks for by how it ends, that of a compression left aside; undefined if it does not. */
export function formatOfPath(path: string): CaptureFormat | undefined {
  const plain = path.replace(compressedName, '')
  return /\.pcapng$|\.ntar$/i.test(plain) ? 'pcapng' : /\.d?m?pcap$|\.cap$|\.dmp$/i.test(plain) ? 'pcap' : undefined
}

/** The ways to compress a capture while it is written. */
export type WrittenCompression = 'gzip' | 'zstd'

/** The compression a path asks for by how it ends; undefined if it does not. */
export function compressionOfPath(path: string): WrittenCompression | undefined {
  const end = compressedName.exec(path)?.[0].toLowerCase()
  return end === undefined ? undefined : end === '.gz' ? 'gzip' : 'zstd'
}

const compressedName = /\.(gz|zst)$/i

/** The one every program reads, where it can hold the frames: it has a single link type. */
function defaultFormat({ interfaces }: CaptureDescription): CaptureFormat {
  return interfaces.length > 0 && commonLinkType(interfaces) === undefined ? 'pcapng' : 'pcap'
}
