const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The wish of the user, or of the system, that the work ends: the first time it is done in good order, the second time at once. */
export class Stop {
  signal: (typeof signals)[number] | undefined
  /** Resolves when it is wished for. */
  readonly wished: Promise<void>
  private wish = () => {}

  constructor(private readonly end: () => void) {
    this.wished = new Promise((resolve) => {
      this.wish = resolve
    })
    for (const signal of signals) process.on(signal, this.noted)
  }

  /** The signals mean again what they mean to any program. */
  release(): void {
    for (const signal of signals) process.off(signal, this.noted)
  }

  /** Ends the program as the signal would have, so that the shell knows of it. */
  obey(): void {
    this.release()
    if (this.signal) process.kill(process.pid, this.signal)
  }

  private readonly noted = (signal: (typeof signals)[number]) => {
    this.signal = signal
    this.release()
    this.wish()
    this.end()
  }
}

/** Does something whenever a signal comes; nothing where the system has no such signals. */
export function onSignal(signal: 'SIGUSR1' | 'SIGUSR2', action: () => void): { release(): void } {
  if (process.platform !== 'win32') process.on(signal, action)
  return { release: () => void process.off(signal, action) }
}
