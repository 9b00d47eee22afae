/** Every field of every layer, indented, and on request the bytes each came from. */
import type { Batch } from '../../files/batch.ts'
import { frameFields, processOf } from '../../packet/frame-fields.ts'
import { Layers } from '../../packet/layers.ts'
import { hex, type Node, type View } from '../../schema/index.ts'
import { packetDump } from '../describe/dump.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { writeWhole, type Pieces } from '../pieces.ts'
import { printable } from '../../text/escape.ts'
import { packetWarnings } from '../describe/warnings.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { TimeFormatter } from '../describe/time.ts'

/** With `verbose` each line ends with its byte range, filter name and first bytes. */
export function treeOutput(options: OutputOptions): Output {
  const { palette, verbose, time, precision } = options
  const layers = new Layers()
  const clock = new TimeFormatter(time, precision)
  const dump = packetDump(options)

  function tree(batch: Batch, index: number, text: TextBuffer): void {
    const start = batch.start[index]!
    layers.decode(batch, index)
    text.text(palette.name(`Frame ${batch.number(index)}`))
    text.text(`: ${batch.originalLength[index]} bytes on the wire, ${batch.capturedLength[index]} captured`)
    if (time !== 'none') {
      text.text(', ')
      clock.write(batch, index, text)
    }
    text.text('\n')
    if (batch.optionsEnd[index]! > 0) writeProcess(batch, index, text)
    for (const layer of layers.views()) writeLayer(layer, start, text)
    if (options.checksums)
      for (const remark of packetWarnings(layers, { verbose: 0, checksums: true }))
        text.text(`  ${palette.trouble(`[${remark}]`)}\n`)
  }

  function* pieces(batch: Batch, index: number, text: TextBuffer): Pieces {
    tree(batch, index, text)
    if (dump !== undefined) yield* dump(batch, index, layers, text)
    text.text('\n')
  }

  function packet(batch: Batch, index: number, text: TextBuffer): void {
    tree(batch, index, text)
    if (dump !== undefined) writeWhole(dump(batch, index, layers, text))
    text.text('\n')
  }

  /** Whose packet it is, where the capture says so. */
  function writeProcess(batch: Batch, index: number, text: TextBuffer): void {
    const owner = processOf(batch, index)
    if (owner === undefined) return
    text.text(`  ${palette.name('Process')}${owner.bestEffort ? ' (best effort)' : ''}\n`)
    for (const name of ['onwire.process.pid', 'onwire.process.name', 'onwire.process.command', 'onwire.process.user']) {
      const { label, read } = frameFields[name]!
      const value = read(batch, index, layers)
      if (value === undefined) continue
      const shown = printable(`${value}`)
      text.text(`    ${palette.name(label)}: ${shown}`)
      if (verbose > 0)
        text.text(
          `${' '.repeat(Math.max(2, 66 - label.length - shown.length))}${palette.faint(`${' '.repeat(10)}${name}`)}`,
        )
      text.text('\n')
    }
  }

  function writeLayer(layer: View, origin: number, text: TextBuffer): void {
    const node = layer.node()
    const cut = layer.cut === undefined ? '' : palette.trouble(` [${layer.cut} cut short]`)
    writeLine(
      `${palette.protocol(node.field.label)}${cut}`,
      node.field.label.length + (layer.cut === undefined ? 0 : layer.cut.length + 12),
      node,
      0,
      layer.bytes,
      origin,
      text,
    )
    for (const note of layer.notes()) text.text(`  ${palette.trouble(`[${note.severity}: ${note.text}]`)}\n`)
    for (const part of node.parts) writeNode(part, 1, layer.bytes, origin, text)
  }

  function writeNode(node: Node, depth: number, bytes: Uint8Array, origin: number, text: TextBuffer): void {
    const value = printable(node.text)
    const { label } = node.field
    const shown = `${palette.name(label)}${value === '' ? '' : `: ${value}`}`
    const line = node.field.computed ? `[${shown}]` : node.cut ? `${shown}${palette.trouble(' [cut short]')}` : shown
    const aside = node.field.computed ? 4 : node.cut ? 14 : 2
    writeLine(line, label.length + value.length + aside, node, depth, bytes, origin, text)
    for (const part of node.parts) writeNode(part, depth + 1, bytes, origin, text)
  }

  function writeLine(
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
    if (verbose > 0) {
      text.text(' '.repeat(Math.max(2, 72 - 2 * depth - width)))
      const shown = hex(bytes.subarray(offset, offset + Math.min(length, 8)), ' ') + (length > 8 ? ' ...' : '')
      text.text(
        palette.faint(
          `${`${offset - origin}+${length}`.padStart(8)}  ${field.filter}${length > 0 ? `  ${shown}` : ''}`,
        ),
      )
    }
    text.text('\n')
  }

  return { packet, pieces }
}
