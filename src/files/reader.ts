import { type Compression, recognizeCompression } from './compression/compression.ts'
import type { CaptureReader } from './capture-reader.ts'
import { CaptureError } from './error.ts'
import { PcapReader } from './pcap/reader.ts'
import { decodePcapHeader, isPcap, pcapHeaderLength } from './pcap/header.ts'
import { isPcapng } from './pcapng/blocks.ts'
import { PcapngReader } from './pcapng/reader.ts'

/** A reader, and the position of the first frame or block. */
export interface StartedReader {
  readonly reader: CaptureReader
  readonly position: number
}

/**
 * The reader for a capture that begins at `from`; undefined if more bytes are needed. Throws a CaptureError
 * (`not-a-capture`, `unsupported`) if it is not a capture.
 */
export function startReader(bytes: Uint8Array, from: number, end: number, path?: string): StartedReader | undefined {
  if (end - from < magicLength) return undefined
  if (isPcapng(bytes, from)) return { reader: new PcapngReader(path), position: from }
  if (!isPcap(bytes, from)) throw notACapture(bytes, from, end, path)
  if (end - from < pcapHeaderLength) return undefined
  return { reader: new PcapReader(decodePcapHeader(bytes, from, path), path), position: from + pcapHeaderLength }
}

/** The error for an input that ends before its magic number (`magicLength` bytes) or its header is complete. */
export function tooShort(bytes: Uint8Array, from: number, end: number, path?: string): CaptureError {
  const expected = 'the header of a capture file'
  if (end === from) return new CaptureError({ code: 'truncated', path, offset: 0, expected, found: 'an empty file' })
  if (end - from < magicLength) {
    return new CaptureError({
      code: 'not-a-capture',
      path,
      offset: 0,
      expected,
      found: `only ${describe(bytes, from, end)}`,
    })
  }
  return new CaptureError({
    code: 'truncated',
    path,
    offset: 0,
    expected: `${expected} of ${pcapHeaderLength} bytes`,
    found: `${end - from} bytes`,
  })
}

const magicLength = 4

function notACapture(bytes: Uint8Array, from: number, end: number, path?: string): CaptureError {
  const compression = recognizeCompression(bytes, from, end)
  const archive = archives.find(({ magic }) => magic.every((byte, index) => bytes[from + index] === byte))
  if (archive !== undefined)
    return new CaptureError({
      code: 'not-a-capture',
      path,
      offset: 0,
      expected: 'a pcap or pcapng file, or one compressed with gzip, zstd or lz4',
      found: `${archive.name} data`,
      advice: `Decompress it first: ${archive.program} FILE | onwire read -`,
    })
  return new CaptureError({
    code: 'not-a-capture',
    path,
    offset: 0,
    expected: 'a pcap or pcapng file',
    found: compression ? `${compression} data` : describe(bytes, from, Math.min(end, from + 8)),
    ...(compression ? { advice: compressionAdvice[compression] } : {}),
  })
}

/** Compressions that are recognized but not read, by the first bytes. */
const archives = [
  { name: 'xz', program: 'xz -dc', magic: [0xfd, 0x37, 0x7a, 0x58] },
  { name: 'bzip2', program: 'bzip2 -dc', magic: [0x42, 0x5a, 0x68] },
  { name: 'zip', program: 'unzip -p', magic: [0x50, 0x4b, 3, 4] },
] as const

const compressionAdvice: Record<Compression, string> = {
  gzip: 'The file is compressed twice; run gunzip on it first',
  zstd: 'The file is compressed twice; run unzstd on it first',
  lz4: 'The file is compressed twice; run unlz4 on it first',
}

function describe(bytes: Uint8Array, from: number, end: number): string {
  const shown = bytes.subarray(from, end)
  if (shown.every((byte) => byte >= 0x20 && byte < 0x7f))
    return `the text ${JSON.stringify(String.fromCharCode(...shown))}`
  return `the bytes ${Array.from(shown, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}`
}
