/** Packets of anything that can be read. */
import { kindOf } from '../files/streams/kinds.ts'
import type { FrameStream } from '../files/streams/frame-stream.ts'
import { isSource, sourceKinds, type CaptureSource } from '../files/streams/source.ts'
import { packetsOf, type PacketsOptions as PacketSelection } from '../filter/packets.ts'
import type { Packet } from '../packet/packet.ts'
import { openFile } from './reading/file.ts'
import { openStream } from './reading/stream.ts'

export interface PacketsOptions extends PacketSelection {
  /** The name of a source for messages. Default: as in `openStream`. */
  readonly name?: string | undefined
}

/**
 * The packets of a capture, in order: of a file by its path, of bytes or a stream (see `openStream`), or of a capture
 * that is open, also a live one. Each has bytes of its own and stays valid. The source is opened when the loop begins,
 * and closed at its end or when it is left.
 *
 * Throws a FilterError for a filter that is not valid and a TypeError for what cannot be read. The loop rejects with a
 * CaptureError, at damage after all packets before it, and with the reason of `signal` once that is aborted.
 *
 * ```ts
 * for await (const packet of packets('trace.pcapng', { filter: 'tcp.port == 443' }))
 *   console.log(packet.frame.number, packet.ipv4?.source, packet.tcp?.flags)
 * ```
 */
export function packets(
  source: string | URL | CaptureSource | FrameStream,
  options: PacketsOptions = {},
): AsyncGenerator<Packet, void, undefined> {
  const { name, signal } = options
  // Packets have bytes of their own.
  const reading = { signal, reuseMemory: true }
  if (typeof source === 'string' || source instanceof URL) return packetsOf(() => openFile(source, reading), options)
  if (isCapture(source)) return packetsOf(() => source, options)
  if (isSource(source)) return packetsOf(() => openStream(source, { ...reading, name }), options)
  throw new TypeError(`packets() expected a path, an open capture, ${sourceKinds}, found ${kindOf(source)}`)
}

const isCapture = (source: unknown): source is FrameStream =>
  typeof source === 'object' && source !== null && 'interfaces' in source && Symbol.asyncIterator in source
