/** Captures from bytes, streams and iterables. */
import { type CaptureFile, openCapture, type OpenCaptureOptions } from '../../files/streams/capture-file.ts'
import { type BytesInMemory, kindOf, plainBytes } from '../../files/streams/kinds.ts'
import { type CaptureSource, nameOfSource, openSource } from '../../files/streams/source.ts'
import { openGzip } from './file.ts'

export interface OpenSourceOptions extends OpenCaptureOptions {
  /** The name of the source for messages. Default: that of a `File`, the URL of a `Response`, otherwise `capture`. */
  readonly name?: string | undefined
}

/**
 * Opens the bytes of a capture file (pcap or pcapng, also compressed by gzip, zstd or lz4), as `openFile` does. Nothing
 * is copied: the frames of bytes that are not compressed are windows on them. Rejects with a CaptureError, or a
 * TypeError for what is not bytes.
 *
 * ```ts
 * const capture = await openBytes(await readFile('trace.pcapng'))
 * for await (const batch of capture) for (const frame of batch) console.log(frame.number)
 * ```
 */
export async function openBytes(bytes: BytesInMemory, options: OpenSourceOptions = {}): Promise<CaptureFile> {
  if (plainBytes(bytes) === undefined)
    throw new TypeError(`openBytes() expected a Uint8Array or an ArrayBuffer, found ${kindOf(bytes)}`)
  return open(bytes, options, 'openBytes()')
}

/**
 * Opens a capture that arrives as a stream: a `Readable` of Node, a web `ReadableStream`, a `Response` of `fetch`, a
 * `Blob`, or an iterable or async iterable of `Uint8Array`. It is read as the loop over its batches proceeds, and
 * released at the end of the loop. Rejects with a CaptureError, or a TypeError for what is not a source.
 *
 * ```ts
 * const capture = await openStream(await fetch('https://example.test/trace.pcapng'))
 * for await (const batch of capture) for (const frame of batch) console.log(frame.number)
 * ```
 */
export async function openStream(source: CaptureSource, options: OpenSourceOptions = {}): Promise<CaptureFile> {
  return open(source, options, 'openStream()')
}

async function open(source: CaptureSource, options: OpenSourceOptions, caller: string): Promise<CaptureFile> {
  const { name = nameOfSource(source), reuseMemory = false, signal } = options
  signal?.throwIfAborted()
  return openCapture(openSource(source, name, reuseMemory, caller), name, options, openGzip)
}
