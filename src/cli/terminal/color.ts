import type { Family } from '../../schema/index.ts'
import { plainPalette, type Palette } from '../../text/palette.ts'
import { isTerminal } from './terminal.ts'

export type ColorMode = 'auto' | 'always' | 'never'

/** The colors for text that goes to a descriptor. Default: standard output. */
export async function palette(when: ColorMode, descriptor = 1): Promise<Palette> {
  if (!isColorful(when, process.env, await isTerminal(descriptor))) return plainPalette
  const { cyan, green, bold, red, magenta, dim } = (await import('picocolors')).default.createColors(true)
  const family = hasManyColors(process.env) ? manyColors : fewColors
  return {
    time: dim,
    address: cyan,
    protocol: green,
    name: bold,
    trouble: (text) => bold(red(text)),
    warning: (text) => bold(magenta(text)),
    family: (text, name) => `\x1b[${(name !== undefined && family[name as Family]) || family.messages}m${text}\x1b[39m`,
    success: green,
    faint: dim,
  }
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

/** Whether a terminal has the 256 colors of xterm. */
const hasManyColors = ({ TERM = '', COLORTERM }: NodeJS.ProcessEnv): boolean =>
  COLORTERM !== undefined || /256color|kitty|alacritty|direct/.test(TERM)

type Colors = Readonly<Record<Family, string>>

/** Of the colors that every terminal has; how light they are is up to its theme. */
const fewColors: Colors = {
  control: '34',
  datagrams: '36',
  management: '35',
  messages: '32',
  names: '36',
  neighbors: '33',
  routing: '34',
  security: '35',
  stream: '39',
  web: '32',
}

/** Of the 256 colors of xterm, those with a contrast of 3 and more to black and to white. */
export const manyColors: Colors = {
  control: '38;5;166',
  datagrams: '38;5;67',
  management: '38;5;133',
  messages: '38;5;65',
  names: '38;5;30',
  neighbors: '38;5;136',
  routing: '38;5;130',
  security: '38;5;99',
  stream: '38;5;33',
  web: '38;5;28',
}
