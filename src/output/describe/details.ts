/** Writes what -v adds below the line of a packet. */
import type { Batch } from '../../files/batch.ts'
import type { Description } from '../../packet/summary/description.ts'
import { commentLines } from '../../packet/frame-fields.ts'
import { detailLines, type DetailLine } from '../../packet/summary/details.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { displayWidth } from '../../text/width.ts'
import type { OutputSettings } from '../options.ts'

export class DetailWriter {
  constructor(
    private readonly options: OutputSettings,
    private readonly description: Description,
  ) {}

  /** Appends lines about frame `index`, which was described last. */
  write(batch: Batch, index: number, text: TextBuffer): void {
    const { verbose, link, palette } = this.options
    for (const comment of commentLines(batch, index))
      text.text(`    ${palette.name('comment:')} ${printable(comment)}\n`)
    for (const line of detailLines(this.description, verbose, link)) this.line(line, text)
  }

  /** Breaks between parts where the terminal ends. */
  private line({ depth, name, family, parts }: DetailLine, text: TextBuffer): void {
    const { palette, width, wide } = this.options
    const most = wide || width === undefined ? Infinity : width()
    const indent = ' '.repeat(4 + 2 * depth)
    let column = indent.length + name.length
    text.text(indent + palette.family(name, family))
    for (const [index, { text: words, isWrong }] of parts.entries()) {
      const shown = index + 1 < parts.length ? `${words},` : words
      const cells = displayWidth(shown)
      const isFirst = index === 0 && name === ''
      if (!isFirst && column + 1 + cells > most && column > indent.length + hanging) {
        text.text(`\n${indent}${' '.repeat(hanging)}`)
        column = indent.length + hanging
      } else if (!isFirst) {
        text.text(' ')
        column++
      }
      text.text(isWrong ? palette.trouble(shown) : shown)
      column += cells
    }
    text.text('\n')
  }
}

/** Cells by which the rest of a line is indented. */
const hanging = 4
