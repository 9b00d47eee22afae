/** The application payload of a packet, as text or, if it is not text, as hexadecimal. */
import type { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import { hexDump } from './hex-dump.ts'
import { pieceLength, piecesOf, type Pieces } from '../pieces.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** Writes the payload of a packet, indented. Throws a TypeError for an unknown encoding. */
export function payloadWriter(encoding: string): (layers: Layers, text: TextBuffer) => Pieces {
  const decoder = textDecoder(encoding)
  return function* (layers, text) {
    const { start, end } = payloadOf(layers)
    if (start >= end) return
    const { bytes } = layers
    if (!isText(decoder, bytes, start, end)) return yield* hexDump(bytes, start, end, true, text)
    const lines = new IndentedLines(text)
    for (const words of decoded(decoder, bytes, start, end)) {
      lines.write(words)
      if (end - start > pieceLength) yield
    }
    lines.end()
  }
}

/** The bytes after the transport header, or after the last header if there is none. */
function payloadOf({ count, protocol, start, end }: Layers): { readonly start: number; readonly end: number } {
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

/** Whether bytes are text: valid in the encoding, with few control characters. */
function isText(decoder: TextDecoder, bytes: Uint8Array, start: number, end: number): boolean {
  let length = 0
  let controls = 0
  try {
    for (const words of decoded(decoder, bytes, start, end)) {
      length += words.length
      controls += controlsIn(words)
    }
  } catch {
    return false
  }
  return length > 0 && controls * 20 <= length
}

/** Decodes the bytes in pieces. Throws if they are invalid in the encoding. */
function* decoded(decoder: TextDecoder, bytes: Uint8Array, start: number, end: number): Generator<string> {
  try {
    // As a stream, so that a character cut at the end of the packet is not an error.
    for (const [from, to] of piecesOf(start, end)) yield decoder.decode(bytes.subarray(from, to), { stream: true })
  } finally {
    reset(decoder)
  }
}

/** Control characters other than tabs, line ends and escape. */
function controlsIn(words: string): number {
  let count = 0
  for (let at = 0; at < words.length; at++) {
    const code = words.charCodeAt(at)
    if (code === 0x7f || (code < 0x20 && (code < tab || (code > carriageReturn && code !== escape)))) count++
  }
  return count
}

/** Writes pieces of text as lines after a tab, with control characters escaped. */
class IndentedLines {
  private isOpen = false
  /** A carriage return at the end of a piece, which may be part of a CRLF. */
  private held = ''

  constructor(private readonly text: TextBuffer) {}

  write(words: string): void {
    const all = this.held + words
    this.held = all.endsWith('\r') ? '\r' : ''
    const end = all.length - this.held.length
    let at = 0
    for (let stop = all.indexOf('\n'); stop >= 0; stop = all.indexOf('\n', at)) {
      this.append(all.slice(at, stop > at && all[stop - 1] === '\r' ? stop - 1 : stop))
      this.close()
      at = stop + 1
    }
    if (at < end) this.append(all.slice(at, end))
  }

  end(): void {
    if (this.held !== '') this.append(this.held)
    if (this.isOpen) this.close()
  }

  private append(part: string): void {
    if (!this.isOpen) this.text.byte(tab)
    this.isOpen = true
    this.text.text(printable(part))
  }

  private close(): void {
    this.text.byte(newline)
    this.isOpen = false
  }
}

function reset(decoder: TextDecoder): void {
  try {
    decoder.decode()
  } catch {
    // Only the rest of a cut character is invalid; drop it.
  }
}

function textDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new TypeError(`unknown encoding ${JSON.stringify(encoding)}; try utf-8, latin1, utf-16le, shift_jis ...`)
  }
}

const tab = 9
const newline = 10
const carriageReturn = 13
const escape = 27
