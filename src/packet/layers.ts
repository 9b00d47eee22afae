/**
 * The layers of a frame as an index of numbers: which protocol, from where, to where. No view is made here; the
 * functions a protocol declares are given its cursor.
 */
import type { Batch, Gains } from '../files/batch.ts'
import { point } from '../schema/engine/index.ts'
import type { FactValues, View } from '../schema/index.ts'
import type { AddedLayers, Gain, LayerChange, Source } from './gain.ts'
import { registry as defaultRegistry, type Registry } from './registry/index.ts'
import { unknown, type Reach } from './registry/steps.ts'
import { lookUp } from './registry/tables.ts'

/** How many layers of a frame are decoded; what is deeper is one layer of `data`. */
export const mostLayers = 256

/** What frames gained, and their layers as far as they are known. */
export interface PacketGains extends Gains {
  /** The layers of each frame alone, found when its conversations were followed. */
  readonly layers?: KnownLayers
}

/** Layers that were found before. */
export interface KnownLayers {
  /** Puts the layers of frame `index` into `layers`; false if they are not known, or the frame has changed. */
  show(batch: Batch, index: number, layers: Layers): boolean
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const noFacts: readonly (FactValues | undefined)[] = []

export class Layers {
  count = 0
  /** Whether the last layer is all that is deeper than `mostLayers`. */
  isTooDeep = false
  bytes: Uint8Array = new Uint8Array(0)
  /** The first of the layers that are found at the moment. */
  first = 0
  /** The place of the protocol in `entries`. */
  readonly protocol = new Int32Array(mostLayers + 1)
  readonly start = new Int32Array(mostLayers + 1)
  /** Where what was captured of a layer ends, payload and all. */
  readonly end = new Int32Array(mostLayers + 1)
  /** Where the layer ended on the wire: after `end` if a snap length cut the frame. */
  readonly originalEnd = new Int32Array(mostLayers + 1)
  /** What the conversation of each layer tells of it, by layer. */
  facts: Gain['facts'] = noFacts
  /** The bytes that layers lie in which do not lie in the frame. */
  private readonly sources: Source[] = []
  /** Of each layer, one more than the place of its bytes in `sources`, or 0 for those of the frame. */
  private readonly sourceOf = new Uint16Array(mostLayers + 1)
  /** Of each layer that was added, the layer that carries it. */
  private readonly parents = new Map<number, number>()

  private readonly isDefault: boolean

  /** Decodes with the protocols of onwire and those that were registered, or with those of another registry. */
  constructor(private readonly registry: Registry = defaultRegistry) {
    this.isDefault = registry === defaultRegistry
  }

  /** Splits frame `index` of a batch into layers, with what the frame gained from its conversations. */
  decode(batch: Batch, index: number): void {
    const gains: PacketGains | undefined = batch.gains
    if (gains === undefined) return this.decodeAlone(batch, index)
    if (!this.isDefault || !gains.layers?.show(batch, index, this)) this.decodeAlone(batch, index)
    this.take(gains.of(batch.number(index)))
  }

  /** Splits frame `index` of a batch into layers, as if there were no other; with `reach`, only as far as that says. */
  decodeAlone(batch: Batch, index: number, reach?: Reach): void {
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
    this.clear(bytes)
    protocol[0] = lookUp(linkTypes, linkType)
    start[0] = from
    end[0] = to
    originalEnd[0] = Math.max(to, originalTo)
    this.first = 0
    let count = 0
    // Each step notes where the next layer is.
    let more = from < to
    while (more && count < mostLayers) more = steps[protocol[count]!]!(this, count++, reach)
    this.isTooDeep = more
    if (more) protocol[count++] = unknown
    this.count = count
  }

  /** Forgets what was found in another frame, for one in `bytes`. */
  clear(bytes: Uint8Array): void {
    // To store a reference costs more than to see that it is there already.
    if (this.bytes !== bytes) this.bytes = bytes
    if (this.facts !== noFacts) this.facts = noFacts
    if (this.sources.length > 0 || this.parents.size > 0) this.forgetSources()
  }

  /** Adds what a frame gained to the layers that `split` found in it. */
  take(gain: object | undefined): void {
    if (gain === undefined) return
    // What `src/files` passes on without a look.
    const { facts, changes } = gain as Gain
    for (const change of changes) this.change(change)
    this.facts = facts
  }

  /** Cuts the layers off at one, and adds others in their place. */
  change({ at, added }: LayerChange): void {
    this.count = Math.min(this.count, at)
    this.sourceOf.fill(0, this.count)
    if (added !== undefined && this.count < mostLayers) this.add(added)
  }

  private add({ protocol: id, parent, source, from, to, originalTo }: AddedLayers): void {
    const { protocol, start, end, originalEnd, bytes } = this
    const { steps } = this.registry
    const first = (this.first = this.count)
    const base = source === undefined ? start[0]! : 0
    let count = first
    protocol[count] = id
    start[count] = base + from
    end[count] = base + to
    originalEnd[count] = base + originalTo
    // The steps read the bytes of the layers.
    if (source !== undefined) this.bytes = source.bytes
    let more = true
    while (more && count < mostLayers) more = steps[protocol[count]!]!(this, count++, undefined)
    this.isTooDeep = more
    if (more) protocol[count++] = unknown
    this.bytes = bytes
    this.count = count
    this.parents.set(first, parent)
    if (source !== undefined) this.sourceOf.fill(this.sources.push(source), first, count)
  }

  private forgetSources(): void {
    this.sourceOf.fill(0)
    this.sources.length = 0
    this.parents.clear()
  }

  /** The bytes that a layer lies in. */
  bytesOf(index: number): Uint8Array {
    const place = this.sourceOf[index]!
    return place === 0 ? this.bytes : this.sources[place - 1]!.bytes
  }

  /** What the bytes of a layer were made of; undefined if they are those of the frame. */
  source(index: number): Source | undefined {
    return this.sources[this.sourceOf[index]! - 1]
  }

  /** The layer that carries another; -1 for the first. */
  parent(index: number): number {
    return this.parents.get(index) ?? index - 1
  }

  /**
   * Points the cursors at a layer that is whole: nothing stops what is not at a fixed place in it from reading beyond
   * its end.
   */
  look(index: number): void {
    point(this.bytesOf(index), this.start[index]!, this.end[index]!, this.originalEnd[index]!)
  }

  /** A view of a layer, to keep. */
  view(index: number): View {
    const { schema } = this.registry.entries[this.protocol[index]!]!
    const view = schema.view(
      this.bytesOf(index),
      this.start[index]!,
      this.end[index]!,
      this.originalEnd[index]!,
    ) as Mutable<View>
    const facts = this.facts[index]
    if (facts !== undefined) view.facts = facts
    return view as View
  }

  /** Whether the header of a layer is whole, so that what it says in fields of its own can be told. */
  isHeaded(index: number): boolean {
    const { fixedLength, isFixed } = this.registry.entries[this.protocol[index]!]!
    return this.end[index]! - this.start[index]! >= fixedLength && (isFixed || this.view(index).headed)
  }

  /** Where what was captured of a layer ends, even where it cannot be trusted as far as that. */
  capturedEnd(index: number): number {
    const parent = this.parent(index)
    return parent < 0 || this.sourceOf[parent] !== this.sourceOf[index]
      ? this.end[index]!
      : Math.min(this.originalEnd[index]!, this.end[parent]!)
  }

  /** Where the fields of a layer end, payload apart; never beyond what was captured. */
  extentEnd(index: number): number {
    const { taken } = this.registry.entries[this.protocol[index]!]!.schema
    const start = this.start[index]!
    return taken === undefined
      ? start + this.view(index).extent
      : Math.min(start + taken(this.bytesOf(index), start), this.capturedEnd(index))
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
