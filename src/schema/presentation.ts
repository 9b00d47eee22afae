/** How a protocol presents itself in a list of packets: its words, and its color. */
import { endsOf, type Ends, type Note } from './engine/facts.ts'
import { builtOnUse } from './engine/deferral.ts'
import { Layout } from './engine/layout.ts'
import type { PathsOf } from './field.ts'
import type { View } from './view.ts'

/** What a protocol is for, as far as lists of packets distinguish it by color. */
export type Family =
  | 'control'
  | 'datagrams'
  | 'management'
  | 'messages'
  | 'names'
  | 'neighbors'
  | 'routing'
  | 'security'
  | 'stream'
  | 'web'

export type Severity = Note['severity']

/**
 * A field in a line that -v adds: by its name, with a word before its value; a function where no field says it. What is
 * true is its word alone, what is false or absent is left out.
 */
export type Detail<V = never> = readonly [
  word: string,
  value: PathsOf<V> | ((layer: View & V) => string | number | boolean | undefined),
]

/** What a layer adds to the line of its packet. */
export interface Details<V = never> {
  /** With -v. Default: the first plain fields. */
  readonly fields: readonly Detail<V>[]
  /** With -vv, besides. */
  readonly more?: readonly Detail<V>[]
  /** Lines below: the members of lists, or what a function makes. Default: those of all lists, with -vv. */
  readonly rows?: readonly (keyof V & string)[] | ((layer: View & V) => readonly string[])
}

export class Presentation<out V = unknown> extends Layout<V> {
  /** Who talks to whom, where the protocol says it. */
  declare ends: Ends | undefined
  /** What kind of ends that is. */
  kindOfEnds: Ends['kind'] | undefined = undefined
  /** One line of words about a layer, for lists of packets. */
  summary: ((self: never) => string) | undefined = undefined
  /** Whether those of all layers of a packet stand in its line, not only that of the last. */
  isSummarizedWhole = false
  family: Family | undefined = undefined
  /** How serious what a layer says is, where it is of note. */
  severity: ((self: never) => Severity | undefined) | undefined = undefined

  /** What -v and -vv add to the line. */
  details: Details | undefined = undefined

  protected override begin(): void {
    super.begin()
    this.ends = undefined
  }

  /** Says which two fields, both at fixed places, tell who sends and who receives. */
  between(kind: Ends['kind'], source: keyof V & string, destination: keyof V & string): this {
    this.kindOfEnds = kind
    this.step(() => (this.ends = endsOf(this, kind, source, destination)))
    return this
  }

  /** The same for link layers whose MAC addresses change places. */
  betweenVaried(varied: NonNullable<Ends['varied']>): this {
    this.kindOfEnds = 'link'
    this.step(() => (this.ends = { kind: 'link', source: 0, destination: 0, type: 'ether', length: 6, varied }))
    return this
  }

  /**
   * One line of words about a layer, for lists of packets, or about a record, for the tree. With `all`, the line of a
   * packet has those of all its layers of the protocol. Default: those of the last.
   */
  summarized(summary: (self: View & V) => string, { all = false }: { readonly all?: boolean } = {}): this {
    this.summary = summary
    this.isSummarizedWhole = all
    return this
  }

  /**
   * Which color a protocol has in lists of packets, and when what it says stands out: `error` for what failed or was
   * refused, `warning` for what may explain a failure.
   */
  colored(family: Family | undefined, severity?: (self: View & V) => Severity | undefined): this {
    this.family = family
    this.severity = severity
    return this
  }
}

builtOnUse(Presentation, 'ends')

/** A line of the parts that there are, neither absent nor empty. */
export const lineOf = (parts: readonly (string | number | bigint | boolean | undefined)[], separator = ', '): string =>
  parts.filter((part) => part !== undefined && part !== '').join(separator)

/** Text with values in it, for a part of a line; undefined where one of them is absent. */
export const given = (
  texts: TemplateStringsArray,
  ...values: readonly (string | number | bigint | undefined)[]
): string | undefined =>
  values.some((value) => value === undefined || Number.isNaN(value)) ? undefined : String.raw({ raw: texts }, ...values)
