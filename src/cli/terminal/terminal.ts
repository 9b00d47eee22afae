import { fstatSync } from 'node:fs'

/** Whether a descriptor is a terminal. To ask Node takes loading its network code, so only a device is asked about. */
export async function isTerminal(descriptor: number): Promise<boolean> {
  return fstatSync(descriptor).isCharacterDevice() && (await import('node:tty')).isatty(descriptor)
}
