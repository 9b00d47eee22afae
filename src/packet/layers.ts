/**
 * The layers of a frame as an index of numbers: which protocol, from where, to where. No view is made here; the
 * functions a protocol declares are given its cursor.
 */
import type { Batch } from '../files/batch.ts'
import { point } from '../schema/engine/index.ts'
import type { View } from '../schema/index.ts'
import { registry as defaultRegistry, type Registry } from './registry/index.ts'
import { unknown, type Reach } from './registry/steps.ts'
import { lookUp } from './registry/tables.ts'

/** How many layers of a frame are decoded; what is deeper is one layer of `data`. */
export const mostLayers = 256

export class Layers {
  count = 0
  /** Whether the last layer is all that is deeper than `mostLayers`. */
  isTooDeep = false
  bytes: Uint8Array = new Uint8Array(0)
  /** The place of the protocol in `entries`. */
  readonly protocol = new Int32Array(mostLayers + 1)
  readonly start = new Int32Array(mostLayers + 1)
  /** Where what was captured of a layer ends, payload and all. */
  readonly end = new Int32Array(mostLayers + 1)
  /** Where the layer ended on the wire: after `end` if a snap length cut the frame. */
  readonly originalEnd = new Int32Array(mostLayers + 1)

  /** Decodes with the protocols of onwire and those that were registered, or with those of another registry. */
  constructor(private readonly registry: Registry = defaultRegistry) {}

  /** Splits frame `index` of a batch into layers; with `reach`, only as far as that says. */
  decode(batch: Batch, index: number, reach?: Reach): void {
    const from = batch.start[index]!
    this.split(
      batch.memory,
      from,
      from + batch.capturedLength[index]!,
      from + batch.originalLength[index]!,
      batch.linkType[index]!,
      reach,
    )
  }

  /**
   * Splits a frame into layers: the bytes from `from` to `to`, that went on to `originalTo` on the wire. A layer that
   * is cut in its header or carries nothing is the last, or one after which nothing wanted can be.
   */
  split(bytes: Uint8Array, from: number, to: number, originalTo: number, linkType: number, reach?: Reach): void {
    const { protocol, start, end, originalEnd } = this
    const { steps, linkTypes } = this.registry
    if (this.bytes !== bytes) this.bytes = bytes
    protocol[0] = lookUp(linkTypes, linkType)
    start[0] = from
    end[0] = to
    originalEnd[0] = Math.max(to, originalTo)
    let count = 0
    // Each step notes where the next layer is.
    let more = from < to
    while (more && count < mostLayers) more = steps[protocol[count]!]!(this, count++, reach)
    this.isTooDeep = more
    if (more) protocol[count++] = unknown
    this.count = count
  }

  /**
   * Points the cursors at a layer that is whole: nothing stops what is not at a fixed place in it from reading beyond
   * its end.
   */
  look(index: number): void {
    point(this.bytes, this.start[index]!, this.end[index]!, this.originalEnd[index]!)
  }

  /** A view of a layer, to keep. */
  view(index: number): View {
    const { schema } = this.registry.entries[this.protocol[index]!]!
    return schema.view(this.bytes, this.start[index]!, this.end[index]!, this.originalEnd[index]!) as View
  }

  /** Whether the header of a layer is whole, so that what it says in fields of its own can be told. */
  isHeaded(index: number): boolean {
    const { fixedLength, isFixed } = this.registry.entries[this.protocol[index]!]!
    return this.end[index]! - this.start[index]! >= fixedLength && (isFixed || this.view(index).headed)
  }

  /** Where what was captured of a layer ends, even where it cannot be trusted as far as that. */
  capturedEnd(index: number): number {
    return index === 0 ? this.end[0]! : Math.min(this.originalEnd[index]!, this.end[index - 1]!)
  }

  /** Where the fields of a layer end, payload apart; never beyond what was captured. */
  extentEnd(index: number): number {
    const { taken } = this.registry.entries[this.protocol[index]!]!.schema
    const start = this.start[index]!
    return taken === undefined
      ? start + this.view(index).extent
      : Math.min(start + taken(this.bytes, start), this.capturedEnd(index))
  }

  /** A view of each layer, outermost first. */
  views(): View[] {
    return Array.from({ length: this.count }, (_, index) => this.view(index))
  }

  /** The first layer of a protocol whose fixed fields are all there, or -1. */
  find(protocol: number): number {
    for (let index = 0; index < this.count; index++)
      if (
        this.protocol[index] === protocol &&
        this.end[index]! - this.start[index]! >= this.registry.entries[protocol]!.fixedLength
      )
        return index
    return -1
  }
}
