import type { LayerSource } from './fields.ts'
import { collectFound, type Finder, type Value } from './field-accessors.ts'
import type { Layers } from './layers.ts'
import { entries } from './registry/index.ts'

/** One value to look for in a layer: which of the fields it belongs to, and where it is. */
interface Step {
  readonly field: number
  readonly finder: Finder
}

/**
 * Several fields at once: one pass over the layers of a packet finds the values of all of them. Of an address at a
 * fixed place in the frame, what is found is the place: a number, so that the caller can write its bytes.
 */
export class Selection {
  /** Of each field, how many values the packet has, and in `values` these first. */
  readonly counts: Int32Array
  readonly values: readonly Value[][]
  private readonly steps: readonly (readonly Step[] | undefined)[]

  constructor(fields: readonly LayerSource[]) {
    this.counts = new Int32Array(fields.length)
    this.values = fields.map(() => [])
    this.steps = entries.map(({ id }) => {
      const steps = fields.flatMap(({ finders }, field) => (finders[id] ?? []).map((finder) => ({ field, finder })))
      return steps.length === 0 ? undefined : steps
    })
  }

  collect(layers: Layers): void {
    this.counts.fill(0)
    for (let index = 0; index < layers.count; index++) {
      const steps = this.steps[layers.protocol[index]!]
      if (steps !== undefined) this.take(steps, layers, index)
    }
  }

  private take(steps: readonly Step[], layers: Layers, index: number): void {
    const bytes = layers.bytesOf(index)
    const start = layers.start[index]!
    const end = layers.end[index]!
    for (let step = 0; step < steps.length; step++) {
      const { field, finder } = steps[step]!
      if (finder.kind !== 'fixed') this.takeFrom(layers, index, field, finder)
      else if (start + finder.needed <= end) {
        const at = start + finder.offset
        this.values[field]![this.counts[field]!++] =
          finder.place === undefined || bytes !== layers.bytes
            ? finder.read(bytes, at, end)
            : finder.place(bytes, at, end)
      }
    }
  }

  private takeFrom(layers: Layers, index: number, field: number, finder: Finder): void {
    const values = this.values[field]!
    values.length = this.counts[field]!
    collectFound(finder, layers, index, values)
    this.counts[field] = values.length
  }
}
