/** Captures from bytes, streams and iterables. */
import { openCapture, type CaptureFile, type OpenCaptureOptions } from './capture-file.ts'
import type { GzipOpener } from './decompression.ts'
import { kindOf, plainBytes, type BytesInMemory } from './kinds.ts'
import { nameOfSource, openSource, type CaptureSource } from './source.ts'

export interface OpenSourceOptions extends OpenCaptureOptions {
  /** The name of the source for messages. Default: that of a `File`, the URL of a `Response`, otherwise `capture`. */
  readonly name?: string | undefined
}

/**
 * Opens the bytes of a capture file (pcap or pcapng, also compressed by gzip, zstd or lz4). Nothing is copied: the
 * frames of bytes that are not compressed are windows on them. Rejects with a CaptureError, or a TypeError for what is
 * not bytes. So does the loop over its batches, at damage after all frames before it.
 *
 * ```ts
 * const capture = await openBytes(await file.arrayBuffer())
 * for await (const batch of capture) for (const frame of batch) console.log(frame.number)
 * ```
 *
 * @param openGzip how gzip data is decompressed; by default through `DecompressionStream`
 */
export async function openBytes(
  bytes: BytesInMemory,
  options: OpenSourceOptions = {},
  openGzip: GzipOpener = openWebGzip,
): Promise<CaptureFile> {
  if (plainBytes(bytes) === undefined)
    throw new TypeError(`openBytes() expected a Uint8Array or an ArrayBuffer, found ${kindOf(bytes)}`)
  return open(bytes, options, 'openBytes()', openGzip)
}

/**
 * Opens a capture that arrives as a stream: a web `ReadableStream`, a `Response` of `fetch`, a `Blob` or `File`, a
 * `Readable` of Node, or an iterable or async iterable of `Uint8Array`. It is read as the loop over its batches
 * proceeds, and released at the end of the loop. Rejects with a CaptureError, or a TypeError for what is not a source.
 *
 * ```ts
 * const capture = await openStream(await fetch('/trace.pcapng'))
 * for await (const batch of capture) for (const frame of batch) console.log(frame.number)
 * ```
 *
 * @param openGzip how gzip data is decompressed; by default through `DecompressionStream`
 */
export async function openStream(
  source: CaptureSource,
  options: OpenSourceOptions = {},
  openGzip: GzipOpener = openWebGzip,
): Promise<CaptureFile> {
  return open(source, options, 'openStream()', openGzip)
}

async function open(
  source: CaptureSource,
  options: OpenSourceOptions,
  caller: string,
  openGzip: GzipOpener,
): Promise<CaptureFile> {
  const { name = nameOfSource(source), reuseMemory = false, signal } = options
  signal?.throwIfAborted()
  return openCapture(openSource(source, name, reuseMemory, caller), name, options, openGzip)
}

/** Loaded on demand: most files are not compressed. */
const openWebGzip: GzipOpener = async (compressed, name) =>
  (await import('./web-gzip.ts')).openWebGzip(compressed, name)
