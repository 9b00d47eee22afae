import { Batch } from '../files/batch.ts'
import type { Frame } from '../files/frame.ts'
import { lineOutput } from '../output/line.ts'
import { colourless } from '../output/palette.ts'
import { TextBuffer } from '../output/text.ts'

/** A packet as one line, as `onwire read --number` shows it. */
export function packetLine(frame: Frame): string {
  const text = new TextBuffer(1024)
  const line = lineOutput({
    time: 'time', precision: 6, number: true, link: false, quiet: false, verbose: 0, dump: 'none', payload: false, encoding: 'utf-8', checksums: false,
    absoluteSequence: false, palette: colourless,
  })
  line.packet(new Batch().hold(frame), 0, text)
  return new TextDecoder().decode(text.written).trimEnd()
}
