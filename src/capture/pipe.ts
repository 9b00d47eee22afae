/** Copies what passes a filter from anything that can be read to a file. */
import { onAbort } from '../files/streams/abort.ts'
import type { FrameStream } from '../files/streams/frame-stream.ts'
import { compileDisplayFilter } from '../filter/display/index.ts'
import type { Filter } from '../filter/filter.ts'
import { openerOfAny, type AnySource } from './reading/source.ts'
import type { CaptureWriter } from './writing/capture-writer.ts'
import { openWriter, type OpenWriterOptions } from './writing/writer.ts'

export interface PipeOptions extends Omit<OpenWriterOptions, 'source'> {
  /** The name of a source for messages. Default: as in `openStream`. */
  readonly name?: string | undefined
}

/**
 * Writes the packets of a capture that pass a filter, with its metadata, and returns how many. The source is a path,
 * bytes, a stream (see `openStream`) or an open capture, also a live one; it is closed at the end. The filter is a
 * display filter, a compiled filter of either language, or undefined for all packets. The destination is a path, whose
 * ending gives format and compression as in `openWriter`, or a writer, which stays open. Options are those of the file.
 *
 * Rejects with a FilterError, a TypeError for what cannot be read, and a CaptureError: at damage what was read before it
 * is written. Aborted, it rejects with the reason of `signal`, and the file ends with a whole packet.
 *
 * ```ts
 * const count = await pipe('trace.pcapng', 'dns || tcp.port == 443', 'part.pcapng.gz')
 * ```
 */
export async function pipe(
  source: AnySource,
  filter: string | Filter | undefined,
  destination: string | CaptureWriter,
  options: PipeOptions = {},
): Promise<number> {
  const { signal } = options
  const passes = typeof filter === 'string' ? compileDisplayFilter(filter) : filter
  const open = openerOfAny(source, options, 'pipe()')
  signal?.throwIfAborted()
  const capture = await open()
  const release = onAbort(signal, () => void capture.close())
  try {
    const writer =
      typeof destination === 'string' ? await openWriter(destination, { ...options, source: capture }) : destination
    try {
      return await copied(capture, passes, writer)
    } finally {
      if (writer !== destination) await writer.close()
    }
  } catch (error) {
    // An error that follows from the abort does not matter.
    throw signal?.aborted ? signal.reason : error
  } finally {
    release()
    await capture.close()
    signal?.throwIfAborted()
  }
}

async function copied(capture: FrameStream, passes: Filter | undefined, writer: CaptureWriter): Promise<number> {
  const before = writer.frames
  for await (const batch of capture) {
    for (let index = 0; index < batch.length; index++) {
      if (passes !== undefined && !passes.matches(batch, index)) continue
      const writing = writer.write(batch, index)
      if (writing !== undefined) await writing
    }
    await writer.drain()
    if (writer.done) break
  }
  return writer.frames - before
}
