/** Hexadecimal dumps in the format of tcpdump -x and -X. */
import { piecesOf, type Pieces } from '../pieces.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** Sixteen bytes per line: offset, pairs of bytes, and optionally ASCII. */
export function* hexDump(bytes: Uint8Array, start: number, end: number, withText: boolean, text: TextBuffer): Pieces {
  for (const [from, to] of piecesOf(start, end)) {
    hexLines(bytes, start, from, to, withText, text)
    if (to < end) yield
  }
}

/** The lines from `from` to `to`, with offsets relative to `origin`. */
function hexLines(
  bytes: Uint8Array,
  origin: number,
  from: number,
  to: number,
  withText: boolean,
  text: TextBuffer,
): void {
  for (let line = from; line < to; line += 16) {
    const end = Math.min(to, line + 16)
    text.text('\t0x')
    text.text((line - origin).toString(16).padStart(4, '0'))
    text.text(': ')
    for (let at = line; at < end; at++) {
      if ((at - line) % 2 === 0) text.byte(space)
      text.hexadecimal(bytes, at, at + 1)
    }
    if (withText) {
      const missing = 16 - (end - line)
      text.text(' '.repeat(2 * missing + Math.floor(missing / 2) + 2))
      for (let at = line; at < end; at++) text.byte(isGraphic(bytes[at]!) ? bytes[at]! : dot)
    }
    text.byte(newline)
  }
}

/** Whether a character is printable. */
export const isGraphic = (byte: number): boolean => byte > 0x20 && byte < 0x7f

const space = 32
const newline = 10
const dot = 46
