/** The colors themselves, which are loaded only where there are some. */
import picocolors from 'picocolors'
import type { Family } from '../../schema/index.ts'
import type { Palette } from '../../text/palette.ts'

export function colors(environment: NodeJS.ProcessEnv): Palette {
  const { cyan, green, bold, red, magenta, dim } = picocolors.createColors(true)
  const family = hasManyColors(environment) ? manyColors : fewColors
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
