/** Opens the output of a plan. Only the chosen format is loaded. */
import { isPlainListing, type OutputSettings } from '../../output/options.ts'
import type { Output } from '../../output/output.ts'
import type { NameSources } from '../../packet/names/address-names.ts'
import type { OutputPlan } from '../arguments/plans/parts/output.ts'
import { terminalWidth } from './terminal.ts'
import { UsageError } from '../usage-error.ts'

/** For text that goes to `descriptor`. Throws UsageError for a field that does not exist, before any packet is read. */
export async function outputFor(plan: OutputPlan, descriptor = 1): Promise<Output> {
  const options = await outputOptions(plan, descriptor)
  switch (plan.format) {
    case 'line':
      // What lines for people take is loaded only for them.
      if (isPlainListing(options)) return (await import('../../output/formats/plain-line.ts')).plainLineOutput(options)
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

async function outputOptions(
  { fields, color, utc, toTerminal, nameLetters, resolves, ...plan }: OutputPlan,
  descriptor: number,
): Promise<OutputSettings> {
  const { palette } = await import('./color.ts')
  const width = toTerminal ? await terminalWidth(descriptor) : undefined
  if (utc) process.env.TZ = 'UTC'
  return {
    ...plan,
    ...(fields === undefined ? {} : { fields: await fieldsNamed(fields) }),
    ...(width === undefined ? {} : { width }),
    ...(nameLetters === undefined && !resolves ? {} : { names: await namesFor(nameLetters ?? '', resolves) }),
    palette: await palette(color, descriptor),
  }
}

async function namesFor(letters: string, resolves: boolean): Promise<NameSources> {
  const { nameSources } = await import('../names/sources.ts')
  const names = await nameSources(letters)
  return resolves ? { ...names, resolved: (await import('../names/resolver.ts')).systemResolver().names } : names
}

async function fieldsNamed(names: readonly string[]) {
  const { fieldNamed } = await import('../../packet/fields.ts')
  ;(await import('../names/vendors.ts')).provideVendors()
  return names.map((name) => {
    try {
      return fieldNamed(name)
    } catch (error) {
      if (error instanceof TypeError) throw new UsageError(`--fields: ${error.message}`)
      throw error
    }
  })
}
