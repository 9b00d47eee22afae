/** The packets of a capture one by one, each with bytes of its own. */
import type { Batch } from '../files/batch.ts'
import { onAbort } from '../files/streams/abort.ts'
import { Packet } from '../packet/packet.ts'
import { compileDisplayFilter } from './display/index.ts'
import type { Filter } from './filter.ts'

export interface PacketsOptions {
  /** A display filter, such as `tcp.port == 443`, or a compiled filter of either language. Default: all packets. */
  readonly filter?: string | Filter | undefined
  /** Ends the loop when it is aborted: it rejects with its reason, and the capture is closed. */
  readonly signal?: AbortSignal | undefined
}

/** Batches of frames, and how they end. */
export interface OpenedBatches {
  [Symbol.asyncIterator](): AsyncIterator<Batch>
  close(): void | Promise<void>
}

/** The packets that pass; `open` is called when the first is requested. Throws a FilterError at once. */
export function packetsOf(
  open: () => OpenedBatches | Promise<OpenedBatches>,
  { filter, signal }: PacketsOptions,
): AsyncGenerator<Packet, void, undefined> {
  return passing(open, typeof filter === 'string' ? compileDisplayFilter(filter) : filter, signal)
}

async function* passing(
  open: () => OpenedBatches | Promise<OpenedBatches>,
  filter: Filter | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Packet, void, undefined> {
  signal?.throwIfAborted()
  const capture = await open()
  const release = onAbort(signal, () => void capture.close())
  try {
    for await (const batch of capture)
      for (let index = 0; index < batch.length; index++) {
        if (filter !== undefined && !filter.matches(batch, index)) continue
        yield new Packet(batch.frame(index).copy())
        signal?.throwIfAborted()
      }
    signal?.throwIfAborted()
  } catch (error) {
    // An error that follows from the abort does not matter.
    throw signal?.aborted ? signal.reason : error
  } finally {
    release()
  }
}
