/** Makes the bytes again that were made of several frames, or are another form of what one holds. */
import type { Source, SourcePart } from '../../packet/gain.ts'
import { Layers } from '../../packet/layers.ts'
import type { FactValues } from '../../schema/index.ts'
import type { KeptGain, KeptLayers, KeptSource } from './gain-codec.ts'
import { changeOf } from './kept-gains.ts'
import { SourceCache } from './source-cache.ts'

/** The frames of a capture, as they are found. */
export interface FrameFinder {
  /** Splits a frame into its own layers. */
  split(number: number, layers: Layers): void | Promise<void>
  /** What was kept of its layers. */
  layersOf(number: number): KeptLayers | undefined
}

/** What is made again for one frame, also in the frames that it takes for that. */
interface Work {
  /** How much more may be done, in bytes. */
  room: number
  /** One for each frame that is looked at for another one. */
  readonly layers: Layers[]
}

/** A frame as far as its layers were made again. */
interface Making {
  readonly number: number
  readonly kept: KeptLayers
  readonly layers: Layers
  readonly sources: Source[]
  readonly depth: number
  /** Undefined in frames of which only bytes are wanted. */
  readonly facts?: readonly (FactValues | undefined)[]
}

export class SourceMaker {
  /** Sources that were not made as a whole since that takes too much work. */
  left = 0
  private readonly cache = new SourceCache()
  /** Work that is done, whose memory is used again. */
  private readonly done: Work[] = []

  constructor(private readonly frames: FrameFinder) {}

  /** The sources of a frame. */
  async sourcesOf(number: number, kept: KeptGain): Promise<readonly Source[]> {
    if (kept.sources.length === 0) return none
    const work = this.done.pop() ?? { room: 0, layers: [] }
    work.room = mostWork
    const layers = await this.splitAt(number, work, 0)
    const making: Making = { number, kept, layers, sources: [], depth: 0, facts: kept.facts }
    for (let at = 0; at < kept.changes.length; at++) await this.change(making, at, work)
    this.done.push(work)
    return making.sources
  }

  /** Makes change `at` of a frame, with the source that it takes. */
  private async change(making: Making, at: number, work: Work): Promise<void> {
    const { kept, layers, sources } = making
    const change = kept.changes[at]!
    const place = change.added?.source ?? -1
    if (place >= 0) sources[place] ??= await this.make(making, place, work)
    layers.change(changeOf(change, sources))
  }

  private async make(making: Making, place: number, work: Work): Promise<Source> {
    const { number, kept, layers } = making
    const source = kept.sources[place]!
    const { label, recipe } = source
    if (recipe.kind === 'kept') return { bytes: source.bytes!, label, frames: source.frames!, recipe }
    const frames =
      recipe.kind === 'joined'
        ? recipe.parts.map(({ frame }) => frame)
        : (layers.source(recipe.layer)?.frames ?? [number])
    let bytes = this.cache.get(number, place)
    if (bytes === undefined) {
      bytes = recipe.kind === 'joined' ? await this.join(making, source, recipe.parts, work) : derived(recipe, making)
      if (work.room >= 0) this.cache.set(number, place, bytes)
    }
    return { bytes, label, frames, recipe }
  }

  private async join(
    { number, layers, depth }: Making,
    source: KeptSource,
    parts: readonly SourcePart[],
    work: Work,
  ): Promise<Uint8Array> {
    const bytes = new Uint8Array(source.length)
    let at = 0
    for (const { frame, layer, from, length } of parts) {
      work.room -= length + costOfPart
      if (work.room < 0) {
        this.left++
        break
      }
      const count = Math.min(length, bytes.length - at)
      if (count === 0) continue
      const of = frame === number ? layers : await this.layersFor(frame, layer, work, depth + 1)
      const start = of.start[layer]! + from
      bytes.set(of.bytesOf(layer).subarray(start, start + count), at)
      at += count
    }
    return bytes
  }

  /** The layers of a frame, as far as layer `wanted`. */
  private async layersFor(number: number, wanted: number, work: Work, depth: number): Promise<Layers> {
    const layers = await this.splitAt(number, work, depth)
    const kept = this.frames.layersOf(number)
    if (kept === undefined) return layers
    const making: Making = { number, kept, layers, sources: [], depth }
    const last = kept.changes.findLastIndex(({ at }) => at <= wanted)
    for (let at = 0; at < kept.changes.length && (at <= last || layers.count <= wanted); at++)
      await this.change(making, at, work)
    return layers
  }

  private async splitAt(number: number, work: Work, depth: number): Promise<Layers> {
    const layers = (work.layers[depth] ??= new Layers())
    await this.frames.split(number, layers)
    return layers
  }
}

function derived(
  { layer, index, room }: { readonly layer: number; readonly index: number; readonly room: number },
  { layers, facts }: Making,
): Uint8Array {
  if (layer >= layers.count) return nothing
  const view = layers.view(layer)
  const told = facts?.[layer]
  if (told !== undefined) view.facts = told
  return view.schema.derivation?.derive(view, room)[index]?.bytes ?? nothing
}

/** Limit of what is done for one frame, in bytes; each part of a source counts for some. */
const mostWork = 256 << 20
const costOfPart = 64
const nothing = new Uint8Array(0)
const none: readonly never[] = []
