import { plainPalette, type Palette } from '../../text/palette.ts'
import { isTerminal } from './terminal.ts'

export type ColorMode = 'auto' | 'always' | 'never'

/** The colors for text that goes to a descriptor. Default: standard output. */
export async function palette(when: ColorMode, descriptor = 1): Promise<Palette> {
  if (!isColorful(when, process.env, await isTerminal(descriptor))) return plainPalette
  return (await import('./colors.ts')).colors(process.env)
}

/** By precedence: the option, NO_COLOR (https://no-color.org), FORCE_COLOR, whether it is a terminal. */
export function isColorful(
  when: ColorMode,
  { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv,
  terminal: boolean,
): boolean {
  if (when === 'always') return true
  if (when === 'never' || NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return terminal && TERM !== 'dumb'
}
