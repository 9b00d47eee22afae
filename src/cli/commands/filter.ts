/** `onwire filter FILTER`: explains a filter, with hints about what may surprise. */
import { FilterError } from '../../filter/error.ts'
import { linkTypeNamed } from '../../protocols/names/link-types.ts'
import type { Values } from '../arguments/options.ts'
import { filterQuery, type FilterQuery } from '../arguments/plans/queries.ts'
import type { Language } from '../arguments/plans/parts/selection.ts'
import { compileFilter, detectLanguage, hintLines } from '../filters.ts'
import { print } from '../sinks/printer.ts'
import { UsageError } from '../usage-error.ts'

export async function filter(values: Values, operands: readonly string[]): Promise<void> {
  const query = filterQuery(values, operands)
  const { text, language, linkType } = query
  if (text === '-') return answer(await standardInput(), query)
  const known = linkTypeNamed(linkType)
  if (known === undefined) throw new UsageError(`there is no link type ${JSON.stringify(linkType)}`)
  const found = language ?? (await detectLanguage(text, 'display'))
  const compiled = await compileFilter(found, text, known)
  await print(`${found} filter: ${compiled.explanation}\n${hintLines(compiled)}`)
}

async function standardInput(): Promise<string> {
  let text = ''
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece as string
  return text
}

/** One line for each filter. A line that begins with white space continues the filter before it. */
async function answer(input: string, { language, linkType }: FilterQuery): Promise<void> {
  let answers = ''
  for (const line of input.replace(/\n$/, '').split(/\n(?![ \t])/)) {
    const [first = '', ...rest] = line.split('\t')
    const named = rest.length > 0 && /^\w+$/.test(first)
    answers += `${await verdict(named ? rest.join('\t') : line, language, named ? first : linkType)}\n`
  }
  await print(answers)
}

async function verdict(text: string, language: Language | undefined, linkType: string): Promise<string> {
  const known = linkTypeNamed(linkType)
  if (known === undefined) return `error: there is no link type ${linkType}`
  try {
    await compileFilter(language ?? (await detectLanguage(text, 'display')), text, known)
    return 'ok'
  } catch (error) {
    if (error instanceof FilterError) return `error: ${error.reason}`
    if (error instanceof UsageError) return `error: ${error.message.split('\n')[0]}`
    throw error
  }
}
