/**
 * Debug mode that makes use of memory after its batch was given back visible: with ONWIRE_POISON=1 in the environment,
 * readers that reuse memory overwrite it as soon as the next batch is asked for. All tests run with it. Nothing may
 * keep a view or a window on a batch's memory beyond the batch.
 */
import type { Frame } from './frame.ts'

/** Whether the debug mode is on. Fixed for the life of the process; there is no process in a browser. */
const poisoning =
  (globalThis as { readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> } }).process?.env
    ?.ONWIRE_POISON === '1'

/** In the debug mode, overwrites bytes that nobody may read again. */
export function poison(memory: Uint8Array, from: number, to: number): void {
  if (poisoning) memory.fill(poisonByte, from, to)
}

/**
 * The frames of the batch that was handed out last, for a reader that does not know what memory they lie in. Does
 * nothing outside the debug mode.
 */
export class LentFrames {
  private frames: readonly Frame[] = []

  /** Notes the frames of a batch before it is handed out: whoever takes it may leave some of them out. */
  lend(batch: Iterable<Frame>): void {
    if (poisoning) this.frames = [...batch]
  }

  /** Overwrites the frames and their options: the next batch is asked for. */
  takeBack(): void {
    for (const { memory, start, capturedLength, optionsStart, optionsEnd } of this.frames) {
      memory.fill(poisonByte, start, start + capturedLength)
      memory.fill(poisonByte, optionsStart, optionsEnd)
    }
    this.frames = []
  }
}

/** Neither text, nor a small number, nor a valid version or length of common protocols. */
const poisonByte = 0xa5
