/** A line that is put together from cells, and ends where the terminal does. */
import { cutEnd, displayWidth, padStart } from '../../text/width.ts'

type Paint = (text: string) => string

export class Cells {
  text = ''
  private width = 0

  /** `most` is the width of the terminal, Infinity without one. */
  constructor(private readonly most: number) {}

  /** Appends a cell with its text at the left; nothing follows it there if `width` is absent. */
  left(text: string, width = 0, paint?: Paint): void {
    const used = this.append(text, paint)
    this.pad(width - used)
  }

  /** Appends a cell with its text at the right. */
  right(text: string, width = 0, paint?: Paint): void {
    this.append(padStart(text, width), paint)
  }

  /** Appends a text that gives way to what comes after it, as long as some of it remains. */
  shrinking(text: string, after: string, paint?: Paint): void {
    const room = this.most - this.width - 1
    const reserved = after === '' ? 0 : displayWidth(after) + 1
    const most = Math.max(Math.min(leastOfText, room), room - reserved)
    if (text !== '') this.append(most === Infinity ? text : cutEnd(text, most), paint)
  }

  private pad(spaces: number): void {
    if (spaces <= 0 || this.width + spaces > this.most) return
    this.text += ' '.repeat(spaces)
    this.width += spaces
  }

  /** Appends a text after a space, as far as it fits; returns its width. */
  private append(text: string, paint: Paint | undefined): number {
    const gap = this.text === '' ? 0 : 1
    const room = this.most - this.width - gap
    if (room < 1) return 0
    const shown = room === Infinity ? text : cutEnd(text, room)
    const width = displayWidth(shown)
    this.text += ' '.repeat(gap) + (paint === undefined || shown === '' ? shown : paint(shown))
    this.width += gap + width
    return width
  }
}

/** Cells that a description keeps. */
const leastOfText = 8
