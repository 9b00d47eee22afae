/** A packet as one line of text. */
import { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import type { FrameProcess } from '../../files/pcapng/process-options.ts'
import { TextBuffer } from '../../text/buffer.ts'
import { printable } from '../../text/escape.ts'
import { Description } from './description.ts'

/** Addresses, protocol, length on the wire in bytes, a description, what is missing, the owner. */
export function packetLine(frame: Frame): string {
  const { batch, description, text } = (writer ??= {
    batch: new Batch(),
    description: new Description({ verbose: 0, checksums: false }),
    text: new TextBuffer(1024),
  })
  text.clear()
  description.describe(batch.hold(frame), 0)
  const { ends, layers } = description
  if (ends.address >= 0 || ends.link >= 0) {
    ends.write(layers, 'source', text)
    text.text(' > ')
    ends.write(layers, 'destination', text)
    text.text(' ')
  }
  description.protocol(text)
  text.text(` ${frame.originalLength}`)
  description.words(text)
  for (const trouble of description.troubles()) text.text(` [${trouble}]`)
  const owner = frame.process
  if (owner !== undefined) text.text(` ${ownerText(owner)}`)
  return new TextDecoder().decode(text.written)
}

/** The process that owns a packet, in brackets. */
export const ownerText = ({ name, pid }: FrameProcess): string =>
  `[${name === undefined ? '' : `${printable(name)} `}${pid}]`

/** Made when it is first needed: a batch has columns for many frames. */
let writer: { readonly batch: Batch; readonly description: Description; readonly text: TextBuffer } | undefined
