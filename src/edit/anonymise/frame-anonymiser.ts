import type { Batch } from '../../files/batch.ts'
import { Layers } from '../../packet/layers.ts'
import { AddressMap } from './addresses.ts'
import { mendChecksums } from './checksum-mending.ts'
import { mendFrameCheck } from './frame-check.ts'
import { FieldRewriter, secret, untold, type Rewriting } from './field-rewriter.ts'
import { keyParts } from './key.ts'
import { PseudorandomFunction } from './pseudorandom.ts'
import { TextMap } from './text-map.ts'
import { WordMap } from './word-map.ts'

/**
 * What becomes of bytes that no protocol definition explains: they stay, become zero or pseudorandom, or those at the
 * end of a frame are cut off (the others become zero).
 */
export type PayloadPolicy = 'keep' | 'zero' | 'random' | 'cut'

/** Replaces what frames tell of people and machines. */
export class FrameAnonymiser {
  private readonly layers = new Layers()
  private readonly rewriter: FieldRewriter
  private readonly random: PseudorandomFunction
  private fate = new Uint8Array(2048)

  /** `key`: 32 bytes. */
  constructor(
    key: Uint8Array,
    private readonly policy: PayloadPolicy,
  ) {
    const parts = keyParts(key)
    const addresses = new AddressMap(parts)
    this.rewriter = new FieldRewriter(addresses, new TextMap(new WordMap(parts.derived(8)), addresses))
    this.random = new PseudorandomFunction(parts.derived(9))
  }

  /** Writes frame `index` of a batch to byte `at` of `into`, and returns how many bytes of it are left. */
  write(batch: Batch, index: number, into: Uint8Array, at: number): number {
    const { layers } = this
    const start = batch.start[index]!
    const length = batch.capturedLength[index]!
    if (this.fate.length < length) this.fate = new Uint8Array(length * 2)
    const fate = this.fate.fill(untold, 0, length)
    into.set(batch.memory.subarray(start, start + length), at)
    const frame: Rewriting = { from: batch.memory, into, shift: at - start, fate, start, end: start + length }
    layers.decode(batch, index)
    const views = layers.views()
    for (const view of views) this.rewriter.layer(view, frame)
    const left = this.policy === 'cut' ? toldEnd(fate, length) : length
    this.replaceUntold(into, at, fate, left)
    mendChecksums(views, frame)
    // Of a frame, or of what a header of the capture is in front of.
    if (left === length && length === batch.originalLength[index])
      mendFrameCheck(
        frame,
        views.slice(0, 2).map((view) => view.start),
      )
    return left
  }

  private replaceUntold(into: Uint8Array, at: number, fate: Uint8Array, end: number): void {
    const { policy } = this
    const stream = policy === 'random' ? this.random.bytes([into.subarray(at, at + end)], end) : undefined
    for (let index = 0; index < end; index++)
      if (fate[index] === secret) into[at + index] = 0
      else if (fate[index] === untold && policy !== 'keep') into[at + index] = stream?.[index] ?? 0
  }
}

/** Where the bytes that nothing explains begin that end the frame. */
function toldEnd(fate: Uint8Array, length: number): number {
  while (length > 0 && (fate[length - 1] === untold || fate[length - 1] === secret)) length--
  return length
}
