/** Opens whatever can be read: a path, an open capture, bytes or a stream. */
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import { sourceKinds, type CaptureSource } from '../../files/streams/source.ts'
import { openerOf, type SourceOptions } from '../../filter/packets.ts'
import { openFile } from './file.ts'
import { openStream } from './stream.ts'

/** What `packets` and `pipe` read. */
export type AnySource = string | URL | CaptureSource | FrameStream

/**
 * A function that opens a source, for frames that are valid only until the next batch; a capture that is open stays as
 * it is. Throws a TypeError for what cannot be read, which names the function `caller`.
 */
export function openerOfAny(
  source: AnySource,
  options: SourceOptions,
  caller: string,
): () => FrameStream | Promise<FrameStream> {
  if (typeof source === 'string' || source instanceof URL)
    return () => openFile(source, { signal: options.signal, reuseMemory: true })
  return openerOf(source, options, { open: openStream, caller, kinds: `a path, an open capture, ${sourceKinds}` })
}
