/** What shows a conversation that is followed. */
import type { StreamChunk, StreamEnds, StreamName } from '../../conversations/streams/index.ts'
import type { Palette } from '../../text/palette.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import type { StreamFormat } from './formats.ts'
import { hexStream } from './hex.ts'
import { jsonStream } from './json.ts'
import { rawStream } from './raw.ts'
import { textStream } from './text.ts'
import { yamlStream } from './yaml.ts'

/** Appends a conversation to a text, in calls of this order. */
export interface StreamOutput {
  begin?(name: StreamName, ends: StreamEnds, text: TextBuffer): void
  chunk(chunk: StreamChunk, text: TextBuffer): void
  end?(text: TextBuffer): void
}

export const streamOutput = (format: StreamFormat, palette: Palette): StreamOutput => outputs[format](palette)

const outputs: Readonly<Record<StreamFormat, (palette: Palette) => StreamOutput>> = {
  text: textStream,
  hex: hexStream,
  raw: rawStream,
  json: jsonStream,
  yaml: yamlStream,
}
