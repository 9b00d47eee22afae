import type { CaptureEncoder } from './capture-encoder.ts'
import { type CaptureDescription, type CaptureFormat, commonLinkType } from './description.ts'
import { PcapEncoder, pcapHeaderLike } from './pcap/writer.ts'
import { SourcelessEncoder } from './sourceless-encoder.ts'
import { PcapngEncoder } from './pcapng/writer.ts'

export interface CaptureEncoderOptions {
  readonly format?: CaptureFormat | undefined
  /** For pcap. Default: that of a pcap source, nanoseconds for a source finer than microseconds. */
  readonly resolution?: 'microseconds' | 'nanoseconds' | undefined
  /** Default: that of the source. */
  readonly byteOrder?: 'little' | 'big' | undefined
}

/**
 * An encoder for the frames of a source, or of none that is described: then the default format is pcapng, with an
 * interface for each link type. A pcap file copied to a pcap file is identical, byte for byte.
 */
export function captureEncoder(
  source: CaptureDescription | undefined,
  options: CaptureEncoderOptions,
  path?: string,
): CaptureEncoder {
  if (source === undefined) {
    const own = { format: options.format ?? 'pcapng', byteOrder: options.byteOrder ?? 'little' } as const
    const encoderFor = (made: CaptureDescription) => captureEncoder(made, { ...options, ...own }, path)
    return new SourcelessEncoder(encoderFor, own.byteOrder === 'little')
  }
  const littleEndian = options.byteOrder ? options.byteOrder === 'little' : (source.sections[0]?.littleEndian ?? true)
  if ((options.format ?? defaultFormat(source)) === 'pcapng') return new PcapngEncoder(source, littleEndian)
  return new PcapEncoder(pcapHeaderLike(source, littleEndian, options.resolution), path)
}

/** The capture format by the extension of a path, ignoring .gz and .zst; undefined for other extensions. */
export function formatOfPath(path: string): CaptureFormat | undefined {
  const plain = path.replace(compressedName, '')
  return /\.pcapng$|\.ntar$/i.test(plain) ? 'pcapng' : /\.d?m?pcap$|\.cap$|\.dmp$/i.test(plain) ? 'pcap' : undefined
}

/** Compressions that can be written. */
export type WrittenCompression = 'gzip' | 'zstd'

/** The compression by the extension of a path; undefined for other extensions. */
export function compressionOfPath(path: string): WrittenCompression | undefined {
  const end = compressedName.exec(path)?.[0].toLowerCase()
  return end === undefined ? undefined : end === '.gz' ? 'gzip' : 'zstd'
}

const compressedName = /\.(gz|zst)$/i

/** pcap, which every program reads, unless the interfaces differ in link type. */
function defaultFormat({ interfaces }: CaptureDescription): CaptureFormat {
  return interfaces.length > 0 && commonLinkType(interfaces) === undefined ? 'pcapng' : 'pcap'
}
