/** How often fields have which values: HTTP by method, status and host, DNS by kind, code, type and name. */
import type { Batch } from '../../files/batch.ts'
import { fieldNamed, type LayerSource, type Value } from '../../packet/fields.ts'
import type { Layers } from '../../packet/layers.ts'
import { dnsOpcodes, dnsResponseCodes } from '../../protocols/names/dns-codes.ts'
import { dnsTypes } from '../../protocols/names/dns-types.ts'
import { nameIn } from '../../schema/index.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable, TableLimits } from './table.ts'

/** Requests by method, responses by status, requests by host. */
export const httpTable = (limits: TableLimits = {}): StatisticsTable =>
  new ValueCounts(
    { name: 'http', title: 'HTTP requests and responses' },
    [
      { group: 'request', field: 'http.request.method' },
      { group: 'response', field: 'http.response.code', also: 'http.response.phrase' },
      { group: 'host', field: 'http.host' },
    ],
    limits.most ?? usualValues,
  )

/** Messages by kind, opcode, response code; questions by type, class and name. */
export const dnsTable = (limits: TableLimits = {}): StatisticsTable =>
  new ValueCounts(
    { name: 'dns', title: 'DNS messages' },
    [
      { group: 'kind', field: 'dns.flags.response', text: (value) => (value === true ? 'response' : 'query') },
      { group: 'opcode', field: 'dns.flags.opcode', text: (value) => named(dnsOpcodes, value) },
      { group: 'response code', field: 'dns.flags.rcode', text: (value) => named(dnsResponseCodes, value) },
      { group: 'type', field: 'dns.qry.type', text: (value) => named(dnsTypes, value) },
      { group: 'class', field: 'dns.qry.class', text: (value) => named(classes, value) },
      { group: 'name', field: 'dns.qry.name' },
    ],
    limits.most ?? usualValues,
  )

/** Values of one field. */
interface Counted {
  readonly group: string
  readonly field: string
  /** A field with words for the value: those that came with it first are shown. */
  readonly also?: string
  text?(value: Value): string
}

interface Group extends Omit<Counted, 'field' | 'also'> {
  readonly source: LayerSource
  readonly words: LayerSource | undefined
  readonly counts: Map<Value, { packets: number; readonly text: string }>
  total: number
}

class ValueCounts implements StatisticsTable {
  readonly name: string
  readonly title: string
  readonly columns = columns
  readonly needs: ReadonlySet<number>
  readonly order = undefined
  leftOut = 0
  private readonly groups: readonly Group[]
  private readonly values: Value[] = []
  private readonly words: Value[] = []
  private count = 0

  constructor(
    { name, title }: { readonly name: string; readonly title: string },
    counted: readonly Counted[],
    readonly most: number,
  ) {
    this.name = name
    this.title = title
    this.groups = counted.map(({ group, field, also, text }) => ({
      group,
      source: layerField(field),
      words: also === undefined ? undefined : layerField(also),
      counts: new Map(),
      total: 0,
      ...(text && { text }),
    }))
    this.needs = new Set(
      this.groups.flatMap(({ source: { finders } }) =>
        finders.flatMap((found, id) => (found === undefined ? [] : [id])),
      ),
    )
  }

  take(_batch: Batch, _index: number, layers: Layers): void {
    if (!this.has(layers)) return
    const { values, words } = this
    for (const group of this.groups) {
      values.length = words.length = 0
      group.source.collect(layers, values)
      if (values.length > 0) group.words?.collect(layers, words)
      for (const [place, value] of values.entries()) this.note(group, value, words[place])
    }
  }

  rows(): readonly StatisticsRow[] {
    return this.groups.flatMap(({ group, counts, total }) =>
      [...counts.values()]
        .toSorted((one, other) => other.packets - one.packets)
        .map(({ packets, text }) => [group, text, packets, (100 * packets) / total]),
    )
  }

  private has({ count, protocol }: Layers): boolean {
    for (let at = 0; at < count; at++) if (this.needs.has(protocol[at]!)) return true
    return false
  }

  private note(group: Group, value: Value, words: Value | undefined): void {
    group.total++
    const known = group.counts.get(value)
    if (known !== undefined) {
      known.packets++
      return
    }
    if (this.count === this.most) {
      this.leftOut++
      return
    }
    this.count++
    const text = group.text?.(value) ?? `${value}`.slice(0, longestText)
    group.counts.set(value, { packets: 1, text: words === undefined ? text : `${text} ${words}`.slice(0, longestText) })
  }
}

/** Values of all groups; a name has at most 255 bytes. */
const usualValues = 100_000
const longestText = 256

function layerField(name: string): LayerSource {
  const source = fieldNamed(name)
  if (source.kind !== 'layers') throw new TypeError(`${name} is not a field of a layer`)
  return source
}

const named = (names: Parameters<typeof nameIn>[0], value: Value): string =>
  nameIn(names, Number(value)) ?? `${Number(value)}`

const classes = { 1: 'IN', 3: 'CH', 4: 'HS', 254: 'NONE', 255: 'ANY' } as const

const columns: readonly StatisticsColumn[] = [
  { name: 'group', label: 'Group', type: 'text' },
  { name: 'value', label: 'Value', type: 'text' },
  { name: 'count', label: 'Count', type: 'number' },
  { name: 'share', label: '% of group', type: 'number', unit: 'percent', digits: 1 },
]
