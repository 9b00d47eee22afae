/** The line of a packet for people: in color, and on a terminal in aligned columns that fit its width. */
import type { Batch } from '../../files/batch.ts'
import { writePlace, type End } from '../../packet/endpoints.ts'
import type { Description } from '../../packet/summary/description.ts'
import { ownerText } from '../../packet/summary/line-writer.ts'
import { captureWords, outermostLink, writeTags, writeTunnels } from '../../packet/summary/surroundings.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { cutMiddle } from '../../text/width.ts'
import { ColumnWidths } from '../describe/column-widths.ts'
import { Written } from '../describe/written.ts'
import type { TimeFormatter } from '../describe/time.ts'
import type { OutputSettings } from '../options.ts'
import { Cells } from './cells.ts'

export class ColumnLine {
  private readonly widths: ColumnWidths | undefined
  private readonly written = new Written()
  private started = false

  constructor(
    private readonly options: OutputSettings,
    private readonly description: Description,
    private readonly clock: TimeFormatter,
  ) {
    if (options.width !== undefined) this.widths = new ColumnWidths()
  }

  /** Appends the line of frame `index`, which was described last. */
  write(batch: Batch, index: number, text: TextBuffer): void {
    const { options, widths } = this
    const width = options.width?.() ?? Infinity
    widths?.fit(width)
    if (!this.started) {
      widths?.lookAhead(batch, index)
      this.started = true
    }
    // Who asks for more with -v wants to read it.
    const cells = new Cells(options.wide || options.verbose > 0 ? Infinity : width)
    this.writeColumns(batch, index, cells)
    this.writeInfo(batch, index, cells)
    text.text(cells.text)
  }

  private writeColumns(batch: Batch, index: number, cells: Cells): void {
    const { options, description, written, widths, clock } = this
    const { palette } = options
    if (options.number) cells.right(`${batch.number(index)}`, widths?.of('number', `${batch.number(index)}`))
    if (options.time !== 'none') {
      const time = written.of((text) => clock.write(batch, index, text))
      cells.left(time, widths?.of('time', time), palette.time)
    }
    const place = options.link ? captureWords(batch, index) : ''
    if (place !== '') cells.left(place, widths?.of('place', place))
    this.writeAddresses(cells)
    const protocol = written.of((text) => description.protocol(text))
    cells.left(protocol, widths?.of('protocol', protocol), this.protocolColor())
    const length = `${batch.originalLength[index]}`
    cells.right(length, widths?.of('length', length))
  }

  private writeAddresses(cells: Cells): void {
    const { options, description, widths, written } = this
    const { layers, ends, names } = description
    const link = options.link ? outermostLink(layers, ends) : -1
    if (link >= 0) this.pair(cells, 'link', (end, text) => writePlace(layers, link, -1, end, text, names))
    const tags = options.link ? written.of((text) => writeTags(layers, ends, text)) : ''
    if (tags !== '' && ends.address >= 0) cells.left(tags)
    if (ends.address >= 0 || ends.link >= 0)
      this.pair(cells, 'address', (end, text) => ends.write(layers, end, text, names))
    else if (widths !== undefined) cells.left('', widths.pair)
    if (tags !== '' && ends.address < 0) cells.left(tags)
  }

  private pair(cells: Cells, kind: 'link' | 'address', write: (end: End, text: TextBuffer) => void): void {
    const { widths, written } = this
    const most = this.options.wide ? Infinity : (widths?.mostOfAddress ?? Infinity)
    const [source, destination] = (['source', 'destination'] as const).map((end) =>
      cutMiddle(
        written.of((text) => write(end, text)),
        most,
      ),
    ) as [string, string]
    const named = (end: End) => (kind === 'link' ? 'link' : end)
    cells.left(source, widths?.of(named('source'), source))
    cells.left('>', undefined, this.options.palette.faint)
    cells.left(destination, widths?.of(named('destination'), destination))
  }

  /** What is wrong and who owns the packet must not be cut: the description gives way. */
  private writeInfo(batch: Batch, index: number, cells: Cells): void {
    const { options, description } = this
    const { palette } = options
    const troubles = description.troubles().map((trouble) => `[${trouble}]`)
    const owner = batch.optionsEnd[index]! > 0 ? ownerText(batch, index) : ''
    const after = [...troubles, owner].filter((each) => each !== '').join(' ')
    if (!options.quiet) cells.shrinking(this.words(), after, this.infoColor())
    for (const trouble of troubles) cells.left(trouble, undefined, palette.trouble)
    if (owner !== '') cells.left(owner, undefined, palette.name)
  }

  private words(): string {
    const { options, description, written } = this
    const { ends } = description
    return written
      .of((text) => {
        description.words(text)
        if (ends.outer >= 0) writeTunnels(description, options.link, text)
      })
      .trim()
  }

  private protocolColor(): (text: string) => string {
    const { options, description } = this
    return this.infoColor() ?? ((text) => options.palette.family(text, description.family))
  }

  private infoColor(): ((text: string) => string) | undefined {
    const { palette } = this.options
    const severity = this.description.severity()
    return severity === 'error' ? palette.trouble : severity === 'warning' ? palette.warning : undefined
  }
}
