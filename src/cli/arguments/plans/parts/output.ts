/** How packets are shown. */
import type { OutputSettings, TimeStyle } from '../../../../output/options.ts'
import type { ColorMode } from '../../../terminal/color.ts'
import { UsageError } from '../../../usage-error.ts'
import { defaultColor, defaultEncoding, defaultFormat } from '../../defaults.ts'
import type { Format, Option } from '../../option.ts'
import { options, type OptionName, type Values } from '../../options.ts'

export interface OutputPlan extends Omit<OutputSettings, 'fields' | 'palette' | 'width' | 'names'> {
  readonly format: Format
  /** Filter names; undefined for what the format shows by default. */
  readonly fields: readonly string[] | undefined
  readonly color: ColorMode
  /** The letters of -N. */
  readonly nameLetters: string | undefined
  /** Whether the resolver of the system is asked for names. */
  readonly resolves: boolean
  readonly utc: boolean
  /** Whether the output may go to a terminal, and not to a file of `run`: it then fits its width. */
  readonly toTerminal: boolean
}

/** Throws UsageError. */
export function outputPlan(values: Values): OutputPlan {
  const { format = defaultFormat, fields, color = defaultColor } = values
  if (fields?.length === 0)
    throw new UsageError('--fields takes field names separated by commas, such as ip.src,tcp.port')
  return {
    format,
    fields,
    color,
    nameLetters: nameLetters(values.names),
    resolves: values.resolve ?? false,
    utc: values.utc ?? false,
    toTerminal: values.output === undefined,
    time: timeStyles[Math.min(values.timestamp ?? 0, timeStyles.length - 1)]!,
    precision: values.nano || values['time-stamp-precision'] === 'nano' ? 9 : 6,
    number: values.number ?? false,
    link: values['link-level'] ?? false,
    quiet: values.quiet ?? false,
    wide: values.wide ?? false,
    verbose: values.verbose ?? 0,
    dump: dumpOf(values),
    payload: values.payload ?? false,
    encoding: encodingNamed(values.encoding ?? defaultEncoding),
    checksums: values.checksums ?? false,
    absoluteSequence: values['absolute-tcp-sequence-numbers'] ?? false,
  }
}

/** Throws UsageError for an option that does not change the output in the chosen format. */
export function refuseIgnored(values: Values): void {
  const { format = defaultFormat } = values
  const ignored = (Object.keys(values) as OptionName[]).find((name) => {
    const { formats }: Option = options[name]
    return formats !== undefined && !formats.includes(format)
  })
  if (ignored === undefined) return
  const { formats = [] }: Option = options[ignored]
  const shown = `${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}`
  throw new UsageError(`--${ignored} cannot be used with --format ${format}: use --format ${shown}`)
}

function nameLetters(letters: string | undefined): string | undefined {
  if (letters !== undefined && !/^[dmnt]+$/.test(letters))
    throw new UsageError(`-N takes letters: d, m, n and t, not ${JSON.stringify(letters)}`)
  return letters
}

/** In the order of -t, -tt, and so on; the first without any. */
const timeStyles: readonly TimeStyle[] = ['time', 'none', 'epoch', 'delta', 'date', 'relative']

/** -X takes precedence over -x, and -x over -A, as in tcpdump. */
function dumpOf({ hex = 0, 'hex-text': hexText = 0, text = 0 }: Values): OutputSettings['dump'] {
  if (hexText > 0) return hexText > 1 ? 'hex-text-link' : 'hex-text'
  if (hex > 0) return hex > 1 ? 'hex-link' : 'hex'
  if (text > 0) return text > 1 ? 'text-link' : 'text'
  return 'none'
}

function encodingNamed(name: string): string {
  try {
    return new TextDecoder(name).encoding
  } catch {
    const examples = 'such as utf-8, latin1 or shift_jis'
    throw new UsageError(`--encoding takes the name of a character encoding, ${examples}, not ${JSON.stringify(name)}`)
  }
}
