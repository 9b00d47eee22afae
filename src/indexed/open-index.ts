/** Makes an index of a capture: reads it once, in order, and follows its conversations. */
import { ConversationFollower, type FollowOptions } from '../conversations/follower.ts'
import { KeptGains } from '../conversations/kept/kept-gains.ts'
import { CaptureError } from '../files/error.ts'
import { bytesOfBlob, bytesOfMemory, type RandomBytes, type SlicedBlob } from '../files/random/random-bytes.ts'
import type { CaptureFile } from '../files/streams/capture-file.ts'
import { plainBytes } from '../files/streams/kinds.ts'
import { openStream, type OpenSourceOptions } from '../files/streams/open-source.ts'
import type { CaptureSource } from '../files/streams/source.ts'
import type { Keys } from '../schema/index.ts'
import { CaptureIndex } from './capture-index.ts'
import { IndexedConversations } from './conversations.ts'
import { StoredFrames } from './stored-frames.ts'

export interface OpenIndexOptions {
  /** Called after each batch, some hundreds of packets. */
  readonly progress?: ((progress: IndexProgress) => void) | undefined
  /** Ends reading when it is aborted: `openIndex` rejects with its reason. */
  readonly signal?: AbortSignal | undefined
  /** The name of a source for messages. Default: as in `openStream`. */
  readonly name?: string | undefined
  /** Whether fragments and segments are put together. Default: true. */
  readonly reassemble?: boolean | undefined
  /** The secrets of encrypted conversations (`readKeyLog`), besides those in the capture itself. Default: none. */
  readonly keys?: Keys | undefined
  /** Whether what is encrypted is decrypted where there are secrets. Default: true. */
  readonly decrypt?: boolean | undefined
  /** Limit in bytes of the copy of a capture that is compressed or a stream. Default: 1 GiB. */
  readonly mostCopied?: number | undefined
}

export interface IndexProgress {
  readonly packets: number
  /** Bytes of the capture read so far, and in total if that is known. */
  readonly bytesRead: number
  readonly size: number | undefined
}

/**
 * An index of a capture: of its bytes, a `Blob` or `File`, or another source that `openStream` takes. The capture is
 * read once; any packet is then decoded in a moment, with all that its conversations tell of it, also in packets after
 * it. About 100 bytes a packet are kept. What can be read at random is not copied; of what is compressed or a stream
 * the packets are copied to memory, up to a limit.
 *
 * A capture that is damaged is indexed up to the damage, and `failure` says what that is. Rejects with a CaptureError
 * for what is not a capture, and a TypeError for what cannot be read.
 *
 * ```ts
 * const index = await openIndex(file, { progress: ({ packets }) => console.log(packets) })
 * console.log(String(await index.packet(index.length)))
 * ```
 */
export function openIndex(source: CaptureSource, options: OpenIndexOptions = {}): Promise<CaptureIndex> {
  return indexOf(source, options, openStream)
}

/** The same, with a function that opens sources. */
export async function indexOf(
  source: CaptureSource,
  options: OpenIndexOptions,
  open: (source: CaptureSource, options: OpenSourceOptions) => Promise<CaptureFile>,
): Promise<CaptureIndex> {
  const { name, signal } = options
  return indexCapture(await open(source, { name, signal, reuseMemory: true }), randomBytesOf(source), options)
}

/**
 * An index of a capture that is open; `bytes` are those of its file, which are read at random where they are not
 * compressed, and closed otherwise.
 */
export async function indexCapture(
  capture: CaptureFile,
  bytes: RandomBytes | undefined,
  { progress, reassemble, keys, decrypt, mostCopied = usualCopy }: OpenIndexOptions,
): Promise<CaptureIndex> {
  const isPlain = capture.compression === undefined
  if (!isPlain) bytes?.close()
  const { name, interfaces, names, secrets } = capture
  const frames = new StoredFrames({ name, interfaces, names, secrets }, isPlain ? bytes : undefined, mostCopied)
  const follow: FollowOptions = { keys, decrypt, ...(reassemble === undefined ? {} : { reassemble }) }
  const follower = new ConversationFollower(follow)
  const gains = new KeptGains()
  try {
    const failure = await fill(capture, frames, follower, gains, progress)
    const conversations = new IndexedConversations(frames, gains, follower.learned)
    const { left } = follower
    return new CaptureIndex({
      name,
      capture: describe(capture),
      frames,
      conversations,
      left: { ...left, facts: left.facts + gains.left },
      failure,
    })
  } catch (error) {
    frames.close()
    throw error
  }
}

/** Adds all frames; returns the damage or limit at which that ended. */
async function fill(
  capture: CaptureFile,
  frames: StoredFrames,
  follower: ConversationFollower,
  gains: KeptGains,
  progress: OpenIndexOptions['progress'],
): Promise<CaptureError | undefined> {
  const { size } = capture
  try {
    for await (const batch of capture) {
      follower.follow(batch)
      for (let index = 0; index < batch.length; index++) frames.add(batch, index, gains.add(batch, index))
      progress?.({ packets: frames.length, bytesRead: capture.bytesRead, size })
    }
  } catch (error) {
    if (error instanceof CaptureError && frames.length > 0) return error
    throw error
  }
  return undefined
}

/** What says what a capture is, without what reads it. */
const describe = ({ format, interfaces, sections, names, secrets, pcapHeader }: CaptureFile) => ({
  format,
  interfaces,
  sections,
  names,
  secrets,
  pcapHeader,
})

/** The bytes of a source that can be read at random. */
function randomBytesOf(source: unknown): RandomBytes | undefined {
  const bytes = plainBytes(source)
  if (bytes !== undefined) return bytesOfMemory(bytes)
  const { slice, size } = (typeof source === 'object' && source !== null ? source : {}) as Partial<SlicedBlob> & {
    readonly size?: unknown
  }
  return typeof slice === 'function' && typeof size === 'number' ? bytesOfBlob(source as SlicedBlob) : undefined
}

const usualCopy = 1 << 30
