/**
 * Debug mode for use after free of batch memory: with ONWIRE_POISON=1 in the environment, readers that reuse memory
 * overwrite it when the next batch is requested. All tests run with it. Nothing may keep a view of a batch's memory
 * beyond the batch.
 */
import type { Frame } from './frame.ts'

/** Whether the debug mode is on. Read once at startup; a browser has no `process`. */
const poisoning =
  (globalThis as { readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> } }).process?.env
    ?.ONWIRE_POISON === '1'

/** In debug mode, overwrites bytes that must no longer be read. */
export function poison(memory: Uint8Array, from: number, to: number): void {
  if (poisoning) memory.fill(poisonByte, from, to)
}

/**
 * The frames of the batch delivered last, for a reader that does not know their memory. Does nothing outside debug
 * mode.
 */
export class LentFrames {
  private frames: readonly Frame[] = []

  /** Records the frames of a batch before it is delivered, since the consumer may remove some of them. */
  lend(batch: Iterable<Frame>): void {
    if (poisoning) this.frames = [...batch]
  }

  /** Overwrites the frames and their options when the next batch is requested. */
  takeBack(): void {
    for (const { memory, start, capturedLength, optionsStart, optionsEnd } of this.frames) {
      memory.fill(poisonByte, start, start + capturedLength)
      memory.fill(poisonByte, optionsStart, optionsEnd)
    }
    this.frames = []
  }
}

/** Not text, not a small number, and not a valid version or length in common protocols. */
const poisonByte = 0xa5
