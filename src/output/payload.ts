/** What a packet carries for the program it is meant for: as text where it is text, else as hexadecimal. */
import type { Layers } from '../packet/layers.ts'
import { entries } from '../packet/tables.ts'
import { hexDump } from './hexDump.ts'
import { printable } from './printable.ts'
import type { TextBuffer } from './text.ts'

/** Writes the payload of one packet below it, indented. `TypeError` if there is no such encoding. */
export function payloadWriter(encoding: string): (layers: Layers, text: TextBuffer) => void {
  const decoder = textDecoder(encoding)
  return (layers, text) => {
    const { start, end } = payloadOf(layers)
    if (start >= end) return
    const words = textOf(decoder, layers.bytes.subarray(start, end))
    if (words === undefined) return hexDump(layers.bytes, start, end, true, text)
    for (const line of words.replace(/\r?\n$/, '').split(/\r?\n/)) {
      text.byte(tab)
      text.text(printable(line))
      text.byte(newline)
    }
  }
}

/** The bytes behind the transport header, or behind the last header where there is none. */
export function payloadOf({ count, protocol, start, end }: Layers): { readonly start: number; readonly end: number } {
  let from = 0
  let to = 0
  for (let index = 0; index < count; index++) {
    const { schema } = entries[protocol[index]!]!
    if (schema.ends?.kind === 'port' && index + 1 < count) return { start: start[index + 1]!, end: end[index + 1]! }
    if (schema.carries?.quoted) break
    if (protocol[index] === 0) [from, to] = [start[index]!, end[index]!]
  }
  return { start: from, end: to }
}

/** The bytes as text, or undefined where they are none: not of the encoding, or full of control characters. */
function textOf(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  let words: string
  try {
    // As a stream: a character that the end of the packet cuts in two is no reason to call it no text.
    words = decoder.decode(bytes, { stream: true })
  } catch {
    return undefined
  } finally {
    reset(decoder)
  }
  const controls = words.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0
  return words.length > 0 && controls * 20 <= words.length ? words : undefined
}

function reset(decoder: TextDecoder): void {
  try {
    decoder.decode()
  } catch {
    // Only what was left of a cut character is wrong, and it is dropped here.
  }
}

function textDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new TypeError(`there is no encoding ${JSON.stringify(encoding)}; try utf-8, latin1, utf-16le, shift_jis ...`)
  }
}

const tab = 9
const newline = 10
