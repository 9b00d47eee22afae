/** The lines of the packet tree. */
import { valuesOf, type Fact, type Facts, type FactValues } from './kinds/facts.ts'
import type { Field } from './field.ts'
import type { View } from './view.ts'

/** One line of the packet tree: its value, and the bytes it came from. */
export interface Node {
  /** The property name, or its place in a list. */
  readonly key: string
  readonly field: Pick<Field, 'filter' | 'also' | 'label' | 'type' | 'computed' | 'holds' | 'lead'>
  readonly value: unknown
  /** The value for a person to read; put into words when it is asked for. */
  readonly text: string
  /** Bytes from the start of `View.bytes`. */
  readonly offset: number
  /** In bytes; 0 for what was worked out. */
  readonly length: number
  /** Whether the capture, or what holds it, ends before the value does. */
  readonly cut: boolean
  readonly parts: readonly Node[]
}

/** The line of one field. */
export class FieldNode implements Node {
  constructor(
    readonly key: string,
    readonly field: Field,
    readonly value: unknown,
    readonly offset: number,
    readonly length: number,
    private readonly view: View,
    readonly cut: boolean,
  ) {}

  get text(): string {
    return this.field.show(this.value as never, this.view as never)
  }

  get parts(): readonly Node[] {
    const { parts } = this.field
    if (parts === undefined) return []
    const views = parts.views(this.value as never)
    return parts.kind === 'group'
      ? views.flatMap((view) => view.nodes())
      : views.map((view, index) => view.node(`${index}`))
  }
}

/** The line of a field at the end of a layer. */
export const endNode = (key: string, field: Field, value: unknown, view: View): Node => {
  const length = field.atEnd!
  return new FieldNode(key, { ...field, computed: false }, value, view.limit - length, length, view, false)
}

/** The lines of what a conversation tells of a layer that begins at byte `offset`. */
export const factNodes = (facts: Facts, values: FactValues, offset: number): Node[] =>
  Object.entries(facts).flatMap(([key, fact]) => {
    if (fact.hidden) return []
    const all = valuesOf(values, { key, fact })
    if (all.length === 0) return []
    return fact.inner === undefined
      ? factNode(key, fact, all, offset, Array.isArray(values[key]))
      : recordsNode(key, fact, all, offset)
  })

function factNode(key: string, fact: Fact, all: readonly never[], offset: number, isList: boolean): Node {
  const plain = all.map((value) => fact.plain(value))
  const text = fact.type === 'none' ? '' : all.map((value) => fact.show(value)).join(', ')
  return { ...placed(key, fact, offset), value: isList ? plain : plain[0], text, parts: [] }
}

/** The line of a list of records, with one for each below. */
function recordsNode(key: string, fact: Fact, all: readonly never[], offset: number): Node {
  const parts = all.map((record, index): Node => {
    const inner = factNodes(fact.inner!, record, offset)
    const value = Object.fromEntries(inner.map((node) => [node.key, node.value]))
    return { ...placed(`${index}`, { ...fact, filter: '' }, offset), value, text: fact.show(record), parts: inner }
  })
  return { ...placed(key, fact, offset), value: parts.map(({ value }) => value), text: `${parts.length}`, parts }
}

const placed = (key: string, { filter, label, type }: Fact, offset: number) => ({
  key,
  field: { filter, also: [], label, type, computed: true },
  offset,
  length: 0,
  cut: false,
})

/** The line of a whole view, above those of its fields. */
export class ViewNode implements Node {
  constructor(
    readonly key: string,
    readonly value: View,
  ) {}

  /** A record that is not all there; of a layer its `cut` tells more. */
  get cut(): boolean {
    const { value } = this
    const { name, declared } = value.schema
    return name === '' && (declared ? value.isShort : !(value.offsetOf() <= (value.end - value.start) * 8))
  }

  get field(): Node['field'] {
    const { name, label } = this.value.schema
    return { filter: name, also: [], label, type: 'none' }
  }

  /** A record's own words where it has some, else those of its fields. */
  get text(): string {
    const { name, summary } = this.value.schema
    return name === '' && summary
      ? summary(this.value as never)
      : this.parts
          .filter(({ field }) => !field.computed)
          .map((part) => part.text)
          .join(', ')
  }

  get offset(): number {
    return this.value.start
  }
  get length(): number {
    return this.value.extent
  }
  get parts(): readonly Node[] {
    return this.value.nodes()
  }
}
