/** What a packet carries for the program it is meant for: as text where it is text, else as hexadecimal. */
import type { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import { hexDump } from './hex-dump.ts'
import { pieceLength, piecesOf, type Pieces } from '../pieces.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** Writes the payload of one packet below it, indented. `TypeError` if there is no such encoding. */
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

/** The bytes after the transport header, or after the last header where there is none. */
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

/** Whether bytes are text: of the encoding, and with few control characters. */
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

/** The bytes as text, piece by piece. Throws where they are not of the encoding. */
function* decoded(decoder: TextDecoder, bytes: Uint8Array, start: number, end: number): Generator<string> {
  try {
    // As a stream: a character that the end of the packet cuts in two is no reason to call it no text.
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

/** Writes text that comes in pieces as lines with a tab in front, what could steer a terminal escaped. */
class IndentedLines {
  private isOpen = false
  /** A carriage return at the end of a piece: with a line feed after it, it ends the line. */
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
const carriageReturn = 13
const escape = 27
