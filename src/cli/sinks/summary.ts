import type { Batch } from '../../files/batch.ts'
import { summaryText } from '../../reports/summary-text.ts'
import { TrafficReport } from '../../reports/traffic.ts'
import { jsonDocument } from '../../text/escape.ts'
import { sortedSummary } from './summary-order.ts'
import type { Palette } from '../../text/palette.ts'
import type { SummaryPlan } from '../arguments/plans/parts/sinks.ts'
import { palette } from '../terminal/color.ts'
import { terminalWidth } from '../terminal/terminal.ts'
import type { PacketSink } from './pipeline.ts'

/** Summarizes traffic; the text is available once all packets have been taken. */
export class SummarySink implements PacketSink {
  readonly needsConversations = true
  readonly showsContent = false
  /** It looks at the layers of messages only. */
  readonly facts: ReadonlySet<string> = new Set()
  private readonly report = new TrafficReport()

  private constructor(
    private readonly plan: SummaryPlan,
    private readonly colors: Palette,
    private readonly width: number,
  ) {}

  /** For text that goes to `descriptor`. */
  static async open(plan: SummaryPlan, descriptor = 1): Promise<SummarySink> {
    const width = plan.fits ? (await terminalWidth(descriptor))?.() : undefined
    return new SummarySink(plan, await palette(plan.color, descriptor), width ?? Infinity)
  }

  take(batch: Batch): void {
    this.report.take(batch)
  }

  end(): void {
    // The command prints the text, after what other sinks write.
  }

  /** Ends with a line feed; empty if there were no packets, except in JSON. */
  toString(): string {
    const { plan, colors, width } = this
    const summary = sortedSummary(this.report.summary(), plan.order)
    return plan.format === 'json'
      ? `${jsonDocument(summary)}\n`
      : summaryText(summary, colors, { width, ...(plan.all ? { most: Infinity } : {}) })
  }
}
