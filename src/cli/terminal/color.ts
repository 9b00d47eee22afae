import { plainPalette, type Palette } from '../../text/palette.ts'
import type { Values } from '../arguments/options.ts'
import { isTerminal } from './terminal.ts'

/** The colours of what goes to a descriptor, which is standard output unless it is said. */
export async function palette(when: Values['color'], descriptor = 1): Promise<Palette> {
  if (!isColorful(when, process.env, await isTerminal(descriptor))) return plainPalette
  const { cyan, green, bold, red, dim } = (await import('picocolors')).default.createColors(true)
  return {
    time: dim,
    address: cyan,
    protocol: green,
    name: bold,
    trouble: (text) => bold(red(text)),
    success: green,
    faint: dim,
  }
}

/** What was asked for goes first, then NO_COLOR (https://no-color.org), then FORCE_COLOR, then whether it is a terminal. */
export function isColorful(
  when: Values['color'],
  { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv,
  terminal: boolean,
): boolean {
  if (when === 'always') return true
  if (when === 'never' || NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return terminal && TERM !== 'dumb'
}
