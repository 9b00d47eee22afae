/**
 * A conversation as text: lines of the client begin with `>`, those of the server with `<`, and notes have neither.
 * Bytes are read as UTF-8; a dot stands for what is no text.
 */
import type { Side, StreamChunk, StreamEnds, StreamName } from '../../conversations/streams/index.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { dotted } from '../../text/escape.ts'
import type { Palette } from '../../text/palette.ts'
import { gapAfter, gapBefore } from './gaps.ts'
import { headerLine } from './header-line.ts'

export const textStream = (palette: Palette) => new TextStream(palette)

class TextStream {
  private readonly readers: Readonly<Record<Side, TextReader>> = { client: new TextReader(), server: new TextReader() }
  /** The side whose line has not ended. */
  private open: Side | undefined

  constructor(private readonly palette: Palette) {}

  begin(name: StreamName, ends: StreamEnds, text: TextBuffer): void {
    text.text(`${headerLine(name, ends, this.palette)}\n\n`)
  }

  chunk(chunk: StreamChunk, text: TextBuffer): void {
    const { side } = chunk
    const reader = this.readers[side]
    const before = gapBefore(chunk)
    if (before !== undefined) {
      this.lines(side, reader.rest(), text)
      this.note(before, text)
    }
    this.lines(side, reader.read(chunk.bytes), text)
    const after = gapAfter(chunk)
    if (after !== undefined) this.note(after, text)
  }

  end(text: TextBuffer): void {
    for (const side of ['client', 'server'] as const) this.lines(side, this.readers[side].rest(), text)
    this.close(text)
  }

  private lines(side: Side, words: string, text: TextBuffer): void {
    if (words === '') return
    const { palette } = this
    const paint = side === 'client' ? palette.address : palette.success
    if (this.open !== side) this.close(text)
    const lines = words.split('\n')
    for (const [index, line] of lines.entries()) {
      const isLast = index === lines.length - 1
      if (isLast && line === '') break
      if (this.open === undefined) text.text(paint(side === 'client' ? '>' : '<') + (line === '' ? '' : ' '))
      text.text(line === '' ? '' : paint(line))
      this.open = side
      if (!isLast) this.close(text)
    }
  }

  private note(words: string, text: TextBuffer): void {
    this.close(text)
    text.text(`${this.palette.warning(words)}\n`)
  }

  private close(text: TextBuffer): void {
    if (this.open !== undefined) text.text('\n')
    this.open = undefined
  }
}

/** The bytes of one side as text; a character may lie in two segments. */
class TextReader {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  /** A carriage return whose line feed may follow. */
  private held = ''

  read(bytes: Uint8Array): string {
    return this.shown(this.held + this.decoder.decode(bytes, { stream: true }), true)
  }

  /** What is left of bytes that do not go on. */
  rest(): string {
    return this.shown(this.held + this.decoder.decode(), false)
  }

  private shown(text: string, goesOn: boolean): string {
    const holds = goesOn && text.endsWith('\r')
    this.held = holds ? '\r' : ''
    return dotted((holds ? text.slice(0, -1) : text).replaceAll('\r\n', '\n'))
  }
}
