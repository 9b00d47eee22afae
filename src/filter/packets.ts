/** The packets of a capture one by one, each with bytes of its own. */
import { ConversationFollower } from '../conversations/follower.ts'
import type { Batch } from '../files/batch.ts'
import { onAbort } from '../files/streams/abort.ts'
import type { FrameStream } from '../files/streams/frame-stream.ts'
import { kindOf } from '../files/streams/kinds.ts'
import { openStream } from '../files/streams/open-source.ts'
import { isSource, sourceKinds, type CaptureSource } from '../files/streams/source.ts'
import { Packet } from '../packet/packet.ts'
import type { Keys } from '../schema/index.ts'
import { compileDisplayFilter } from './display/index.ts'
import type { Filter } from './filter.ts'

export interface PacketsOptions {
  /** A display filter, such as `tcp.port == 443`, or a compiled filter of either language. Default: all packets. */
  readonly filter?: string | Filter | undefined
  /**
   * Whether conversations are followed: packets and the filter then know streams (`tcp.stream`), what was sent again
   * (`tcp.analysis.retransmission`), answers (`dns.response_to`), and messages over several segments. Default: false,
   * which takes half the time.
   */
  readonly conversations?: boolean | undefined
  /**
   * The secrets of encrypted conversations, such as `readKeyLog(text)`, besides those that the capture itself holds:
   * packets then have the layers that are encrypted. For `conversations`. Default: none.
   */
  readonly keys?: Keys | undefined
  /** Ends the loop when it is aborted: it rejects with its reason, and the capture is closed. */
  readonly signal?: AbortSignal | undefined
  /** The name of a source for messages. Default: as in `openStream`. */
  readonly name?: string | undefined
}

/**
 * The packets of a capture, in order: of bytes, a `Blob`, a `Response` or another stream (see `openStream`), or of a
 * capture that is open. Each has bytes of its own and stays valid. The source is opened when the loop begins, and
 * closed at its end or when it is left.
 *
 * Throws a FilterError for a filter that is not valid and a TypeError for what cannot be read. The loop rejects with a
 * CaptureError, at damage after all packets before it, and with the reason of `signal` once that is aborted.
 *
 * ```ts
 * for await (const packet of packets(await fetch('/trace.pcapng'), { filter: 'tcp.port == 443' }))
 *   console.log(packet.frame.number, packet.ipv4?.source, packet.tcp?.flags)
 * ```
 */
export function packets(
  source: CaptureSource | FrameStream,
  options: PacketsOptions = {},
): AsyncGenerator<Packet, void, undefined> {
  const kinds = `an open capture, ${sourceKinds}`
  return packetsOf(openerOf(source, options, { open: openStream, caller: 'packets()', kinds }), options)
}

export type SourceOptions = Pick<PacketsOptions, 'name' | 'signal'>

/** How sources are opened, and what a message says of one that cannot be: who expected what. */
interface Opening {
  readonly open: typeof openStream
  readonly caller: string
  readonly kinds: string
}

/**
 * A function that opens a source, for frames that are valid only until the next batch; a capture that is open stays as
 * it is. Throws a TypeError for what cannot be read.
 */
export function openerOf(
  source: CaptureSource | FrameStream,
  { name, signal }: SourceOptions,
  { open, caller, kinds }: Opening,
): () => FrameStream | Promise<FrameStream> {
  if (isCapture(source)) return () => source
  if (isSource(source)) return () => open(source, { name, signal, reuseMemory: true })
  throw new TypeError(`${caller} expected ${kinds}, found ${kindOf(source)}`)
}

/** Whether it is a capture that is open. */
const isCapture = (source: unknown): source is FrameStream =>
  typeof source === 'object' && source !== null && 'interfaces' in source && Symbol.asyncIterator in source

/** Batches of frames, and how they end. */
export interface OpenedBatches {
  [Symbol.asyncIterator](): AsyncIterator<Batch>
  close(): void | Promise<void>
}

/** The packets that pass; `open` is called when the first is requested. Throws a FilterError at once. */
export function packetsOf(
  open: () => OpenedBatches | Promise<OpenedBatches>,
  { filter, signal, conversations, keys }: PacketsOptions,
): AsyncGenerator<Packet, void, undefined> {
  const follower = conversations ? new ConversationFollower({ keys }) : undefined
  return passing(open, typeof filter === 'string' ? compileDisplayFilter(filter) : filter, signal, follower)
}

async function* passing(
  open: () => OpenedBatches | Promise<OpenedBatches>,
  filter: Filter | undefined,
  signal: AbortSignal | undefined,
  follower: ConversationFollower | undefined,
): AsyncGenerator<Packet, void, undefined> {
  signal?.throwIfAborted()
  const capture = await open()
  const release = onAbort(signal, () => void capture.close())
  try {
    for await (const batch of capture) {
      follower?.follow(batch)
      for (let index = 0; index < batch.length; index++) {
        if (filter !== undefined && !filter.matches(batch, index)) continue
        yield new Packet(batch.frame(index).copy())
        signal?.throwIfAborted()
      }
    }
    signal?.throwIfAborted()
  } catch (error) {
    // An error that follows from the abort does not matter.
    throw signal?.aborted ? signal.reason : error
  } finally {
    release()
  }
}
