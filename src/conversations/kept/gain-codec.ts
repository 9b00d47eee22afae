/** What a frame gained, as bytes: its layers, with how their sources are made, and then its facts. */
import type { AddedLayers, Gain, LayerChange, Recipe, Source, SourcePart } from '../../packet/gain.ts'
import type { FactValues } from '../../schema/index.ts'
import { Shapes } from './shapes.ts'
import { ValueReader, type Reference } from './value-reader.ts'
import { ValueWriter } from './value-writer.ts'

/** A source whose bytes are not made yet, unless they cannot be made again. */
export interface KeptSource {
  readonly label: string
  readonly recipe: Recipe
  readonly bytes?: Uint8Array
  /** The frames it was made of, where the recipe does not say them. */
  readonly frames?: readonly number[]
  /** Bytes; 0 where only making them tells. */
  readonly length: number
}

export interface KeptChange {
  readonly at: number
  readonly added: KeptAddition | undefined
}

export interface KeptAddition extends Omit<AddedLayers, 'source'> {
  /** Its place in the sources; -1 for the frame. */
  readonly source: number
}

export interface KeptLayers {
  readonly sources: readonly KeptSource[]
  readonly changes: readonly KeptChange[]
}

export interface KeptGain extends KeptLayers {
  readonly facts: (FactValues | undefined)[]
  /** The facts that are bytes of a source. */
  readonly references: readonly Reference[]
}

export class GainCodec {
  private readonly shapes = new Shapes()
  private readonly writer = new ValueWriter(this.shapes)
  private readonly labels: string[] = []

  /** The bytes of a gain of frame `number`; valid until the next call. */
  encode(number: number, { facts, changes }: Gain): Uint8Array {
    const { writer } = this
    const sources = sourcesOf(changes)
    writer.begin(sources.map(({ bytes }) => bytes))
    writer.number(sources.length)
    for (const source of sources) this.writeSource(number, source)
    writer.number(changes.length)
    for (const change of changes) this.writeChange(change, sources)
    writer.value(facts)
    return writer.written
  }

  decode(number: number, bytes: Uint8Array): KeptGain {
    const reader = new ValueReader(bytes, this.shapes)
    const layers = this.readLayers(number, reader)
    const read: { facts: KeptGain['facts'] } = { facts: [] }
    reader.value(read, 'facts')
    const { sources, changes } = layers
    return { sources, changes, facts: read.facts, references: reader.references }
  }

  /** The same without the facts. */
  decodeLayers(number: number, bytes: Uint8Array): KeptLayers {
    return this.readLayers(number, new ValueReader(bytes, this.shapes))
  }

  private writeSource(number: number, { label, bytes, frames, recipe }: Source): void {
    const { writer } = this
    writer.number(this.numberOf(label) * recipeKinds.length + recipeKinds.indexOf(recipe.kind))
    if (recipe.kind === 'derived')
      for (const each of [recipe.layer, recipe.index, Math.max(0, recipe.room)]) writer.number(each)
    else if (recipe.kind === 'joined') {
      writer.number(bytes.length)
      writer.number(recipe.parts.length)
      for (const { frame, layer, from, length } of recipe.parts)
        for (const each of [number - frame, layer, from, length]) writer.signed(each)
    } else {
      writer.number(frames.length)
      for (const frame of frames) writer.signed(number - frame)
      writer.number(bytes.length)
      writer.raw(bytes)
    }
  }

  private writeChange({ at, added }: LayerChange, sources: readonly Source[]): void {
    const { writer } = this
    // 0 is a change at the end.
    writer.number((Number.isFinite(at) ? at + 1 : 0) * 2 + (added === undefined ? 0 : 1))
    if (added === undefined) return
    const { protocol, parent, source, from, to, originalTo } = added
    writer.number(source === undefined ? 0 : sources.indexOf(source) + 1)
    for (const each of [protocol, parent, from, to - from, originalTo - to]) writer.signed(each)
  }

  private readLayers(number: number, reader: ValueReader): KeptLayers {
    const sources: KeptSource[] = []
    for (let left = reader.number(); left > 0; left--) sources.push(this.readSource(number, reader))
    const changes: KeptChange[] = []
    for (let left = reader.number(); left > 0; left--) changes.push(readChange(reader))
    return { sources, changes }
  }

  private readSource(number: number, reader: ValueReader): KeptSource {
    const head = reader.number()
    const label = this.labels[Math.floor(head / recipeKinds.length)]!
    const kind = recipeKinds[head % recipeKinds.length]!
    if (kind === 'derived') {
      const [layer, index, room] = [reader.number(), reader.number(), reader.number()]
      return { label, length: 0, recipe: { kind, layer, index, room } }
    }
    if (kind === 'kept') {
      const frames: number[] = []
      for (let left = reader.number(); left > 0; left--) frames.push(number - reader.signed())
      const length = reader.number()
      return { label, length, frames, bytes: reader.take(length), recipe: { kind } }
    }
    const length = reader.number()
    const parts: SourcePart[] = []
    for (let left = reader.number(); left > 0; left--)
      parts.push({
        frame: number - reader.signed(),
        layer: reader.signed(),
        from: reader.signed(),
        length: reader.signed(),
      })
    return { label, length, recipe: { kind, parts } }
  }

  private numberOf(label: string): number {
    const known = this.labels.indexOf(label)
    return known < 0 ? this.labels.push(label) - 1 : known
  }
}

const recipeKinds = ['derived', 'joined', 'kept'] as const satisfies readonly Recipe['kind'][]

/** Each source once: several layers may lie in one. */
function sourcesOf(changes: readonly LayerChange[]): readonly Source[] {
  const sources = new Set<Source>()
  for (const { added } of changes) if (added?.source !== undefined) sources.add(added.source)
  return [...sources]
}

function readChange(reader: ValueReader): KeptChange {
  const head = reader.number()
  const at = head < 2 ? Infinity : (head >> 1) - 1
  if (head % 2 === 0) return { at, added: undefined }
  const [source, protocol, parent, from] = [reader.number() - 1, reader.signed(), reader.signed(), reader.signed()]
  const to = from + reader.signed()
  return { at, added: { protocol, parent, source, from, to, originalTo: to + reader.signed() } }
}
