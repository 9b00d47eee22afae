import { type Compression, recogniseCompression } from './compression.ts'
import type { Batch } from './batch.ts'
import type { CaptureDescription } from './description.ts'
import { CaptureError } from './error.ts'
import { PcapReader } from './pcap/reader.ts'
import { decodePcapHeader, isPcap, pcapHeaderLength } from './pcap/header.ts'
import { isPcapng } from './pcapng/blocks.ts'
import { PcapngReader } from './pcapng/reader.ts'

/** Finds the frames in the bytes of a capture, whatever pieces they come in. It keeps no bytes. */
export interface CaptureReader extends CaptureDescription {
  /**
   * How many bytes the frame or block takes that the last read stopped at, its header included; 0 where that is not
   * known.
   */
  readonly needed: number
  /**
   * Fills `batch` with as many whole frames as `bytes` holds between `from` and `end`, and returns where it stopped:
   * give it the bytes from there on, and more, next time. What a capture holds beside frames is taken in on the way. An
   * empty batch and the same position mean that more bytes are needed.
   *
   * Throws a CaptureError at damage, and only when no frame before it is left to deliver.
   */
  read(bytes: Uint8Array, from: number, end: number, batch: Batch): number
  /** To be called when no more bytes come: throws a CaptureError if those that are left are a part of something. */
  finish(bytes: Uint8Array, from: number, end: number): void
}

/** A reader, and where its first frames are to be read from. */
export interface StartedReader {
  readonly reader: CaptureReader
  readonly position: number
}

/**
 * The reader for a capture that begins at `from`; undefined if more bytes are needed to tell.
 * Throws a CaptureError (`not-a-capture`, `unsupported`) if it is no capture.
 */
export function startReader(bytes: Uint8Array, from: number, end: number, path?: string): StartedReader | undefined {
  if (end - from < magicLength) return undefined
  if (isPcapng(bytes, from)) return { reader: new PcapngReader(path), position: from }
  if (!isPcap(bytes, from)) throw notACapture(bytes, from, end, path)
  if (end - from < pcapHeaderLength) return undefined
  return { reader: new PcapReader(decodePcapHeader(bytes, from, path), path), position: from + pcapHeaderLength }
}

/** The error for an input that ended before its first `magicLength` bytes, or before its header was whole. */
export function tooShort(bytes: Uint8Array, from: number, end: number, path?: string): CaptureError {
  const expected = 'the header of a capture file'
  if (end === from)
    return new CaptureError({ code: 'truncated', path, offset: 0, expected, found: 'nothing: it is empty' })
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
  const compression = recogniseCompression(bytes, from, end)
  return new CaptureError({
    code: 'not-a-capture',
    path,
    offset: 0,
    expected: 'a pcap or pcapng file',
    found: compression ? `${compression} data` : describe(bytes, from, Math.min(end, from + 8)),
    ...(compression ? { advice: compressionAdvice[compression] } : {}),
  })
}

const compressionAdvice: Record<Compression, string> = {
  gzip: 'It is compressed twice: gunzip it first',
  zstd: 'It is compressed twice: unzstd it first',
  lz4: 'It is compressed twice: unlz4 it first',
}

function describe(bytes: Uint8Array, from: number, end: number): string {
  const shown = bytes.subarray(from, end)
  if (shown.every((byte) => byte >= 0x20 && byte < 0x7f))
    return `the text ${JSON.stringify(String.fromCharCode(...shown))}`
  return `the bytes ${Array.from(shown, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}`
}
