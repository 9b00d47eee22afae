/** Packets of anything that can be read. */
import { packetsOf, type PacketsOptions } from '../filter/packets.ts'
import type { Packet } from '../packet/packet.ts'
import { openerOfAny, type AnySource } from './reading/source.ts'

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
export function packets(source: AnySource, options: PacketsOptions = {}): AsyncGenerator<Packet, void, undefined> {
  return packetsOf(openerOfAny(source, options, 'packets()'), options)
}
