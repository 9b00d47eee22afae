import type { Batch } from '../../files/batch.ts'
import { summaryText, TrafficReport } from '../../reports/index.ts'
import type { Palette } from '../../text/palette.ts'
import { jsonDocument } from '../../text/escape.ts'
import type { Receiver } from './pipeline.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'

/** Sums up what it is brought, and has the text of that once all is there. */
export class SummaryReceiver implements Receiver {
  private readonly report = new TrafficReport()

  private constructor(
    private readonly format: 'text' | 'json',
    private readonly palette: Palette,
  ) {}

  /** Throws UsageError for a format that it does not have. */
  static async open({ format = 'line', color }: Values, descriptor?: number): Promise<SummaryReceiver> {
    if (format !== 'line' && format !== 'json')
      throw new UsageError(`--summary is text, or JSON with --format json: there is no ${format} of it`)
    return new SummaryReceiver(
      format === 'json' ? 'json' : 'text',
      await (await import('../terminal/color.ts')).palette(color, descriptor),
    )
  }

  take(batch: Batch): void {
    this.report.take(batch)
  }

  end(): void {
    // What it has to say is asked for, so that it comes behind what others write.
  }

  /** Ends with a line end; empty if there were no packets, but in JSON. */
  toString(): string {
    const summary = this.report.summary()
    return this.format === 'json' ? `${jsonDocument(summary)}\n` : summaryText(summary, this.palette)
  }
}
