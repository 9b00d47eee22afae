/** `onwire filter FILTER`: what a filter means, and what may surprise about it. */
import { compileCaptureFilter } from '../../filter/capture/index.ts'
import { FilterError } from '../../filter/error.ts'
import type { Filter } from '../../filter/filter.ts'
import { linkTypeNamed } from '../../protocols/names/linkTypes.ts'
import { compile } from '../filter.ts'
import { Misuse } from '../misuse.ts'
import type { Values } from '../options.ts'
import { print } from '../print.ts'

export async function filter(values: Values, operands: readonly string[]): Promise<void> {
  const text = operands.join(' ')
  if (operands.length === 0) throw new Misuse('filter needs one: onwire filter \'tcp port 80\', or - for filters on standard input')
  const language = languages[values.language ?? 'capture']
  const linkType = values['link-type'] ?? 'ETHERNET'
  if (operands.length === 1 && text === '-') return print(answers(await standardInput(), language, linkType))
  const known = linkTypeNamed(linkType)
  if (known === undefined) throw new Misuse(`there is no link type ${JSON.stringify(linkType)}`)
  await print(described(compile(() => language(text, known)), values))
}

type Language = (text: string, linkType: number) => Filter

/** How a filter of each language is compiled. */
const languages = { capture: compileCaptureFilter } satisfies Record<string, Language>

function described({ text, explanation, hints }: Filter, { language = 'capture' }: Values): string {
  const lines = [`${language} filter: ${explanation}`]
  // One column for each character, or the marks would stand elsewhere.
  const shown = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
  for (const { start, end, text: said } of hints) {
    lines.push('', `  ${shown}`, `  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`, `  ${said}`)
  }
  return `${lines.join('\n')}\n`
}

async function standardInput(): Promise<string> {
  let text = ''
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece as string
  return text
}

/** One line for each filter. A line that begins with white space goes on with the filter before it. */
function answers(input: string, language: Language, usual: string): string {
  return input.replace(/\n$/, '').split(/\n(?![ \t])/).map((line) => {
    const [first, ...rest] = line.split('\t')
    const named = rest.length > 0 && /^\w+$/.test(first!)
    return `${answer(named ? rest.join('\t') : line, language, named ? first! : usual)}\n`
  }).join('')
}

function answer(text: string, language: Language, linkType: string): string {
  const known = linkTypeNamed(linkType)
  if (known === undefined) return `error: there is no link type ${linkType}`
  try {
    language(text, known)
    return 'ok'
  } catch (error) {
    if (error instanceof FilterError) return `error: ${error.reason}`
    throw error
  }
}
