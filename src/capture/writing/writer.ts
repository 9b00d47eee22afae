import type { CaptureDescription } from '../../files/description.ts'
import {
  captureEncoder,
  type CaptureEncoderOptions,
  compressionOfPath,
  formatOfPath,
  type WrittenCompression,
} from '../../files/writer.ts'
import type { CaptureWriter } from './capture-writer.ts'
import type { WaitOptions } from './byte-sink.ts'
import { openSink, sinkOpener } from './open-sink.ts'
import { FileOpener, type FileAccess } from './file-opener.ts'
import { FileWriter } from './file-writer.ts'
import type { Rotation } from './rotation.ts'

export interface OpenWriterOptions extends CaptureEncoderOptions, WaitOptions {
  /**
   * The source of the frames; its metadata (interfaces, comments, names) is written too. Default: none, with an
   * interface for each link type of the frames.
   */
  readonly source?: (CaptureDescription & { readonly name?: string; readonly paths?: readonly string[] }) | undefined
  /** Default: by the extension of the path, .gz or .zst; otherwise no compression. */
  readonly compress?: WrittenCompression | undefined
  /** Writes a series of files, named after the path. */
  readonly rotate?: Rotation | undefined
  /** How files are opened and deleted. Default: as this process may. */
  readonly files?: FileAccess | undefined
}

/**
 * Opens a file, a named pipe or, for `-`, standard output to write frames to. Default format: by the extension
 * (.pcapng, .pcap, .cap, .dmp), otherwise pcap, or pcapng if the source's interfaces differ in link type or there is
 * none. Rejects with a CaptureError. To copy a capture see `pipe`.
 *
 *     const source = await openFile('trace.pcapng')
 *     const writer = await openWriter('copy.pcapng', { source })
 *     for await (const batch of source) {
 *       for (let index = 0; index < batch.length; index++) await writer.write(batch, index)
 *       await writer.drain()
 *     }
 *     await writer.close()
 */
export async function openWriter(path: string, options: OpenWriterOptions = {}): Promise<CaptureWriter> {
  const { source, rotate, files = new FileOpener(), compress = compressionOfPath(path) } = options
  const format = options.format ?? formatOfPath(path)
  const sources = source?.paths ?? (source?.name === undefined ? [] : [source.name])
  const { signal, onWaiting } = options
  const sink = { sources, compress, files, signal, onWaiting }
  // The interfaces may become known later, so the encoder is created with the first frame.
  const encoder = (name: string) => captureEncoder(source, { ...options, format }, name)
  if (rotate === undefined)
    return new FileWriter(await openSink(path, sink), () => encoder(path === '-' ? 'standard output' : path))
  if (path === '-') throw new TypeError('standard output cannot be a series of files')
  const { RotatingWriter } = await import('./rotating-writer.ts')
  const name = rotate.name ?? (await import('./file-names.ts')).numberedNames(path)
  return new RotatingWriter(rotate, {
    name,
    remove: (path) => files.remove(path),
    encoder,
    open: await sinkOpener(sink),
  })
}
