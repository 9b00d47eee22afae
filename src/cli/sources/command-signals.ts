import { isatty } from 'node:tty'
import type { CommandTraffic } from '../../capture/traffic/traffic.ts'

const signals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const
type Signal = (typeof signals)[number]

/**
 * Signals that come while a command runs are the command's: what a terminal sends it has got already, the others are passed on. Once it
 * has ended they end the wait for its last packets, as they do for any capture.
 */
export class CommandSignals {
  private ended = false

  constructor(private readonly traffic: CommandTraffic) {
    for (const signal of signals) process.on(signal, this.noted)
    for (const signal of ours) process.on(signal, ignored)
  }

  /** The command has ended. */
  commandEnded(): void {
    this.ended = true
  }

  /** The signals mean again what they mean to any program. */
  release(): void {
    for (const signal of signals) process.off(signal, this.noted)
    for (const signal of ours) process.off(signal, ignored)
  }

  private readonly noted = (signal: Signal) => {
    if (this.ended) this.traffic.stop()
    else if (!(sentByTerminals.has(signal) && isatty(0))) this.traffic.kill(signal)
  }
}

/** Of a live capture they print counts and flush the file; here they must not end the command's recording, nor start Node's debugger. */
const ours = process.platform === 'win32' ? [] : (['SIGUSR1', 'SIGUSR2'] as const)
const ignored = () => {}

/** To all processes in the foreground. */
const sentByTerminals: ReadonlySet<Signal> = new Set(['SIGINT', 'SIGQUIT'])
