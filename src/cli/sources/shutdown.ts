const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends the work in an orderly way at the first signal; the second one ends the program at once. */
export class Shutdown {
  signal: (typeof signals)[number] | undefined
  /** Resolves at the first signal. */
  readonly requested: Promise<void>
  private resolveRequested = () => {}
  private readonly aborting = new AbortController()

  constructor(private readonly end: () => void) {
    this.requested = new Promise((resolve) => {
      this.resolveRequested = resolve
    })
    for (const signal of signals) process.on(signal, this.onSignal)
  }

  /** Aborted at the first signal. */
  get aborted(): AbortSignal {
    return this.aborting.signal
  }

  /** Restores the default effect of the signals. */
  release(): void {
    for (const signal of signals) process.off(signal, this.onSignal)
  }

  /** Ends the program by the signal it received, so that the shell knows. */
  obey(): void {
    this.release()
    if (this.signal) process.kill(process.pid, this.signal)
  }

  private readonly onSignal = (signal: (typeof signals)[number]) => {
    this.signal = signal
    this.release()
    this.resolveRequested()
    this.aborting.abort()
    this.end()
  }
}

/** Calls `action` on each signal; does nothing where the system has no such signals. */
export function onSignal(signal: 'SIGUSR1' | 'SIGUSR2', action: () => void): { release(): void } {
  if (process.platform !== 'win32') process.on(signal, action)
  return { release: () => void process.off(signal, action) }
}
