/**
 * Sees to it that the event loop gets its turns while there is always more to do: timers and signals would starve
 * otherwise.
 */
export class EventLoopTurns {
  private last = performance.now()

  /** Whether the event loop has waited for long. */
  get due(): boolean {
    return performance.now() - this.last > longest
  }

  /** Resolves when it has had its turn. */
  async give(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    this.last = performance.now()
  }
}

/** Milliseconds. */
const longest = 10
