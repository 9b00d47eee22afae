/** Packets of anything that can be read. */
import type { FrameStream } from '../files/streams/frame-stream.ts'
import { sourceKinds, type CaptureSource } from '../files/streams/source.ts'
import { packetsFrom, packetsOf, type PacketsOptions } from '../filter/packets.ts'
import type { Packet } from '../packet/packet.ts'
import { openFile } from './reading/file.ts'
import { openStream } from './reading/stream.ts'

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
  if (typeof source === 'string' || source instanceof URL)
    // Packets have bytes of their own.
    return packetsOf(() => openFile(source, { signal: options.signal, reuseMemory: true }), options)
  return packetsFrom(source, options, openStream, `a path, an open capture, ${sourceKinds}`)
}
