/** `onwire filter FILTER`: what a filter means, and what may surprise about it. */
import { FilterError } from '../../filter/error.ts'
import { linkTypeNamed } from '../../protocols/names/link-types.ts'
import { compileFilter, hintLines, languageOf, type Language } from '../filters.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'
import { print } from '../sinks/print.ts'

export async function filter(values: Values, operands: readonly string[]): Promise<void> {
  if (operands.length === 0)
    throw new UsageError("filter needs one: onwire filter 'tcp port 80', or - for filters on standard input")
  const { language, 'link-type': linkType = 'ETHERNET' } = values
  const text = operands.join(' ')
  if (text === '-') return answer(await standardInput(), language, linkType)
  const known = linkTypeNamed(linkType)
  if (known === undefined) throw new UsageError(`there is no link type ${JSON.stringify(linkType)}`)
  const spoken = language ?? (await languageOf(text, 'display'))
  const compiled = await compileFilter(spoken, text, known)
  await print(`${spoken} filter: ${compiled.explanation}\n${hintLines(compiled)}`)
}

async function standardInput(): Promise<string> {
  let text = ''
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece as string
  return text
}

/** One line for each filter. A line that begins with white space goes on with the filter before it. */
async function answer(input: string, language: Language | undefined, usual: string): Promise<void> {
  let answers = ''
  for (const line of input.replace(/\n$/, '').split(/\n(?![ \t])/)) {
    const [first = '', ...rest] = line.split('\t')
    const named = rest.length > 0 && /^\w+$/.test(first)
    answers += `${await verdict(named ? rest.join('\t') : line, language, named ? first : usual)}\n`
  }
  await print(answers)
}

async function verdict(text: string, language: Language | undefined, linkType: string): Promise<string> {
  const known = linkTypeNamed(linkType)
  if (known === undefined) return `error: there is no link type ${linkType}`
  try {
    await compileFilter(language ?? (await languageOf(text, 'display')), text, known)
    return 'ok'
  } catch (error) {
    if (error instanceof FilterError) return `error: ${error.reason}`
    if (error instanceof UsageError) return `error: ${error.message.split('\n')[0]}`
    throw error
  }
}
