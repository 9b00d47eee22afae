/** Packets as trees: every field of every layer, indented, optionally with its bytes. */
import type { Batch } from '../../files/batch.ts'
import { commentLines, frameFields, processOf } from '../../packet/frame-fields.ts'
import type { Source } from '../../packet/gain.ts'
import { Layers } from '../../packet/layers.ts'
import { hasPlaces, placeOf, placeText } from '../../packet/names/address-facts.ts'
import { hex, type Node, type View } from '../../schema/index.ts'
import { following } from '../describe/followed.ts'
import { packetDump, type Dump } from '../describe/dump.ts'
import { settingsOf, type OutputOptions, type OutputSettings } from '../options.ts'
import type { Output } from '../output.ts'
import { writeWhole, type Pieces } from '../pieces.ts'
import { printable } from '../../text/escape.ts'
import type { Palette } from '../../text/palette.ts'
import { packetWarnings } from '../../packet/summary/warnings.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { cutEnd, displayWidth } from '../../text/width.ts'
import { TimeFormatter } from '../describe/time.ts'

/** With `verbose` each line ends with its byte range, filter name and first bytes. */
export const treeOutput = (options: OutputOptions = {}): Output => new TreeOutput(settingsOf(options))

class TreeOutput implements Output {
  readonly needsConversations = true
  private readonly follow = following()
  private readonly layers = new Layers()
  private readonly clock: TimeFormatter
  private readonly dump: Dump | undefined
  private readonly palette: Palette
  private readonly verbose: boolean

  constructor(private readonly options: OutputSettings) {
    this.clock = new TimeFormatter(options.time, options.precision)
    this.dump = packetDump(options)
    this.palette = options.palette
    this.verbose = options.verbose > 0
  }

  *pieces(batch: Batch, index: number, text: TextBuffer): Pieces {
    this.tree(batch, index, text)
    if (this.dump !== undefined) yield* this.dump(batch, index, this.layers, text)
    text.text('\n')
  }

  packet(batch: Batch, index: number, text: TextBuffer): void {
    this.tree(batch, index, text)
    if (this.dump !== undefined) writeWhole(this.dump(batch, index, this.layers, text))
    text.text('\n')
  }

  private tree(batch: Batch, index: number, text: TextBuffer): void {
    const { layers, palette, options } = this
    const start = batch.start[index]!
    this.follow(batch)
    layers.decode(batch, index)
    text.text(palette.name(`Frame ${batch.number(index)}`))
    text.text(`: ${batch.originalLength[index]} bytes on the wire, ${batch.capturedLength[index]} captured`)
    if (options.time !== 'none') {
      text.text(', ')
      this.clock.write(batch, index, text)
    }
    text.text('\n')
    if (batch.optionsEnd[index]! > 0) {
      for (const comment of commentLines(batch, index))
        text.text(`  ${palette.name('Comment')}: ${printable(comment)}\n`)
      this.writeProcess(batch, index, text)
    }
    for (let index = 0; index < layers.count; index++) {
      const source = layers.source(index)
      if (source !== undefined && source !== layers.source(index - 1))
        text.text(`  ${palette.name(describe(source))}\n`)
      // Bytes are counted from the start of the memory that the layer lies in.
      this.writeLayer(layers.view(index), source === undefined ? start : 0, text)
    }
    for (const warning of packetWarnings(layers, { verbose: 0, checksums: options.checksums }))
      text.text(`  ${palette.trouble(`[${warning}]`)}\n`)
  }

  /** The process that owns the packet, if recorded. */
  private writeProcess(batch: Batch, index: number, text: TextBuffer): void {
    const { palette, layers, verbose } = this
    const owner = processOf(batch, index)
    if (owner === undefined) return
    text.text(`  ${palette.name('Process')}${owner.bestEffort ? ' (best effort)' : ''}\n`)
    for (const name of ['onwire.process.pid', 'onwire.process.name', 'onwire.process.command', 'onwire.process.user']) {
      const { label, read } = frameFields[name]!
      const value = read(batch, index, layers)
      if (value === undefined) continue
      const shown = printable(`${value}`)
      text.text(`    ${palette.name(label)}: ${shown}`)
      if (verbose) this.writeAside(`${' '.repeat(10)}${name}`, 6 + label.length + displayWidth(shown), text)
      text.text('\n')
    }
  }

  private writeLayer(layer: View, origin: number, text: TextBuffer): void {
    const { palette } = this
    const node = layer.node()
    const cut = layer.cut === undefined ? '' : palette.trouble(` [${layer.cut} cut short]`)
    this.writeLine(
      `${palette.protocol(node.field.label)}${cut}`,
      node.field.label.length + (layer.cut === undefined ? 0 : layer.cut.length + 12),
      node,
      0,
      layer.bytes,
      origin,
      text,
    )
    for (const note of layer.notes()) text.text(`  ${palette.trouble(`[${note.severity}: ${note.text}]`)}\n`)
    for (const part of node.parts) this.writeNode(part, 1, layer.bytes, origin, text)
  }

  private writeNode(node: Node, depth: number, bytes: Uint8Array, origin: number, text: TextBuffer): void {
    const { palette } = this
    const value = printable(node.text)
    const { label } = node.field
    const shown = `${palette.name(label)}${value === '' ? '' : `: ${value}`}`
    const line = node.field.computed ? `[${shown}]` : node.cut ? `${shown}${palette.trouble(' [cut short]')}` : shown
    const aside = node.field.computed ? 4 : node.cut ? 14 : 2
    this.writeLine(line, displayWidth(label) + displayWidth(value) + aside, node, depth, bytes, origin, text)
    for (const part of node.parts) this.writeNode(part, depth + 1, bytes, origin, text)
    this.writePlace(node, depth, text)
  }

  /** Where an address of a packet is, if that is known. */
  private writePlace({ field: { filter, label }, value }: Node, depth: number, text: TextBuffer): void {
    if (!hasPlaces() || !placedFields.has(filter)) return
    const place = placeOf(`${value as string}`)
    if (place === undefined) return
    text.text(`${'  '.repeat(depth)}[${this.palette.name(`${label} GeoIP`)}: ${printable(placeText(place))}]\n`)
  }

  private writeLine(
    line: string,
    width: number,
    { offset, length, field }: Node,
    depth: number,
    bytes: Uint8Array,
    origin: number,
    text: TextBuffer,
  ): void {
    text.text('  '.repeat(depth))
    text.text(line)
    if (this.verbose) {
      const shown = hex(bytes.subarray(offset, offset + Math.min(length, 8)), ' ') + (length > 8 ? ' ...' : '')
      const place = `${offset - origin}+${length}`.padStart(8)
      this.writeAside(`${place}  ${field.filter}${length > 0 ? `  ${shown}` : ''}`, 2 * depth + width, text)
    }
    text.text('\n')
  }

  /**
   * Writes where the bytes of a line are, after a text of `used` cells: in a column that leaves room for it on a
   * terminal, and below a text that leaves none.
   */
  private writeAside(aside: string, used: number, text: TextBuffer): void {
    const { width, wide } = this.options
    const most = wide || width === undefined ? Infinity : width()
    const column = Math.max(leastColumn, Math.min(usualColumn, most - cellsOfAside))
    const fits = Math.max(used + 2, column) + leastOfAside <= most
    const from = fits ? Math.max(used + 2, column) : Math.max(0, Math.min(column, most - leastOfAside))
    text.text(fits ? ' '.repeat(from - used) : `\n${' '.repeat(from)}`)
    text.text(this.palette.faint(most === Infinity ? aside : cutEnd(aside, most - from)))
  }
}

const placedFields: ReadonlySet<string> = new Set(['ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst'])

/** What bytes that are not those of the frame were made of. */
function describe({ label, bytes, frames }: Source): string {
  const shown = frames.slice(0, mostFrames).join(', ')
  const more = frames.length > mostFrames ? ` and ${frames.length - mostFrames} more` : ''
  return `${label}: ${bytes.length} bytes from ${frames.length === 1 ? 'frame' : 'frames'} ${shown}${more}`
}

/** How many frames are listed. */
const mostFrames = 12

/** Cells before the places of bytes, without a terminal and on a narrow one. */
const usualColumn = 72
const leastColumn = 32
/** Cells of place, filter name and bytes, and those without which they are not worth a column. */
const cellsOfAside = 58
const leastOfAside = 24
