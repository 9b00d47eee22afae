/**
 * What the frames of a capture gained from their conversations, kept compactly: about 50 bytes a TCP segment. Bytes
 * made of several frames are not kept but made again of those.
 */
import type { Batch } from '../../files/batch.ts'
import { ByteStore } from '../../files/random/byte-store.ts'
import type { Gain, LayerChange, Source } from '../../packet/gain.ts'
import type { Foresight } from '../foresight.ts'
import { addHindsight } from '../hindsight.ts'
import { GainCodec, type KeptChange, type KeptGain, type KeptLayers } from './gain-codec.ts'

export class KeptGains {
  /** Frames of which nothing is kept since there was no room. */
  left = 0
  private readonly codec = new GainCodec()
  private readonly store = new ByteStore()

  constructor(private readonly most = mostBytes) {}

  /** Keeps what frame `index` of a batch gained; returns where, or 0 if that is nothing. */
  add(batch: Batch, index: number): number {
    const number = batch.number(index)
    const gain = batch.gains?.of(number) as Gain | undefined
    if (gain === undefined) return 0
    const bytes = this.codec.encode(number, gain)
    if (this.store.length + bytes.length > this.most) {
      this.left++
      return 0
    }
    return this.store.append(bytes) + 1
  }

  /** What was kept of a frame at a place; undefined if nothing was. */
  read(number: number, place: number): KeptGain | undefined {
    return place === 0 ? undefined : this.codec.decode(number, this.store.window(place - 1))
  }

  /** The same without the facts. */
  readLayers(number: number, place: number): KeptLayers | undefined {
    return place === 0 ? undefined : this.codec.decodeLayers(number, this.store.window(place - 1))
  }

  /** Bytes of memory. */
  get memory(): number {
    return this.store.length
  }
}

/** The gain of a frame, once its sources are made, with what is known in the end of the capture. */
export function gainOf(
  number: number,
  kept: KeptGain | undefined,
  sources: readonly Source[],
  known: Foresight,
): Gain | undefined {
  const facts = kept?.facts ?? []
  for (const { owner, key, source } of kept?.references ?? []) owner[key] = sources[source]?.bytes
  addHindsight(facts, number, known)
  if (kept === undefined) return facts.length === 0 ? undefined : { facts, changes: [] }
  return { facts, changes: kept.changes.map((change) => changeOf(change, sources)) }
}

/** A change with its source. */
export function changeOf({ at, added }: KeptChange, sources: readonly (Source | undefined)[]): LayerChange {
  return added === undefined ? { at } : { at, added: { ...added, source: sources[added.source] } }
}

/** Limit of all that is kept, in bytes. */
const mostBytes = 2 ** 32
