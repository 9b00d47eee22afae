/** A conversation in hexadecimal: offset in the stream of the side, bytes, text; those of the server are indented. */
import type { Side, StreamChunk, StreamEnds, StreamName } from '../../conversations/streams/index.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import type { Palette } from '../../text/palette.ts'
import { gapAfter, gapBefore } from './gaps.ts'
import { headerLine } from './header-line.ts'

export function hexStream(palette: Palette) {
  const offsets: Record<Side, number> = { client: 0, server: 0 }
  return {
    begin(name: StreamName, ends: StreamEnds, text: TextBuffer): void {
      text.text(`${headerLine(name, ends, palette)}\n\n`)
    },
    chunk(chunk: StreamChunk, text: TextBuffer): void {
      const { side, bytes, missing, cut } = chunk
      const paint = side === 'client' ? palette.address : palette.success
      const before = gapBefore(chunk)
      if (before !== undefined) text.text(`${palette.warning(before)}\n`)
      offsets[side] += missing
      for (let at = 0; at < bytes.length; at += perLine)
        text.text(`${side === 'client' ? '' : indent}${paint(hexLine(bytes, at, offsets[side] + at))}\n`)
      offsets[side] += bytes.length + cut
      const after = gapAfter(chunk)
      if (after !== undefined) text.text(`${palette.warning(after)}\n`)
    },
  }
}

function hexLine(bytes: Uint8Array, from: number, offset: number): string {
  const to = Math.min(bytes.length, from + perLine)
  let [digits, characters] = ['', '']
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    digits += `${at === from + perLine / 2 ? ' ' : ''} ${byte.toString(16).padStart(2, '0')}`
    characters += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'
  }
  return `${offset.toString(16).padStart(8, '0')} ${digits.padEnd(digitsWidth)}  ${characters}`
}

const perLine = 16
const indent = '    '
const digitsWidth = 3 * perLine + 1
