/** A packet as one line of text. */
import { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { TextBuffer } from '../../text/buffer.ts'
import { Description } from './description.ts'
import { writeLine, type LineLook } from './line-writer.ts'

/** The line of a packet, without its time and without colors. */
export function packetLine(frame: Frame): string {
  const { batch, description, text, decoder } = (writer ??= {
    batch: new Batch(),
    description: new Description({ verbose: 0, checksums: false }),
    text: new TextBuffer(1024),
    decoder: new TextDecoder(),
  })
  text.clear()
  description.describe(batch.hold(frame), 0)
  writeLine(description, batch, 0, plain, text)
  return decoder.decode(text.written)
}

const plain: LineLook = { link: false, quiet: false }

/** Made when it is first needed: a batch has columns for many frames. */
let writer:
  | {
      readonly batch: Batch
      readonly description: Description
      readonly text: TextBuffer
      readonly decoder: TextDecoder
    }
  | undefined
