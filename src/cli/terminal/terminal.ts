import { fstatSync, writeSync } from 'node:fs'

/** Whether a descriptor is a terminal. Node loads its network code to find out, so only devices are asked about. */
export async function isTerminal(descriptor: number): Promise<boolean> {
  return fstatSync(descriptor).isCharacterDevice() && (await import('node:tty')).isatty(descriptor)
}

/**
 * How many cells a line of a terminal has, as it changes: COLUMNS, or what the terminal says. Undefined for a
 * descriptor that is not a terminal.
 */
export async function terminalWidth(descriptor: number): Promise<(() => number) | undefined> {
  if (!(await isTerminal(descriptor))) return undefined
  const given = Number(process.env.COLUMNS)
  if (Number.isInteger(given) && given > 0) return () => given
  const stream = descriptor === 2 ? process.stderr : process.stdout
  return () => stream.columns || usualWidth
}

const usualWidth = 80

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
