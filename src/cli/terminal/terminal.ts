import { fstatSync, writeSync } from 'node:fs'

/** Whether a descriptor is a terminal. Node loads its network code to find out, so only devices are asked about. */
export async function isTerminal(descriptor: number): Promise<boolean> {
  return fstatSync(descriptor).isCharacterDevice() && (await import('node:tty')).isatty(descriptor)
}

/**
 * Whether the terminal of standard input, output or error has been closed: the system then refuses even to write
 * nothing.
 */
export function isTerminalGone(): boolean {
  return [0, 1, 2].some((descriptor) => {
    try {
      if (fstatSync(descriptor).isCharacterDevice()) writeSync(descriptor, new Uint8Array(0))
      return false
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EIO'
    }
  })
}
