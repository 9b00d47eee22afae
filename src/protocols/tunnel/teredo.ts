import { protocol, rest, type View } from '../../schema/index.ts'

/** Indicators that may stand in front of the packet, each once: where it came from, and proof of that (RFC 4380, section 5.1.1). */
function headerLength({ bytes, start, end }: View): number {
  let at = start
  if (at + 4 <= end && bytes[at] === 0 && bytes[at + 1] === 1) at += 13 + bytes[at + 2]! + bytes[at + 3]!
  // Where the capture ends before it, it may be there.
  if (at + 8 <= end && !bytes[at] && !bytes[at + 1]) at += 8
  return Math.min(at, end) - start
}

/** IPv6 in UDP through address translators, RFC 4380. */
export const teredo = protocol('teredo', 'Teredo', { 'udp.port': [3544] })
  .fields({ indicators: rest('', 'Indicators') })
  .sized(headerLength)
  .payload({ tables: [['ip.version', (teredo) => (teredo.bytes[teredo.start + headerLength(teredo)]! >> 4 === 6 ? 6 : -1)]] })
