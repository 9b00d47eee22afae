/** The output the options ask for. Only the chosen format is loaded. */
import type { OutputOptions, TimeStyle } from '../../output/options.ts'
import type { Output } from '../../output/output.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'

export type Format = NonNullable<Values['format']>

/** For text that goes to `descriptor`. Throws UsageError for a field or an encoding that does not exist, before any packet is read. */
export async function outputFor(values: Values, descriptor = 1): Promise<Output> {
  const options = await outputOptions(values, descriptor)
  switch (values.format ?? 'line') {
    case 'line':
      return (await import('../../output/formats/line.ts')).lineOutput(options)
    case 'table':
      return (await import('../../output/formats/table.ts')).tableOutput(options)
    case 'tree':
      return (await import('../../output/formats/tree.ts')).treeOutput(options)
    case 'hex':
      return (await import('../../output/formats/hex.ts')).hexOutput(options)
    case 'json':
      return (await import('../../output/formats/json.ts')).jsonOutput(options)
    case 'ndjson':
      return (await import('../../output/formats/json.ts')).ndjsonOutput(options)
    case 'csv':
      return (await import('../../output/formats/csv.ts')).csvOutput(options)
  }
}

async function outputOptions(values: Values, descriptor: number): Promise<OutputOptions> {
  const { palette } = await import('./color.ts')
  if (values.utc) process.env.TZ = 'UTC'
  return {
    ...(values.fields === undefined ? {} : { fields: await fieldsNamed(values.fields) }),
    time: timeStyles[Math.min(values.timestamp ?? 0, timeStyles.length - 1)]!,
    precision: values.nano ? 9 : 6,
    number: values.number ?? false,
    link: values['link-level'] ?? false,
    quiet: values.quiet ?? false,
    verbose: values.verbose ?? 0,
    dump: dumpOf(values),
    payload: values.payload ?? false,
    encoding: encodingNamed(values.encoding ?? 'utf-8'),
    checksums: values.checksums ?? false,
    absoluteSequence: values['absolute-tcp-sequence-numbers'] ?? false,
    palette: await palette(values.color, descriptor),
  }
}

/** In the order of -t, -tt ..., after that without any. */
const timeStyles: readonly TimeStyle[] = ['time', 'none', 'epoch', 'delta', 'date', 'relative']

/** Where several are given, -X wins over -x, and that over -A, as in tcpdump. */
function dumpOf({ hex = 0, 'hex-text': hexText = 0, text = 0 }: Values): OutputOptions['dump'] {
  if (hexText > 0) return hexText > 1 ? 'hex-text-link' : 'hex-text'
  if (hex > 0) return hex > 1 ? 'hex-link' : 'hex'
  if (text > 0) return text > 1 ? 'text-link' : 'text'
  return 'none'
}

async function fieldsNamed(names: readonly string[]) {
  if (names.length === 0)
    throw new UsageError('--fields takes the names of fields with commas between them, such as ip.src,tcp.port')
  const { fieldNamed } = await import('../../packet/fields.ts')
  return names.map((name) => {
    try {
      return fieldNamed(name)
    } catch (error) {
      if (error instanceof TypeError) throw new UsageError(`--fields: ${error.message}`)
      throw error
    }
  })
}

function encodingNamed(name: string): string {
  try {
    return new TextDecoder(name).encoding
  } catch {
    throw new UsageError(
      `--encoding takes the name of a character encoding, such as utf-8, latin1 or shift_jis, not ${JSON.stringify(name)}`,
    )
  }
}
