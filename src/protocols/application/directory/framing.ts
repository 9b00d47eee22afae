/** How long a message is that is one value of BER: X.690, section 8.1. */
import { record, u8, unfinished, type Framing } from '../../../schema/index.ts'

const lead = record('Value', { tag: u8('ber.tag', 'Tag'), length: u8('ber.length', 'Length') })
const [tagAt, lengthAt] = [lead.reader('tag'), lead.reader('length')]
const octet = record('Octet', { value: u8('ber.length', 'Length') }).reader('value')

/** The length of a message with this tag, and a length of at most four bytes. */
export const berMessageLength = (tag: number): Framing => (bytes, start, end) => {
  if (end <= start) return unfinished
  if (tagAt(bytes, start) !== tag) return 0
  if (end - start < 2) return unfinished
  const first = lengthAt(bytes, start)
  if (first < 0x80) return 2 + first
  const size = first & 0x7f
  if (size === 0 || size > 4) return 0
  if (end - start < 2 + size) return unfinished
  let length = 0
  for (let at = start + 2; at < start + 2 + size; at++) length = length * 256 + octet(bytes, at)
  return 2 + size + length
}
