/** A regular expression and a payload on which it takes too much work. */
import { Frame } from '../../src/files/frame.ts'

/** A display filter that cannot be decided for a datagram of `heavyText`. */
export const heavy = 'udp.payload matches "^(a+)+b"'
export const heavyText = 'a'.repeat(1400)

/** A UDP datagram in IPv4, without a link layer. */
export function datagramOf(number: number, payload: string): Frame {
  const bytes = new Uint8Array(28 + payload.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0x45, 0, 0, 0, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, 0x10, 0, 0x10, 1])
  view.setUint16(2, bytes.length)
  view.setUint16(24, 8 + payload.length)
  bytes.set(new TextEncoder().encode(payload), 28)
  return Frame.of(bytes, { linkType: 101, number, seconds: 1_700_000_000 + number, nanoseconds: 0 })
}
