import type { Batch } from '../../files/batch.ts'
import { summaryText, TrafficReport } from '../../reports/index.ts'
import { jsonDocument } from '../../text/escape.ts'
import type { Palette } from '../../text/palette.ts'
import type { SummaryPlan } from '../arguments/plans/sinks.ts'
import { palette } from '../terminal/color.ts'
import type { PacketSink } from './pipeline.ts'

/** Summarizes traffic; the text is available once all packets have been taken. */
export class SummarySink implements PacketSink {
  private readonly report = new TrafficReport()

  private constructor(
    private readonly format: SummaryPlan['format'],
    private readonly colors: Palette,
  ) {}

  /** For text that goes to `descriptor`. */
  static async open({ format, color }: SummaryPlan, descriptor?: number): Promise<SummarySink> {
    return new SummarySink(format, await palette(color, descriptor))
  }

  take(batch: Batch): void {
    this.report.take(batch)
  }

  end(): void {
    // The command prints the text, after what other sinks write.
  }

  /** Ends with a line feed; empty if there were no packets, except in JSON. */
  toString(): string {
    const summary = this.report.summary()
    return this.format === 'json' ? `${jsonDocument(summary)}\n` : summaryText(summary, this.colors)
  }
}
