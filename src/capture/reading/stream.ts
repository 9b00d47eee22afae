/** Captures from bytes, streams and iterables, with Node's gzip decompressor. */
import type { CaptureFile } from '../../files/streams/capture-file.ts'
import type { BytesInMemory } from '../../files/streams/kinds.ts'
import * as portable from '../../files/streams/open-source.ts'
import type { OpenSourceOptions } from '../../files/streams/open-source.ts'
import type { CaptureSource } from '../../files/streams/source.ts'
import { openGzip } from './file.ts'

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
export function openBytes(bytes: BytesInMemory, options?: OpenSourceOptions): Promise<CaptureFile> {
  return portable.openBytes(bytes, options, openGzip)
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
export function openStream(source: CaptureSource, options?: OpenSourceOptions): Promise<CaptureFile> {
  return portable.openStream(source, options, openGzip)
}
