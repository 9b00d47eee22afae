/** The line of a packet, without its time. */
import type { Batch } from '../../files/batch.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { writeEnd } from '../endpoints.ts'
import { processOf } from '../frame-fields.ts'
import type { Description } from './description.ts'

/** The escape sequences before and after a colored text. */
export interface Color {
  readonly open: string
  readonly close: string
}

export interface LineLook {
  /** Writes link-layer addresses before network addresses. */
  readonly link: boolean
  /** Writes addresses, protocol and length only. */
  readonly quiet: boolean
  readonly colors: Readonly<Record<'address' | 'protocol' | 'name' | 'trouble', Color>>
}

/**
 * Appends addresses, protocol, length on the wire in bytes, a description, what is wrong, and the process that owns the
 * packet, if recorded. `description` is that of frame `index`.
 */
export function writeLine(
  description: Description,
  batch: Batch,
  index: number,
  look: LineLook,
  text: TextBuffer,
): void {
  const { colors, quiet } = look
  writeAddresses(description, look, text)
  text.text(colors.protocol.open)
  description.protocol(text)
  text.text(colors.protocol.close)
  text.byte(space)
  text.integer(batch.originalLength[index]!)
  if (!quiet) description.words(text)
  const troubles = description.troubles()
  for (let at = 0; at < troubles.length; at++)
    text.text(` ${colors.trouble.open}[${troubles[at]}]${colors.trouble.close}`)
  if (batch.optionsEnd[index]! > 0) writeOwner(batch, index, colors.name, text)
}

function writeAddresses({ layers, ends }: Description, { link, colors }: LineLook, text: TextBuffer): void {
  if (ends.address < 0 && ends.link < 0) return
  if (link && ends.link >= 0 && ends.address >= 0) {
    writeEnd(layers, ends.link, 'source', text)
    text.text(' > ')
    writeEnd(layers, ends.link, 'destination', text)
    text.byte(space)
  }
  text.text(colors.address.open)
  ends.write(layers, 'source', text)
  text.text(' > ')
  ends.write(layers, 'destination', text)
  text.text(colors.address.close)
  text.byte(space)
}

function writeOwner(batch: Batch, index: number, { open, close }: Color, text: TextBuffer): void {
  const owner = processOf(batch, index)
  if (owner === undefined) return
  const name = owner.name === undefined ? '' : `${printable(owner.name)} `
  text.text(` ${open}[${name}${owner.pid}]${close}`)
}

const space = 32
