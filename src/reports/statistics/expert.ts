/**
 * What is conspicuous: values that contradict each other, as protocol definitions note it, and what the conversations
 * of TCP tell of segments. Each is counted in packets.
 */
import type { Batch } from '../../files/batch.ts'
import { fieldNamed, type LayerSource, type Value } from '../../packet/fields.ts'
import type { Layers } from '../../packet/layers.ts'
import type { Note } from '../../schema/index.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable } from './table.ts'

export const expertTable = (): StatisticsTable => new ExpertStatistics()

type Severity = Note['severity']

/** Marks of segments, with the severity that Wireshark gives them. */
const marks: Readonly<Record<Severity, readonly string[]>> = {
  error: [],
  warning: ['out_of_order', 'lost_segment', 'ack_lost_segment', 'window_full', 'zero_window'],
  note: [
    'retransmission',
    'fast_retransmission',
    'spurious_retransmission',
    'duplicate_ack',
    'keep_alive',
    'keep_alive_ack',
    'zero_window_probe',
    'zero_window_probe_ack',
    'reused_ports',
  ],
  chat: ['window_update'],
}
const severities = ['error', 'warning', 'note', 'chat'] as const

interface Counted {
  readonly severity: Severity
  readonly protocol: string
  readonly text: string
  packets: number
  /** The number of the first packet. */
  readonly first: number
  /** The number of the last one, which is counted once. */
  last: number
}

class ExpertStatistics implements StatisticsTable {
  readonly name = 'expert'
  readonly title = 'Conspicuous packets'
  readonly columns = columns
  readonly needs = 'all layers'
  readonly follows = true
  readonly order = undefined
  readonly leftOut = 0
  /** Definitions have fewer notes. */
  readonly most = Infinity
  private readonly counted = new Map<string, Counted>()
  private readonly marked = severities.flatMap((severity) =>
    marks[severity].map((name) => ({ severity, name: `tcp.analysis.${name}`, source: layerField(name) })),
  )
  private readonly flagged = layerField('flags')
  private readonly values: Value[] = []

  take(batch: Batch, index: number, layers: Layers): void {
    const number = batch.number(index)
    for (const view of layers.views())
      for (const { severity, text } of view.notes()) this.note(severity, view.schema.name, text, number)
    if (!this.has(this.flagged, layers)) return
    for (const { severity, name, source } of this.marked)
      if (this.has(source, layers)) this.note(severity, 'tcp', name, number)
  }

  rows(): readonly StatisticsRow[] {
    const all = [...this.counted.values()].toSorted((one, other) => other.packets - one.packets)
    return severities.flatMap((severity) =>
      all
        .filter((each) => each.severity === severity)
        .map(({ protocol, text, packets, first }) => [severity, protocol, text, packets, first]),
    )
  }

  private has(source: LayerSource, layers: Layers): boolean {
    this.values.length = 0
    source.collect(layers, this.values)
    return this.values.length > 0
  }

  private note(severity: Severity, protocol: string, text: string, number: number): void {
    const key = `${severity} ${protocol} ${text}`
    const known = this.counted.get(key)
    if (known === undefined)
      this.counted.set(key, { severity, protocol, text, packets: 1, first: number, last: number })
    else if (known.last !== number) {
      known.packets++
      known.last = number
    }
  }
}

function layerField(name: string): LayerSource {
  const source = fieldNamed(`tcp.analysis.${name}`)
  if (source.kind !== 'layers') throw new TypeError(`${name} is not a field of a layer`)
  return source
}

const columns: readonly StatisticsColumn[] = [
  { name: 'severity', label: 'Severity', type: 'text' },
  { name: 'protocol', label: 'Protocol', type: 'text' },
  { name: 'summary', label: 'Summary', type: 'text' },
  { name: 'packets', label: 'Packets', type: 'number', unit: 'packets' },
  { name: 'first', label: 'First in', type: 'number' },
]
