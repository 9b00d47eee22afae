/** What the tables of options state about an option. */
import type { CommandName } from './commands.ts'

export interface Option {
  readonly letter?: string
  /**
   * What it takes: nothing (`switch`), nothing but it counts how often it is given (`count`), `text`, a whole
   * `number`, a `list` of names with commas between them, or some `words`, as often as it is given.
   */
  readonly kind: 'switch' | 'count' | 'text' | 'number' | 'list' | 'words'
  /** How many words it takes. Default: all up to the next option. */
  readonly takes?: number
  /** How many of its words, from the first on, are display filters. */
  readonly filters?: number
  /** What its value is called in messages. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** Its value where it is given without one; a value then follows `=`. */
  readonly implied?: string
  /** Whether its value may be a negative number, as a word of its own. */
  readonly signed?: boolean
  readonly least?: number
  readonly most?: number
  /** The last of several values counts; otherwise two values of a `text` or a `number` are an error. */
  readonly lastCounts?: boolean
  /** The formats in which it changes the output. Default: all. */
  readonly formats?: readonly Format[]
  readonly help: string
  /** What applies where it is not given, as the help shows it. */
  readonly default?: string | number
  /** What differs for some commands. */
  readonly differs?: Readonly<
    Partial<Record<CommandName, Partial<Pick<Option, 'choices' | 'default' | 'help' | 'section'>>>>
  >
  /** The heading it stands under in the help. */
  readonly section: string
  readonly commands: readonly CommandName[]
  /** Other commands that accept it, without effect, where tcpdump does. Their help leaves it out. */
  readonly idleFor?: readonly CommandName[]
}

export const formats = ['line', 'table', 'tree', 'hex', 'json', 'ndjson', 'csv'] as const
export type Format = (typeof formats)[number]

type Row = Omit<Option, 'section' | 'commands'>

/** Options that stand together in the help, for the same commands. */
export function section<const Rows extends Record<string, Row>>(
  heading: string,
  commands: readonly CommandName[],
  rows: Rows,
) {
  const entries = Object.entries(rows).map(([name, row]) => [name, { ...row, section: heading, commands }])
  return Object.fromEntries(entries) as { [K in keyof Rows]: Rows[K] & Pick<Option, 'section' | 'commands'> }
}
