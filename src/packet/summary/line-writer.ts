/** The line of a packet, without its time. */
import type { Batch } from '../../files/batch.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { processOf } from '../frame-fields.ts'
import type { Description } from './description.ts'
import { captureWords, writeLinkAddresses, writeTags, writeTunnels } from './surroundings.ts'

export interface LineLook {
  /** Writes link-layer addresses and tags before network addresses, and those inside tunnels. */
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
  if (link) writeLink(description, batch, index, text)
  else writeAddresses(description, text)
  description.protocol(text)
  text.byte(space)
  text.integer(batch.originalLength[index]!)
  if (!quiet) {
    description.words(text)
    if (description.ends.outer >= 0) writeTunnels(description, link, text)
  }
  const troubles = description.troubles()
  for (let at = 0; at < troubles.length; at++) text.text(` [${troubles[at]}]`)
  if (batch.optionsEnd[index]! > 0) {
    const owner = ownerText(batch, index)
    if (owner !== '') text.text(` ${owner}`)
  }
}

/** Addresses with what is around them; tags follow the addresses that they belong to. */
function writeLink(description: Description, batch: Batch, index: number, text: TextBuffer): void {
  const { layers, ends } = description
  spaced(text, () => text.text(captureWords(batch, index)))
  spaced(text, () => writeLinkAddresses(description, text))
  if (ends.address < 0) writeAddresses(description, text)
  spaced(text, () => writeTags(layers, ends, text))
  if (ends.address >= 0) writeAddresses(description, text)
}

/** Appends a space after what a function writes, if it writes anything. */
function spaced(text: TextBuffer, write: () => void): void {
  const { length } = text
  write()
  if (text.length > length) text.byte(space)
}

function writeAddresses({ layers, ends, names }: Description, text: TextBuffer): void {
  if (ends.address < 0 && ends.link < 0) return
  ends.write(layers, 'source', text, names)
  text.text(' > ')
  ends.write(layers, 'destination', text, names)
  text.byte(space)
}

/** The process that owns a packet, in brackets; empty if it was not recorded. */
export function ownerText(batch: Batch, index: number): string {
  const owner = processOf(batch, index)
  if (owner === undefined) return ''
  return `[${owner.name === undefined ? '' : `${printable(owner.name)} `}${owner.pid}]`
}

const space = 32
