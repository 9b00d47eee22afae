/** Yields to the event loop regularly during long synchronous work, so that timers and signals do not starve. */
export class EventLoopTurns {
  private last = performance.now()

  /** Whether it is time to yield. */
  get due(): boolean {
    return performance.now() - this.last > longest
  }

  /** Resolves after a turn of the event loop. */
  async give(): Promise<void> {
    await new Promise<void>((resolve) => later(resolve))
    this.last = performance.now()
  }
}

/** A browser has no `setImmediate`. */
const later: (then: () => void) => void =
  (globalThis as { readonly setImmediate?: (then: () => void) => void }).setImmediate ?? ((then) => setTimeout(then))

/** Milliseconds. */
const longest = 10
