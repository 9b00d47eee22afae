/** The commands that look something up: interfaces, fields, protocols, filters. All throw UsageError. */
import type { ColorMode } from '../../terminal/color.ts'
import { UsageError } from '../../usage-error.ts'
import { defaultColor, defaultFormat, defaultLinkType } from '../defaults.ts'
import type { Format } from '../option.ts'
import type { Values } from '../options.ts'
import type { Language } from './parts/selection.ts'

export interface InterfacesQuery {
  /** Undefined where it depends on what the output goes to. */
  readonly format: Format | undefined
  readonly color: ColorMode
}

export function interfacesQuery(values: Values, operands: readonly string[]): InterfacesQuery {
  const { format, color = defaultColor } = values
  if (operands.length > 0)
    throw new UsageError(`interfaces lists all interfaces: it takes no name, such as ${JSON.stringify(operands[0])}`)
  return { format, color }
}

/** What is sought in a list of names, such as that of all fields. */
export interface NamesQuery {
  readonly format: Format
  readonly words: readonly string[]
}

export function namesQuery({ format = defaultFormat }: Values, operands: readonly string[]): NamesQuery {
  return { format, words: operands.flatMap((operand) => operand.split(/\s+/)).filter(Boolean) }
}

export interface FilterQuery {
  /** `-` for filters on standard input. */
  readonly text: string
  /** Undefined where it is to be detected. */
  readonly language: Language | undefined
  /** Name of the link type. */
  readonly linkType: string
}

export function filterQuery(values: Values, operands: readonly string[]): FilterQuery {
  if (operands.length === 0)
    throw new UsageError("filter needs a filter: onwire filter 'tcp port 80', or - for filters on standard input")
  const { language, 'link-type': linkType = defaultLinkType } = values
  return { text: operands.join(' '), language, linkType }
}
