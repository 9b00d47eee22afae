import { fileURLToPath } from 'node:url'
import { SourceReader } from '../../files/streams/buffered-reader.ts'
import { type CaptureFile, openCapture, type OpenCaptureOptions } from '../../files/streams/capture-file.ts'
import type { GzipOpener } from '../../files/streams/decompression.ts'
import { kindOf, plainBytes } from '../../files/streams/kinds.ts'
import { openPath } from './descriptor.ts'

/**
 * Opens a capture file (pcap or pcapng, also compressed by gzip, zstd or lz4), a named pipe or, for `-`, standard
 * input, and reads up to its first interface. The path may be a `file:` URL. Rejects with a CaptureError; so does the
 * loop over its batches at damage, after all frames before it. With `signal`, both reject with its reason once it is
 * aborted.
 *
 * ```ts
 * for await (const batch of await openFile('trace.pcapng')) for (const frame of batch) console.log(frame.number)
 * ```
 */
export async function openFile(path: string | URL, options: OpenCaptureOptions = {}): Promise<CaptureFile> {
  const given = pathOf(path)
  const { reuseMemory = false, signal } = options
  signal?.throwIfAborted()
  const bytes = await openPath(given)
  const name = given === '-' ? 'standard input' : given
  return openCapture({ reader: new SourceReader(bytes, reuseMemory), size: bytes.size }, name, options, openGzip)
}

/** Decompresses with Node's zlib. */
export const openGzip: GzipOpener = async (compressed, name) =>
  new (await import('../gzip.ts')).GzipSource(compressed, name)

function pathOf(path: unknown): string {
  if (typeof path === 'string') return path
  if (path instanceof URL) return fileURLToPath(path)
  const advice = plainBytes(path) ? 'openBytes() reads bytes' : 'openStream() reads other sources'
  throw new TypeError(`openFile() expected a path, found ${kindOf(path)}; ${advice}`)
}
