import { isatty } from 'node:tty'
import type { CommandTraffic } from '../../capture/traffic/traffic.ts'

const signals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const
type Signal = (typeof signals)[number]

/**
 * Forwards signals to the command while it runs, except those of the terminal, which the command has received too.
 * Once it has ended, signals end the wait for its last packets, as in any capture.
 */
export class CommandSignals {
  private ended = false

  constructor(private readonly traffic: CommandTraffic) {
    for (const signal of signals) process.on(signal, this.onSignal)
    for (const signal of ours) process.on(signal, ignored)
  }

  /** The command has ended. */
  commandEnded(): void {
    this.ended = true
  }

  /** Restores the default effect of the signals. */
  release(): void {
    for (const signal of signals) process.off(signal, this.onSignal)
    for (const signal of ours) process.off(signal, ignored)
  }

  private readonly onSignal = (signal: Signal) => {
    if (this.ended) this.traffic.stop()
    else if (!(sentByTerminals.has(signal) && isatty(0))) this.traffic.kill(signal)
  }
}

/** In a live capture they print counts and flush the file; here they must not end onwire, nor start Node's debugger. */
const ours = process.platform === 'win32' ? [] : (['SIGUSR1', 'SIGUSR2'] as const)
const ignored = () => {}

/** Signals that a terminal sends to all processes in the foreground. */
const sentByTerminals: ReadonlySet<Signal> = new Set(['SIGINT', 'SIGQUIT'])
