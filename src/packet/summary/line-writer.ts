/** The line of a packet, without its time. */
import type { Batch } from '../../files/batch.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { writeEnd } from '../endpoints.ts'
import { processOf } from '../frame-fields.ts'
import type { Description } from './description.ts'

export interface LineLook {
  /** Writes link-layer addresses before network addresses. */
  readonly link: boolean
  /** Writes addresses, protocol and length only. */
  readonly quiet: boolean
}

/**
 * Appends addresses, protocol, length on the wire in bytes, a description, what is wrong, and the process that owns the
 * packet, if recorded. `description` is that of frame `index`.
 */
export function writeLine(
  description: Description,
  batch: Batch,
  index: number,
  { link, quiet }: LineLook,
  text: TextBuffer,
): void {
  writeAddresses(description, link, text)
  description.protocol(text)
  text.byte(space)
  text.integer(batch.originalLength[index]!)
  if (!quiet) description.words(text)
  const troubles = description.troubles()
  for (let at = 0; at < troubles.length; at++) text.text(` [${troubles[at]}]`)
  if (batch.optionsEnd[index]! > 0) {
    const owner = ownerText(batch, index)
    if (owner !== '') text.text(` ${owner}`)
  }
}

function writeAddresses({ layers, ends }: Description, link: boolean, text: TextBuffer): void {
  if (ends.address < 0 && ends.link < 0) return
  if (link && ends.link >= 0 && ends.address >= 0) {
    writeEnd(layers, ends.link, 'source', text)
    text.text(' > ')
    writeEnd(layers, ends.link, 'destination', text)
    text.byte(space)
  }
  ends.write(layers, 'source', text)
  text.text(' > ')
  ends.write(layers, 'destination', text)
  text.byte(space)
}

/** The process that owns a packet, in brackets; empty if it was not recorded. */
export function ownerText(batch: Batch, index: number): string {
  const owner = processOf(batch, index)
  if (owner === undefined) return ''
  return `[${owner.name === undefined ? '' : `${printable(owner.name)} `}${owner.pid}]`
}

const space = 32
