import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ByteSink } from '../../capture/writing/byte-sink.ts'
import { writeFailure } from '../../capture/writing/write-failure.ts'
import { isTerminal } from './terminal.ts'

/**
 * The terminal of standard output, opened so that writing never blocks this thread, as it would where output is
 * stopped (Ctrl-S). It is opened again because other programs share the descriptor. Undefined where standard output is
 * not a terminal, or cannot be opened: only Linux can.
 */
export async function openTerminal(): Promise<ByteSink | undefined> {
  if (process.platform !== 'linux' || !fstatSync(1).isCharacterDevice() || !(await isTerminal(1))) return undefined
  try {
    return new TerminalSink(openSync('/proc/self/fd/1', constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY))
  } catch {
    return undefined
  }
}

class TerminalSink implements ByteSink {
  readonly immediate = false

  constructor(readonly descriptor: number) {}

  write(bytes: Uint8Array): void | Promise<void> {
    const at = this.writeSome(bytes, 0)
    if (at < bytes.length) return this.writeRest(bytes, at)
  }

  close(): void {
    closeSync(this.descriptor)
  }

  private async writeRest(bytes: Uint8Array, from: number): Promise<void> {
    for (let at = from; at < bytes.length; at = this.writeSome(bytes, at)) await sleep(retryEach)
  }

  /** Writes what the terminal accepts now; returns the position after it. */
  private writeSome(bytes: Uint8Array, from: number): number {
    let at = from
    try {
      while (at < bytes.length) at += writeSync(this.descriptor, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw writeFailure(error, 'standard output')
    }
    return at
  }
}

/** Milliseconds. */
const retryEach = 10
