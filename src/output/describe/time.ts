/** Timestamps of packets, in the formats of tcpdump. */
import type { Batch } from '../../files/batch.ts'
import type { TimeStyle } from '../options.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** Writes the timestamps of packets in order. */
export class TimeFormatter {
  private shownSecond = NaN
  private shown = ''
  private reference: { seconds: number; nanoseconds: number } | undefined = undefined

  constructor(
    private readonly style: TimeStyle,
    private readonly precision: 6 | 9,
  ) {}

  write({ seconds, nanoseconds }: Batch, index: number, text: TextBuffer): void {
    const second = seconds[index]!
    const nanosecond = nanoseconds[index]!
    if (Number.isNaN(second)) return text.text('-')
    if (this.style === 'delta' || this.style === 'relative') return this.writeDifference(second, nanosecond, text)
    if (second !== this.shownSecond) {
      this.shownSecond = second
      this.shown = `${this.secondText(second)}.`
    }
    text.text(this.shown)
    this.writeFraction(nanosecond, text)
  }

  private secondText(second: number): string {
    if (this.style === 'epoch') return `${second}`
    const moment = new Date(second * 1000)
    // Beyond the range of Date, which pcapng can state.
    if (Number.isNaN(moment.getTime())) return `${second}`
    const clock = `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`
    return this.style === 'date'
      ? `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${clock}`
      : clock
  }

  private writeDifference(second: number, nanosecond: number, text: TextBuffer): void {
    const { seconds, nanoseconds } = (this.reference ??= { seconds: second, nanoseconds: nanosecond })
    let difference = second - seconds
    let rest = nanosecond - nanoseconds
    const negative = difference < 0 || (difference === 0 && rest < 0)
    if (negative) [difference, rest] = [-difference, -rest]
    if (rest < 0) [difference, rest] = [difference - 1, rest + 1_000_000_000]
    if (this.style === 'delta') this.reference = { seconds: second, nanoseconds: nanosecond }
    text.text(
      `${negative ? '-' : ''}${two(Math.floor(difference / 3600))}:${two(Math.floor(difference / 60) % 60)}:${two(difference % 60)}.`,
    )
    this.writeFraction(rest, text)
  }

  private writeFraction(nanosecond: number, text: TextBuffer): void {
    text.padded(this.precision === 9 ? nanosecond : Math.floor(nanosecond / 1000), this.precision)
  }
}

const two = (value: number) => `${value}`.padStart(2, '0')
